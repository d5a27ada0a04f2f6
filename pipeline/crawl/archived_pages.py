"""What the archive holds of a vendor's pages, as the database knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from db.database import Database
from db.tables import pages
from scrapers.archive.saved_page import Known


@dataclass(frozen=True)
class Archived:
    """`bodies` by address and SHA-256: who has an unchanged body need not keep it twice.

    `good` by source and address: the last page that was read well, which a server need not send again.
    """

    bodies: Mapping[tuple[str, str], Known] = field(default_factory=dict)
    good: Mapping[tuple[str, str], Known] = field(default_factory=dict)


def archived(db: Database, vendor: str) -> Archived:
    """What the archive holds of this vendor's pages."""
    bodies: dict[tuple[str, str], Known] = {}
    for row in pages.earliest(db, vendor):
        when, sha256 = datetime.fromisoformat(row["fetched_at"]), row["sha256"]
        for address in (row["url"], row["final_url"]):
            known = Known(address, sha256, when, row["archive"], row["position"])
            bodies.setdefault((address, sha256), known)
    good = {
        (row["source"], row["final_url"]): bodies[row["final_url"], row["sha256"]]
        for row in pages.last_good(db, vendor)
    }
    return Archived(bodies, good)
