"""What was looked at: how every source was read, as it stood at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

# A reread of kept pages looks at nothing new.
_SOURCES = """
WITH looks AS (
    SELECT reads.id, source, vendor, reads.outcome = 'ok' AS whole, started_at, reads.message
    FROM reads JOIN crawls ON crawls.id = reads.crawl_id WHERE kind <> 'reread' AND started_at <= :at
), good AS (
    SELECT source, max(started_at) AS last_success FROM looks WHERE whole GROUP BY source
)
SELECT looks.source, max(vendor) AS vendor, count(*) AS reads, sum(whole) AS whole, last_success,
    max(started_at) AS last_read,
    min(CASE WHEN NOT whole AND started_at > ifnull(last_success, '') THEN started_at END) AS failing_since,
    (SELECT message FROM looks AS late WHERE late.source = looks.source AND NOT late.whole
     ORDER BY started_at DESC, id DESC LIMIT 1) AS message
FROM looks LEFT JOIN good ON good.source = looks.source
GROUP BY looks.source ORDER BY vendor, looks.source
"""


@dataclass(frozen=True)
class Looked:
    """One source at a moment: how often it was read, how often whole, and since when it fails (None = it does not)."""

    source: str
    vendor: str
    reads: int
    whole: int
    last_success: str | None
    last_read: str
    failing_since: str | None
    message: str | None


def looked(db: Database, at: str) -> Mapping[str, Looked]:
    """Every source that was read by a moment, by name."""
    return {row["source"]: Looked(**row) for row in db.query(_SOURCES, {"at": at})}


def failed_crawls(db: Database, at: str) -> Mapping[str, tuple[str, str]]:
    """The vendors whose last crawl failed as a whole: when it started, and why."""
    rows = db.query(
        """SELECT vendor, started_at, ifnull(message, '') AS message, outcome, max(id) FROM crawls
           WHERE kind <> 'reread' AND started_at <= :at GROUP BY vendor""",
        {"at": at},
    )
    return {row["vendor"]: (row["started_at"], row["message"]) for row in rows if row["outcome"] == "failed"}
