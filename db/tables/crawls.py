"""Crawls and reads: how each vendor and each of its sources fared, and whether one was read before a moment."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from db.database import Database, listed
from db.tables import sources

_CRAWL = """
INSERT INTO crawls (vendor, kind, vantage, started_at, outcome, offers, message, other_file)
VALUES (:vendor, :kind, :vantage, :started_at, :outcome, :offers, :message, nullif(
    ifnull(:file, ''), :vendor || '/' || replace(replace(:started_at, '-', ''), ':', '') || '.warc.gz'
))
"""  # the file that its vendor and start name is not written out
_READINGS = (
    "INSERT INTO readings (crawl_id, source_id, turn, parser, outcome, offers, message, unread) VALUES"
)
_VENDOR = """
INSERT INTO vendors (vendor, last_crawl, first_live) VALUES (:vendor, :crawl, :live) ON CONFLICT (vendor) DO UPDATE SET
    last_crawl = excluded.last_crawl, first_live = min(ifnull(first_live, :live), ifnull(:live, first_live))
"""


def record(db: Database, crawl: Mapping[str, Any], reads: Iterable[Mapping[str, Any]]) -> int:
    """Put a crawl and the reads of its sources into the database; answers the crawl's number."""
    row, read = dict(crawl), list(reads)
    crawl_id = int(db.execute(_CRAWL, {"vantage": None, "file": None, "message": None, **row}).lastrowid or 0)
    known = sources.of_vendor(db, row["vendor"], (one["source"] for one in read))
    turns: Counter[str] = Counter()
    rows = []
    for one in read:
        name = one["source"]
        said = [one["parser"], one["outcome"], one["offers"], one["message"], one.get("unread", "[]")]
        rows.append([crawl_id, known[name]["id"], turns[name], *said])
        turns[name] += 1
    if rows:
        places, values = listed(rows)
        db.execute(f"{_READINGS} {places}", values)
    sources.sum_up(db, known, read, row["started_at"], crawl_id)
    live = row["started_at"] if row["kind"] == "live" else None
    db.execute(_VENDOR, {"vendor": row["vendor"], "crawl": crawl_id, "live": live})
    return crawl_id


def stored(db: Database, vendor: str, kind: str, at: str) -> bool:
    """Whether the crawl of this kind that a vendor had at this moment is in the database."""
    known = "SELECT 1 FROM crawls WHERE vendor = ? AND kind = ? AND started_at = ?"
    return db.execute(known, [vendor, kind, at]).fetchone() is not None


def crawled(db: Database, vendor: str, at: str) -> bool:
    """Whether a vendor had a crawl of any kind at this moment."""
    known = "SELECT 1 FROM crawls WHERE started_at = ? AND vendor = ?"
    return db.execute(known, [at, vendor]).fetchone() is not None


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
    if any_real(db):
        return None
    last = last_start(db)
    return last[:10] if last else None


def kinds(db: Database) -> dict[tuple[str, str], str]:
    """The kind of every crawl, by vendor and start."""
    rows = db.execute("SELECT vendor, started_at, kind FROM crawls")
    return {(vendor, at): kind for vendor, at, kind in rows}


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
        "SELECT first_read < :before, first_whole < :before FROM sources WHERE vendor = :vendor AND source = :source",
        {"vendor": vendor, "source": source, "before": before},
    ).fetchone()
    return "never" if row is None or not row[0] else "whole" if row[1] else "partly"
