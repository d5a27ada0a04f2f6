"""The sources of a light round: those that say what is in stock."""

from datetime import UTC, datetime

from db.database import Database
from db.tables.states import states_on
from pipeline.merge import PRICE
from scrapers.about.vendor_facts import Restock, facts_of
from scrapers.registry import sources
from scrapers.source import Source

STOCK = "availability"


def stock_sources(db: Database) -> dict[str, set[str]]:
    """The names of the sources to look at, by vendor.

    They are those that what is known of a plan's availability came from, and those that price a product whose vendor has
    fixed times of restocking.
    """
    states = states_on(db, datetime.now(UTC).date())
    told = {
        state.sources.get(STOCK) for state in states if state.offer.availability not in (None, "Discontinued")
    }
    chosen: dict[str, set[str]] = {}
    for source in sources():
        if source.nightly and STOCK in source.gives and (source.name in told or _restocked(source)):
            chosen.setdefault(source.vendor, set()).add(source.name)
    return chosen


def _restocked(source: Source) -> bool:
    restocks = facts_of(source.vendor).restocks
    return PRICE in source.gives and any(_of(source, restock) for restock in restocks)


def _of(source: Source, restock: Restock) -> bool:
    return restock.region in (None, source.region) and restock.product in (
        None,
        source.product,
        *source.products,
    )
