"""Pages: which bytes were read, from which address, and where the archive keeps them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from db.database import Database, listed, select
from db.tables.sources import of_vendor

_PAGES = """
    SELECT pages.*, crawls.vendor, crawls.kind, crawls.vantage, reads.parser
    FROM pages JOIN crawls ON crawls.id = pages.crawl_id
    LEFT JOIN reads ON reads.crawl_id = pages.crawl_id AND reads.source = pages.source
"""
# What is known of each page: its source, address and body, whether its body is archived and its source was read well.
_KNOWN = """
WITH visited (place, crawl_id, source, url, final_url, status, media, sha256) AS (VALUES {rows})
SELECT crawls.vendor, crawls.started_at, crawls.file, sources.id AS source_id, addresses.id AS address_id,
    bodies.id AS body_id, bodies.position IS NOT NULL AS kept,
    good_pages.body_id AS good_id, EXISTS (
        SELECT 1 FROM readings
        WHERE crawl_id = crawls.id AND readings.source_id = sources.id AND outcome IN ('ok', 'partial')
    ) AS good, (SELECT ifnull(max(id), 0) FROM visits) AS last
FROM visited JOIN crawls ON crawls.id = visited.crawl_id
    LEFT JOIN sources ON sources.vendor = crawls.vendor AND sources.source = visited.source
    LEFT JOIN addresses ON addresses.source_id = sources.id AND addresses.url = visited.url
        AND addresses.final_url = visited.final_url AND addresses.status = visited.status
        AND ifnull(addresses.media, '') = visited.media
    LEFT JOIN bodies ON bodies.sha256 = visited.sha256 AND address_id = addresses.id
    LEFT JOIN good_pages ON good_pages.source_id = sources.id AND good_pages.final_url = visited.final_url
ORDER BY place
"""
_MOST = 1000  # pages that are written at a time
_VISITS = "INSERT INTO visits (id, crawl_id, archive, position, body_id, fetched) VALUES"
_BODY = """
SELECT sha256, fetched_at, bodies.archive, position FROM bodies
    JOIN addresses ON addresses.id = address_id JOIN sources ON sources.id = source_id
WHERE sha256 = :sha256 AND :url IN (url, final_url) AND vendor = :vendor AND position IS NOT NULL ORDER BY bodies.id LIMIT 1
"""
_LAST_GOOD = """
SELECT source, good_pages.final_url, sha256, fetched_at, archive, position
FROM sources JOIN good_pages ON good_pages.source_id = sources.id JOIN bodies ON bodies.id = body_id
WHERE vendor = ? AND position IS NOT NULL
"""
# Backwards by the starts of crawls, which have an index: of a page no more than a week from its crawl's start.
_LAST_BETWEEN = """
SELECT pages.id FROM crawls CROSS JOIN pages ON crawl_id = crawls.id
WHERE started_at >= date(:first, '-7 days') AND started_at < date(:last, '+7 days')
    AND crawls.vendor IN (SELECT vendor FROM sources WHERE source = :source) AND source = :source
    AND pages.fetched_at >= :first AND pages.fetched_at <= :last || 'T23:59:59Z'
ORDER BY started_at DESC, pages.id DESC LIMIT 1
"""


def record(db: Database, crawl_id: int, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Put the pages of a stored crawl into the database; `rows` are their columns. Answers their numbers."""
    if not rows:
        return []
    if len(rows) > _MOST:  # a statement has only so many parameters
        return record(db, crawl_id, rows[:_MOST]) + record(db, crawl_id, rows[_MOST:])
    known = _known(db, crawl_id, rows)
    number, visits = known[0]["last"], []
    for row, about in zip(rows, known, strict=True):
        body = about["body_id"] or _new_body(db, about, row)
        if row["position"] is not None:
            _place_body(db, row, about, body)
        number += 1
        file = None if row["archive"] == about["file"] else row["archive"]
        visits.append(
            [number, crawl_id, file, row["position"], body, _seconds(about["started_at"], row["fetched_at"])]
        )
    places, values = listed(visits)
    db.execute(f"{_VISITS} {places}", values)
    return [visit[0] for visit in visits]


