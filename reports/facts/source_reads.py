"""What was looked at: how every source was read, as it stood at a moment, and when most vendors were read together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.database import Database, select
from db.tables.runs import last_run
from reports.facts.cached_until_write import cached_until_write

# One pass over all readings; what fails is asked for by itself.
_SOURCES = """
SELECT source, max(vendor) AS vendor, count(*) AS reads, sum(reads.outcome = 'ok') AS whole,
    max(CASE WHEN reads.outcome IN ('ok', 'partial') THEN started_at END) AS last_success,
    max(CASE WHEN reads.outcome = 'ok' THEN started_at END) AS last_whole, max(started_at) AS last_read
FROM reads JOIN crawls ON crawls.id = reads.crawl_id
WHERE started_at <= :at GROUP BY source ORDER BY vendor, source
"""
_FAILED = """
SELECT started_at, reads.message FROM reads JOIN crawls ON crawls.id = reads.crawl_id
WHERE source = :source AND reads.outcome <> 'ok' AND started_at > :since AND started_at <= :at
ORDER BY started_at, reads.id
"""
_PARTIAL = """
SELECT started_at, reads.message, unread FROM reads JOIN crawls ON crawls.id = reads.crawl_id
WHERE source = :source AND reads.outcome = 'partial' AND started_at > :since AND started_at <= :at
ORDER BY started_at, reads.id
"""
_LEFT_OUT = """
SELECT source, max(started_at) AS at, reads.message FROM reads JOIN crawls ON crawls.id = reads.crawl_id
WHERE reads.outcome = 'ok' AND reads.message IS NOT NULL AND started_at <= :at GROUP BY source
"""
# What the writer summed up, for a moment after the last reading; `message` and `unread` are those of that reading.
_SUMMED = """
SELECT source, vendor, sources.reads, whole, last_success, last_whole, last_read, failing_since, partial_since,
    (SELECT max(message) FROM readings WHERE crawl_id = last_crawl AND source_id = sources.id) AS message,
    (SELECT max(unread) FROM readings WHERE crawl_id = last_crawl AND source_id = sources.id) AS unread
FROM sources WHERE sources.reads > 0 ORDER BY vendor, source
"""
_LAST_BEFORE = """
SELECT vendor, started_at, ifnull(message, '') AS message, outcome, max(id) FROM crawls
WHERE started_at <= :at GROUP BY vendor
"""
_LAST_OF_ALL = """
SELECT crawls.vendor, started_at, ifnull(message, '') AS message, outcome FROM vendors JOIN crawls ON crawls.id = last_crawl
"""
# A look at few vendors, as a light round or one that was named, is no crawl of all.
_LAST = """
SELECT started_at AS at FROM crawls WHERE kind = 'live' AND started_at <= :at GROUP BY started_at
HAVING 2 * count(DISTINCT CASE WHEN outcome <> 'failed' THEN vendor END)
    >= (SELECT count(*) FROM vendors WHERE first_live <= :at)
ORDER BY started_at DESC LIMIT 1
"""


@dataclass(frozen=True)
class Card:
    """A card or row of a vendor's page that could not be read: what the page calls it, and what it says there."""

    name: str
    words: str


@dataclass(frozen=True)
class SourceRead:
    """One source at a moment: how often it was read, how often whole, and since when it fails (None = it does not).

    A source that was read but for some of its cards does not fail: it is partial since then, and `unread` are the
    cards of its last reading. `message` belongs to the failure, or else to those cards, or to what stood on the pages of
    a whole reading and is another vendor's.
    """

    source: str
    vendor: str
    reads: int
    whole: int
    last_success: str | None
    last_whole: str | None
    last_read: str
    failing_since: str | None = None
    partial_since: str | None = None
    message: str | None = None
    unread: tuple[Card, ...] = ()


@cached_until_write
def source_reads(db: Database, at: str) -> Mapping[str, SourceRead]:
    """Every source that was read by a moment, by name."""
    sums = select(db, _SUMMED)
    names = {row["source"] for row in sums}
    if len(names) == len(sums) and all(row["last_read"] <= at for row in sums):
        return {row["source"]: _summed(row) for row in sums}
    left_out = {(row["source"], row["at"]): row["message"] for row in select(db, _LEFT_OUT, {"at": at})}
    return {
        row["source"]: _source_read(db, row, at, left_out.get((row["source"], row["last_read"])))
        for row in select(db, _SOURCES, {"at": at})
    }


def _summed(row: dict[str, Any]) -> SourceRead:
    """A source as the writer summed it up."""
    unread = json.loads(row.pop("unread") or "[]")
    if (row["last_whole"] or "") >= row["last_read"]:
        row |= {"partial_since": None, "failing_since": None}
    elif (row["last_success"] or "") >= row["last_read"]:
        return SourceRead(**row, unread=tuple(Card(card["unread"], card["words"]) for card in unread))
    return SourceRead(**row | {"partial_since": None})


def _source_read(db: Database, row: dict[str, Any], at: str, left_out: str | None) -> SourceRead:
    since, whole = row["last_success"] or "", row["last_whole"] or ""
    if whole >= row["last_read"]:
        return SourceRead(**row, message=left_out)
    if since >= row["last_read"]:
        partial = select(db, _PARTIAL, {"source": row["source"], "since": whole, "at": at})
        cards = tuple(Card(card["unread"], card["words"]) for card in json.loads(partial[-1]["unread"]))
        first, last = partial[0], partial[-1]
        return SourceRead(**row, partial_since=first["started_at"], message=last["message"], unread=cards)
    failed = select(db, _FAILED, {"source": row["source"], "since": since, "at": at})
    return SourceRead(**row, failing_since=failed[0]["started_at"], message=failed[-1]["message"])


@cached_until_write
def failed_crawls(db: Database, at: str) -> Mapping[str, tuple[str, str]]:
    """The vendors whose last crawl failed as a whole: when it started, and why."""
    later = select(db, "SELECT 1 FROM crawls WHERE started_at > ? LIMIT 1", [at])
    rows = select(db, _LAST_BEFORE, {"at": at}) if later else select(db, _LAST_OF_ALL)
    return {row["vendor"]: (row["started_at"], row["message"]) for row in rows if row["outcome"] == "failed"}


@dataclass(frozen=True)
class LastGood:
    """When the last good crawl began and how long ago, None where there was none; whose last crawl failed as a whole.

    `unfinished` is when a night began that was stopped or killed, or goes on, where that was the last.
    """

    at: str | None
    age: timedelta | None
    failing: tuple[str, ...]
    unfinished: str | None

    def young(self, most: timedelta) -> bool:
        return self.age is not None and self.age <= most


def last_good(db: Database, now: datetime) -> LastGood:
    """The last good crawl by a moment."""
    until = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    rows = select(db, _LAST, {"at": until})
    at, night = rows[0]["at"] if rows else None, last_run(db, "night")
    return LastGood(
        at,
        now - datetime.fromisoformat(at) if at else None,
        tuple(sorted(failed_crawls(db, until))),
        night.started_at if night and night.outcome in (None, "interrupted") else None,
    )
