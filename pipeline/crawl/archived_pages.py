"""What the archive holds of a vendor's pages, as the database knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.database import Database
from db.tables import pages
from scrapers.archive.saved_page import Bodies, Known


@dataclass(frozen=True)
class Archived:
    """`bodies` by address and SHA-256: who has an unchanged body need not keep it twice.

    `good` by source and address: the last page that was read well, which a server need not send again.
    """

    bodies: Bodies
    good: Mapping[tuple[str, str], Known]


@dataclass(frozen=True)
class _Bodies:
    """The bodies of a vendor, each looked up when it is asked for."""

    db: Database
    vendor: str

    def get(self, key: tuple[str, str], /) -> Known | None:
        url, sha256 = key
        row = pages.body(self.db, self.vendor, url, sha256)
        return _known(url, row) if row else None


def archived(db: Database, vendor: str) -> Archived:
    """What the archive holds of this vendor's pages."""
    good = {
        (row["source"], row["final_url"]): _known(row["final_url"], row)
        for row in pages.last_good(db, vendor)
    }
    return Archived(_Bodies(db, vendor), good)


def _known(url: str, row: Mapping[str, Any]) -> Known:
    when = datetime.fromisoformat(row["fetched_at"])
    return Known(url, row["sha256"], when, row["archive"], row["position"])
