"""What export and site cost a night later, when nothing changed: processor time of an old database beside that of a young one."""

from collections.abc import Iterator
from pathlib import Path

from measure import Measure, cpu
from ten_years import last_day

from db.reading import open_read_only
from reports.feeds.feed_files import write_feeds
from reports.files.export import write_data
from reports.site.build import build


def publishing(kept: Path, folder: Path, nights: int, young: int = 120) -> Iterator[Measure]:
    """Export and site, old against young, of the `kept` databases `nights-N.db`; the first site in `folder` draws all charts."""
    exported, built = {}, {}
    for number in (young, nights):
        db, day = open_read_only(kept / f"nights-{number}.db"), last_day(number)
        place = folder / f"site-{number}"
        exported[number] = cpu(
            lambda db=db, day=day: [
                *write_data(db, day, folder / "out"),
                *write_feeds(db, day, folder / "out", None),
            ],  # type: ignore[misc]
            1,
        )
        build(db, day, place)
        built[number] = cpu(lambda db=db, day=day, place=place: build(db, day, place), 1)  # type: ignore[misc]
        db.close()
    for what, spent, goal in (("`export`", exported, 1.5), ("`site`, charts taken over,", built, 1.2)):
        beside = f"after {young} nights, {spent[young]:.1f} s"
        yield Measure(f"{what} after {nights} nights", spent[nights] / spent[young], goal, beside=beside)
    yield Measure(f"`site`, charts taken over, after {nights} nights", built[nights], 10, unit="s")
