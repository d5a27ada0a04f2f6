"""The main job: crawl, judge, store."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.curated.import_history import import_history
from db.database import Database
from db.tables.crawls import last_start
from db.tables.observations import any_observed
from pipeline.crawl.run_spiders import Noted, crawl_live
from pipeline.crawl.stock_sources import stock_sources
from pipeline.outcomes import Crawl
from scrapers.archive.replay import Shelf, load
from scrapers.own.modules import folder
from scrapers.registry import of_vendor, vendors

if TYPE_CHECKING:  # run_spiders wants to be loaded before all that the ledger brings
    from pipeline.crawl.ledger import Told


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


def run_live(
    db: Database,
    tell: "Told" = lambda _: None,
    chosen: Sequence[str] | None = None,
    archive: Path | None = None,
    note: Noted = lambda _: None,
) -> list[Crawl]:
    """Fetch the vendors' pages and the day's exchange rates. On a new database the curated history comes first."""
    wanted = [of_vendor(vendor)[0].vendor for vendor in chosen or vendors()]
    begin_history(db)
    return crawl_live(db, wanted, tell, archive, note)


def run_round(
    db: Database,
    tell: "Told" = lambda _: None,
    chosen: Sequence[str] | None = None,
    archive: Path | None = None,
) -> list[Crawl]:
    """Look at the sources that say what is in stock, and take from them what is on sale: a light round, without rates."""
    wanted = {of_vendor(vendor)[0].vendor for vendor in chosen or vendors()}
    begin_history(db)
    looked = {vendor: names for vendor, names in stock_sources(db).items() if vendor in wanted}
    if not looked:
        return []
    return crawl_live(db, sorted(looked), tell, archive, stock=set().union(*looked.values()))


def begin_history(db: Database) -> None:
    """On a new database the curated history comes first."""
    if not any_observed(db):
        import_history(db)
