"""What the archive holds of a vendor's pages, as the database knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from scrapers.archive.saved_page import Known

_EARLIEST = """
    SELECT pages.url, pages.final_url, sha256, pages.fetched_at, archive, position, min(pages.id)
    FROM pages JOIN crawls ON crawls.id = crawl_id
    WHERE vendor = ? AND archive IS NOT NULL
    GROUP BY pages.url, pages.final_url, sha256
"""
_LAST_GOOD = """
    SELECT pages.source, pages.final_url, sha256, max(pages.id)
    FROM pages JOIN reads ON reads.crawl_id = pages.crawl_id AND reads.source = pages.source
        JOIN crawls ON crawls.id = pages.crawl_id
    WHERE vendor = ? AND archive IS NOT NULL AND reads.outcome IN ('ok', 'partial') AND pages.status = 200
    GROUP BY pages.source, pages.final_url
"""


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
    for url, final_url, sha256, fetched_at, archive, position, _ in db.execute(
        _EARLIEST, [vendor]
    ).fetchall():
        for address in (url, final_url):
            when = datetime.fromisoformat(fetched_at)
            bodies.setdefault((address, sha256), Known(address, sha256, when, archive, position))
    good = {
        (source, url): bodies[url, sha256]
        for source, url, sha256, _ in db.execute(_LAST_GOOD, [vendor]).fetchall()
    }
    return Archived(bodies, good)