def _known(db: Database, crawl_id: int, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is known of each page of a crawl."""
    visited = [
        [
            place,
            crawl_id,
            row["source"],
            row["url"],
            row["final_url"],
            row["status"],
            row["media"] or "",
            row["sha256"],
        ]
        for place, row in enumerate(rows)
    ]
    places, values = listed(visited)
    return select(db, _KNOWN.format(rows=places), values)


def _new_body(db: Database, about: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    """The number of a body that was not seen at its address before, or earlier in this crawl."""
    at = about["address_id"] or _new_address(db, about, row)
    db.execute(
        "INSERT OR IGNORE INTO bodies (address_id, sha256, bytes) VALUES (?, ?, ?)",
        [at, row["sha256"], row["bytes"]],
    )
    body = "SELECT id FROM bodies WHERE address_id = ? AND sha256 = ?"
    return int(db.execute(body, [at, row["sha256"]]).fetchone()[0])


def _new_address(db: Database, about: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    """The number of an address that was not read before, or earlier in this crawl."""
    address = [_source(db, about, row), row["url"], row["final_url"], row["status"], row["media"]]
    db.execute(
        "INSERT OR IGNORE INTO addresses (source_id, url, final_url, status, media) VALUES (?, ?, ?, ?, ?)",
        address,
    )
    found = """SELECT id FROM addresses
               WHERE source_id = ? AND url = ? AND final_url = ? AND status = ? AND ifnull(media, '') = ifnull(?, '')"""
    return int(db.execute(found, address).fetchone()[0])


def _source(db: Database, about: Mapping[str, Any], row: Mapping[str, Any]) -> int:
    """The number of a page's source."""
    if about["source_id"] is not None:
        return int(about["source_id"])
    return int(of_vendor(db, about["vendor"], [row["source"]])[row["source"]]["id"])


def _place_body(db: Database, row: Mapping[str, Any], about: Mapping[str, Any], body: int) -> None:
    """The archive has the body now: at its first place, and where its source was read well as the last of its address."""
    if not about["kept"]:
        db.execute(
            "UPDATE bodies SET archive = ?, position = ?, fetched_at = ? WHERE id = ? AND position IS NULL",
            [row["archive"], row["position"], row["fetched_at"], body],
        )
    if about["good"] and row["status"] == 200 and about["good_id"] != body:
        source = _source(db, about, row)
        db.execute("INSERT OR REPLACE INTO good_pages VALUES (?, ?, ?)", [source, row["final_url"], body])


def _seconds(start: str, at: str) -> int | str:
    """Seconds from one moment to another; the other as it is where it is no moment to the second."""
    try:
        seconds = datetime.fromisoformat(at) - datetime.fromisoformat(start)
    except ValueError:
        return at
    exact = len(at) == len(start) == len("2026-01-01T00:00:00Z")
    return int(seconds.total_seconds()) if exact else at


def address(db: Database, number: int | None) -> str | None:
    """The address that answered with the page, None where there is no such page."""
    page = db.execute("SELECT final_url FROM pages WHERE id = ?", [number]).fetchone()
    return page[0] if page else None


def last_of(db: Database, source: str, sha256: str) -> int | None:
    """The number of the last page of a source with this body, None where there is none."""
    sql = """SELECT id FROM visits WHERE body_id IN (
                 SELECT bodies.id FROM bodies JOIN addresses ON addresses.id = address_id
                     JOIN sources ON sources.id = source_id WHERE sha256 = ? AND source = ?
             ) ORDER BY id DESC LIMIT 1"""
    row = db.execute(sql, [sha256, source]).fetchone()
    return int(row[0]) if row else None


def last_between(db: Database, source: str, first: str, last: str) -> int | None:
    """The number of the last page of a source fetched from `first` to the end of the day of `last`, None without one."""
    row = db.execute(_LAST_BETWEEN, {"source": source, "first": first, "last": last[:10]}).fetchone()
    return int(row[0]) if row else None


def numbered(db: Database, number: int | None) -> dict[str, Any] | None:
    """A page with its crawl's vendor, kind and vantage and its source's parser, None where there is none."""
    return next(iter(select(db, f"{_PAGES} WHERE pages.id = ?", [number])), None)


def of_body(db: Database, prefix: str) -> list[dict[str, Any]]:
    """The pages whose SHA-256 begins so, oldest first, each with its crawl's vendor, kind and vantage and its parser."""
    return select(db, f"{_PAGES} WHERE sha256 LIKE ? ORDER BY pages.id", [f"{prefix.lower()}%"])


def body(db: Database, vendor: str, url: str, sha256: str) -> dict[str, Any] | None:
    """The first place in the archive of a body that a vendor's address had before, None where there is none."""
    return next(iter(select(db, _BODY, {"vendor": vendor, "url": url, "sha256": sha256})), None)


def last_good(db: Database, vendor: str) -> list[dict[str, Any]]:
    """The last archived page of every source and address of a vendor that was read well, and where its body is."""
    return select(db, _LAST_GOOD, [vendor])


def files(db: Database) -> dict[str, list[int]]:
    """The files of the archive that pages are listed in, each with the numbers of the crawls whose pages they are."""
    sql = "SELECT archive, json_group_array(DISTINCT crawl_id) FROM pages WHERE archive IS NOT NULL GROUP BY archive"
    return {file: json.loads(numbers) for file, numbers in db.execute(sql).fetchall()}


def of_file(db: Database, archive: str, crawls: Iterable[int]) -> list[dict[str, Any]]:
    """The pages of these crawls that are listed in a file of the archive: id, source, position and sha256 of each."""
    sql = """SELECT id, source, position, sha256 FROM pages
             WHERE crawl_id IN (SELECT value FROM json_each(?)) AND archive = ? ORDER BY position"""
    return select(db, sql, [json.dumps(list(crawls)), archive])


def without_place(db: Database, vendor: str, started: str) -> list[dict[str, Any]]:
    """The pages of a vendor's crawl, begun in this second (UTC), that are in no file: id, source and sha256."""
    sql = """SELECT pages.id, source, sha256 FROM pages JOIN crawls ON crawls.id = crawl_id
             WHERE archive IS NULL AND vendor = ? AND substr(started_at, 1, 19) = ?"""
    return select(db, sql, [vendor, started])


def forget_place(db: Database, numbers: Iterable[int]) -> None:
    """These pages are in no file of the archive any more; what is known of them stays."""
    lost = [(number,) for number in numbers]
    db.conn.executemany("UPDATE visits SET archive = NULL, position = NULL WHERE id = ?", lost)
    _place_bodies(db)


def place(db: Database, archive: str, positions: Iterable[tuple[int, int]]) -> None:
    """These pages, by number, are in this file of the archive, each from a byte on."""
    sql = "UPDATE visits SET archive = ?, position = ? WHERE id = ?"
    db.conn.executemany(sql, [(archive, position, number) for number, position in positions])
    _place_bodies(db)


def forget_places(db: Database) -> None:
    """No page is in an archive."""
    db.execute(
        "UPDATE visits SET archive = NULL, position = NULL WHERE coalesce(archive, position) IS NOT NULL"
    )
    db.execute("UPDATE crawls SET other_file = '' WHERE other_file IS NOT ''")
    _place_bodies(db)


def _place_bodies(db: Database) -> None:
    """Say of every body anew where its first page is."""
    db.execute("UPDATE bodies SET archive = NULL, position = NULL, fetched_at = NULL")
    db.execute("""
    UPDATE bodies SET (archive, position, fetched_at) = (pages.archive, pages.position, pages.fetched_at)
    FROM (
        SELECT body_id, min(id) AS page_id FROM visits WHERE position IS NOT NULL GROUP BY body_id
    ) JOIN pages ON pages.id = page_id WHERE body_id = bodies.id
    """)
