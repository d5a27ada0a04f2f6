"""The main job: crawl, judge, store. Offline it replays the sample pages that ship with the project."""

from collections.abc import Sequence
from pathlib import Path

from db.curated.import_history import import_history
from db.database import Database
from db.tables.crawls import any_real, kinds, last_start
from db.tables.observations import any_observed
from pipeline.crawl.ledger import Told
from pipeline.crawl.run_spiders import Noted, crawl_live
from pipeline.crawl.saved_nights import saved_nights, started_at
from pipeline.crawl.stock_sources import stock_sources
from pipeline.outcomes import Crawl
from scrapers.archive.replay import SAMPLES, BadReplay, Shelf, load
from scrapers.own.modules import folder
from scrapers.registry import of_vendor, vendors


class RealCrawls(Exception):
    """An offline run was asked to write into a database that holds real crawls."""


def run_offline(
    db: Database, tell: Told = lambda _: None, archive: Path | None = None, note: Noted = lambda _: None
) -> list[Crawl]:
    """Replay every night of the sample pages, the user's own last, into the database; its rows are marked `sample`.

    Raises RealCrawls where the database holds anything but samples. Running it again does what is left
    of one that was cut short, and otherwise changes nothing.
    """
    if any_real(db):
        raise RealCrawls(
            "this database holds real crawls; an offline run writes sample prices: give another file with --db"
        )
    import_history(db)
    done = set(kinds(db))
    crawls = []
    with saved_nights(db, tell, archive) as nights:
        for shelf in (*load(SAMPLES), *own_samples(note)):
            left = [vendor for vendor in vendors() if (vendor, started_at(shelf)) not in done]
            crawls += nights.store(shelf, left, kind="sample")
    return crawls


def own_samples(note: Noted) -> list[Shelf]:
    """The nights of the sample pages of a user's own vendors; `note` is told of each page that cannot be read."""
    place = folder()
    if place is None or not any(place.rglob("page.json")):
        return []
    return list(load(place, lambda bad: note(str(bad))))


def last_night(db: Database) -> str | None:
    """The UTC day of the last crawl, None where there was none: what sample pages are tonight's prices of."""
    start = last_start(db)
    return start[:10] if start else None


def run_replay(
    db: Database,
    path: Path,
    chosen: Sequence[str] | None,
    tell: Told = lambda _: None,
    archive: Path | None = None,
) -> list[Crawl]:
    """Replay saved pages, night by night, as if they were fetched; rows are marked `scraped`.

    On a new database the curated history comes first, as in a live run: a replayed archive tells the same.
    Raises BadReplay, when all others are stored, with a line for each file that cannot be read.
    """
    _begin(db)
    wanted = [of_vendor(vendor)[0].vendor for vendor in chosen or vendors()]
    spoiled: list[BadReplay] = []
    with saved_nights(db, tell, archive) as nights:
        crawls = [crawl for shelf in load(path, spoiled.append) for crawl in nights.store(shelf, wanted)]
    if spoiled:
        raise BadReplay("\n".join(map(str, spoiled)))
    return crawls


def run_live(
    db: Database,
    tell: Told = lambda _: None,
    chosen: Sequence[str] | None = None,
    archive: Path | None = None,
    note: Noted = lambda _: None,
) -> list[Crawl]:
    """Fetch the vendors' pages and the day's exchange rates. On a new database the curated history comes first."""
    wanted = [of_vendor(vendor)[0].vendor for vendor in chosen or vendors()]
    _begin(db)
    return crawl_live(db, wanted, tell, archive, note)


def run_round(
    db: Database,
    tell: Told = lambda _: None,
    chosen: Sequence[str] | None = None,
    archive: Path | None = None,
) -> list[Crawl]:
    """Look at the sources that say what is in stock, and take from them what is on sale: a light round, without rates."""
    wanted = {of_vendor(vendor)[0].vendor for vendor in chosen or vendors()}
    _begin(db)
    looked = {vendor: names for vendor, names in stock_sources(db).items() if vendor in wanted}
    if not looked:
        return []
    return crawl_live(db, sorted(looked), tell, archive, stock=set().union(*looked.values()))


def _begin(db: Database) -> None:
    if not any_observed(db):
        import_history(db)
