"""Reads: whether a source of a vendor was read before a moment."""

from typing import Literal

from sqlite_utils import Database


def looked(db: Database, vendor: str, source: str, before: str) -> Literal["never", "partly", "whole"]:
    """How well the source was read before that moment: never, only in part (some of it refused), or whole."""
    row = db.execute(
        """SELECT count(*), count(CASE WHEN reads.outcome = 'ok' AND reads.message IS NULL THEN 1 END)
           FROM reads JOIN crawls ON crawls.id = reads.crawl_id
           WHERE crawls.vendor = ? AND reads.source = ? AND crawls.started_at < ?""",
        [vendor, source, before],
    ).fetchone()
    return "whole" if row[1] else "partly" if row[0] else "never"
