"""Crawls and reads: how each vendor and each of its sources fared, and whether one was read before a moment."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from db.database import Database


def record(db: Database, crawl: Mapping[str, Any], reads: Iterable[Mapping[str, Any]]) -> int:
    """Put a crawl and the reads of its sources into the database; answers the crawl's number."""
    crawl_id = int(db.table("crawls").insert(dict(crawl)).last_pk or 0)
    for read in reads:
        db.table("reads").insert({"crawl_id": crawl_id, **read})
    return crawl_id


def stored(db: Database, vendor: str, kind: str, at: str) -> bool:
    """Whether the crawl of this kind that a vendor had at this moment is in the database."""
    known = "SELECT 1 FROM crawls WHERE vendor = ? AND kind = ? AND started_at = ?"
    return db.execute(known, [vendor, kind, at]).fetchone() is not None


def without_pages(db: Database, vendor: str, at: str) -> bool:
    """Whether a crawl that a vendor had at this moment is in the database and could use none of its answers."""
    known = """SELECT 1 FROM crawls WHERE vendor = ? AND started_at = ?
               AND NOT EXISTS (SELECT 1 FROM pages WHERE crawl_id = crawls.id)"""
    return db.execute(known, [vendor, at]).fetchone() is not None


def any_before(db: Database, at: str) -> bool:
    """Whether any vendor was crawled before this moment."""
    return db.execute("SELECT 1 FROM crawls WHERE started_at < ? LIMIT 1", [at]).fetchone() is not None


def any_real(db: Database) -> bool:
    """Whether there is a crawl of anything but samples."""
    return db.execute("SELECT 1 FROM crawls WHERE kind <> 'sample' LIMIT 1").fetchone() is not None


def sample_day(db: Database) -> str | None:
    """The UTC day of the last crawl where all of them replayed samples; None where any was real, or none was."""
    row = db.execute("SELECT max(started_at), max(kind <> 'sample') FROM crawls").fetchone()
    return str(row[0])[:10] if row[0] and not row[1] else None


def kinds(db: Database) -> dict[tuple[str, str], str]:
    """The kind of every crawl, by vendor and start."""
    return {(row["vendor"], row["started_at"]): row["kind"] for row in db.query("SELECT * FROM crawls")}


def archived(db: Database) -> set[tuple[str, str]]:
    """The crawls, by vendor and start, of which the archive keeps pages."""
    sql = "SELECT DISTINCT vendor, started_at FROM crawls JOIN pages ON crawl_id = crawls.id WHERE archive IS NOT NULL"
    return set(db.execute(sql).fetchall())


def listed_at(db: Database) -> set[str]:
    """The moments of the scrapes of other trackers that were imported."""
    return {
        row["started_at"] for row in db.query("SELECT DISTINCT started_at FROM crawls WHERE kind = 'listing'")
    }


def last_start(db: Database) -> str | None:
    """When the last crawl began, None where there was none."""
    row = db.execute("SELECT max(started_at) FROM crawls").fetchone()
    return str(row[0]) if row[0] else None


def outcomes_since(db: Database, at: str) -> dict[str, str]:
    """How each vendor fared in its last crawl that began at a moment or later."""
    sql = "SELECT vendor, outcome FROM crawls WHERE started_at >= ? AND kind = 'live' ORDER BY id"
    return {row["vendor"]: row["outcome"] for row in db.query(sql, [at])}


def coverage(db: Database, vendor: str, source: str, before: str) -> Literal["never", "partly", "whole"]:
    """How well the source was read before that moment: never, only in part (some of it refused), or whole."""
    row = db.execute(
        """SELECT count(*), count(CASE WHEN reads.outcome = 'ok' AND reads.message IS NULL THEN 1 END)
           FROM reads JOIN crawls ON crawls.id = reads.crawl_id
           WHERE crawls.vendor = ? AND reads.source = ? AND crawls.started_at < ?""",
        [vendor, source, before],
    ).fetchone()
    return "whole" if row[1] else "partly" if row[0] else "never"
