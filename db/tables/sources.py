"""Sources: what is named in pages and reads by a number, and how each was read so far, summed up as it is read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db.database import Database, select

_SUMMED = (
    "reads", "whole", "first_read", "first_whole", "last_read", "last_success", "last_whole", "failing_since",
    "partial_since", "last_crawl",
)  # fmt: skip
_STORE = f"UPDATE sources SET {', '.join(f'{name} = ?' for name in _SUMMED)} WHERE id = ?"
_COUNTED = """
SELECT source_id AS id, count(*) AS reads, sum(outcome = 'ok') AS whole, min(at) AS first_read,
    min(iif(outcome = 'ok' AND message IS NULL, at, NULL)) AS first_whole, max(at) AS last_read,
    max(iif(outcome IN ('ok', 'partial'), at, NULL)) AS last_success, max(iif(outcome = 'ok', at, NULL)) AS last_whole
FROM (SELECT source_id, started_at AS at, readings.outcome, readings.message
      FROM readings JOIN crawls ON crawls.id = crawl_id WHERE :id IN (source_id, 0))
GROUP BY source_id
"""
_NEVER: Mapping[str, Any] = {"reads": 0, "whole": 0} | dict.fromkeys(
    ("first_read", "first_whole", "last_read", "last_success", "last_whole")
)
_SINCE = """
SELECT min(started_at) FROM readings JOIN crawls ON crawls.id = crawl_id
WHERE source_id = :id AND readings.outcome <> 'ok' AND (:partial = 0 OR readings.outcome = 'partial') AND started_at > :at
"""
_LAST = """
SELECT crawl_id FROM readings JOIN crawls ON crawls.id = crawl_id
WHERE source_id = ? AND started_at = ? ORDER BY crawl_id DESC LIMIT 1
"""


def of_vendor(db: Database, vendor: str, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of a vendor's sources by name; one that was never named before is given a number."""
    known = {row["source"]: row for row in select(db, "SELECT * FROM sources WHERE vendor = ?", [vendor])}
    new = sorted(set(names) - known.keys())
    if new:
        db.conn.executemany(
            "INSERT INTO sources (vendor, source) VALUES (?, ?)", [(vendor, name) for name in new]
        )
        return of_vendor(db, vendor, ())
    return known


def sum_up(
    db: Database,
    known: Mapping[str, dict[str, Any]],
    reads: Sequence[Mapping[str, Any]],
    at: str,
    crawl_id: int,
) -> None:
    """Add the reads of a crawl, which are stored, to what is known of their sources."""
    times = Counter(str(read["source"]) for read in reads)
    rows = []
    for read in reads:
        row = known[str(read["source"])]
        late = row["last_read"] is not None and at <= row["last_read"]
        if times[row["source"]] > 1 or (late and at >= (row["last_whole"] or "")):
            rows.append(_counted(db, row["id"]))
        else:
            rows.append(row | _added(row, str(read["outcome"]), read["message"] is None, at, crawl_id))
    _store(db, rows)


def _store(db: Database, rows: Iterable[Mapping[str, Any]]) -> None:
    db.conn.executemany(_STORE, [[row[name] for name in (*_SUMMED, "id")] for row in rows])


def _added(row: Mapping[str, Any], outcome: str, silent: bool, at: str, crawl_id: int) -> dict[str, Any]:
    """The sum with one more reading: the last one, or one before the last that was whole."""
    whole, good = outcome == "ok", outcome in ("ok", "partial")
    added = {
        "reads": row["reads"] + 1,
        "whole": row["whole"] + whole,
        "first_read": _first(row["first_read"], at),
    }
    if whole and silent:
        added["first_whole"] = _first(row["first_whole"], at)
    if row["last_read"] is not None and at < row["last_read"]:
        return added
    added |= {"last_read": at, "last_crawl": crawl_id}
    added |= (
        {"last_success": at, "failing_since": None} if good else {"failing_since": row["failing_since"] or at}
    )
    if whole:
        return added | {"last_whole": at, "partial_since": None}
    return added | ({"partial_since": row["partial_since"] or at} if good else {})


def _first(known: str | None, at: str) -> str:
    return at if known is None else min(known, at)


def _counted(db: Database, number: int) -> dict[str, Any]:
    """The sum of all readings of a source, counted anew."""
    row = dict(next(iter(select(db, _COUNTED, {"id": number})), _NEVER))
    for name, at, partial in (
        ("failing_since", row["last_success"], 0),
        ("partial_since", row["last_whole"], 1),
    ):
        row[name] = db.execute(_SINCE, {"id": number, "partial": partial, "at": at or ""}).fetchone()[0]
    last = db.execute(_LAST, [number, row["last_read"]]).fetchone()
    return row | {"last_crawl": last[0] if last else None, "id": number}


def miscounted(db: Database) -> list[dict[str, Any]]:
    """The rows of the sources whose sum is not what their readings come to."""
    counted = {row["id"]: row for row in select(db, _COUNTED, {"id": 0})}
    return [
        row
        for row in select(db, "SELECT * FROM sources ORDER BY vendor, source")
        if any(row[name] != counted.get(row["id"], _NEVER)[name] for name in _NEVER)
    ]


def recount(db: Database, numbers: Iterable[int]) -> None:
    """Sum up anew what the readings of these sources come to."""
    _store(db, [_counted(db, number) for number in numbers])
