"""Looks: what a crawl, or a light round, found on sale where a vendor's page says so."""

from db.database import Database
from db.tables import looks
from pipeline.judge.case import Hearing
from scrapers.offer import KEY

STOCK = "availability"
ON_SALE = ("InStock", "LimitedAvailability")
_NEVER = ("Discontinued",)  # nobody waits for it


def note_looks(db: Database, hearing: Hearing) -> None:
    """Count a look at every plan whose availability was said by a source that is believed; any term on sale is the plan."""
    found: dict[str, bool] = {}
    for case in hearing.cases:
        source, said = case.sighting.said.get(STOCK), case.offer.availability
        if source is None or said is None or said in _NEVER or source in hearing.unproven:
            continue
        plan = "/".join(getattr(case.offer, name) for name in KEY[:5])
        found[plan] = found.get(plan, False) or said in ON_SALE
    looks.note_looks(db, found, hearing.at)
