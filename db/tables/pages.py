"""Pages: which bytes were read, from which address, and where the archive keeps them."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.database import Database

_PAGES = """
    SELECT pages.*, crawls.vendor, crawls.kind, crawls.vantage, reads.parser
    FROM pages JOIN crawls ON crawls.id = pages.crawl_id
    LEFT JOIN reads ON reads.crawl_id = pages.crawl_id AND reads.source = pages.source
"""
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


def record(db: Database, row: Mapping[str, Any]) -> int:
    """Put a page into the database; `row` are its columns. Answers its number."""
    return int(db.table("pages").insert(dict(row)).last_pk or 0)


def address(db: Database, number: int | None) -> str | None:
    """The address that answered with the page, None where there is no such page."""
    page = db.execute("SELECT final_url FROM pages WHERE id = ?", [number]).fetchone()
    return page[0] if page else None


def last_of(db: Database, source: str, sha256: str) -> int | None:
    """The number of the last page of a source with this body, None where there is none."""
    row = db.execute("SELECT max(id) FROM pages WHERE source = ? AND sha256 = ?", [source, sha256]).fetchone()
    return None if row[0] is None else int(row[0])


def last_between(db: Database, source: str, first: str, last: str) -> int | None:
    """The number of the last page of a source fetched from `first` to the end of the day of `last`, None without one."""
    row = db.execute(
        "SELECT max(id) FROM pages WHERE source = ? AND fetched_at >= ? AND fetched_at <= ?",
        [source, first, f"{last[:10]}T23:59:59Z"],
    ).fetchone()
    return int(row[0]) if row and row[0] is not None else None


def numbered(db: Database, number: int | None) -> dict[str, Any] | None:
    """A page with its crawl's vendor, kind and vantage and its source's parser, None where there is none."""
    return next(iter(db.query(f"{_PAGES} WHERE pages.id = ?", [number])), None)


def of_body(db: Database, prefix: str) -> list[dict[str, Any]]:
    """The pages whose SHA-256 begins so, oldest first, each with its crawl's vendor, kind and vantage and its parser."""
    return list(db.query(f"{_PAGES} WHERE sha256 LIKE ? ORDER BY pages.id", [f"{prefix.lower()}%"]))


def earliest(db: Database, vendor: str) -> list[dict[str, Any]]:
    """The first archived page of every address and body of a vendor."""
    return list(db.query(_EARLIEST, [vendor]))


def last_good(db: Database, vendor: str) -> list[dict[str, Any]]:
    """The last archived page of every source and address of a vendor that was read well: its final_url and sha256."""
    return list(db.query(_LAST_GOOD, [vendor]))


def files(db: Database) -> dict[str, int]:
    """The files of the archive that pages are listed in, and how many of them."""
    sql = "SELECT archive, count(*) FROM pages WHERE archive IS NOT NULL GROUP BY archive"
    return dict(db.execute(sql).fetchall())


def of_file(db: Database, archive: str) -> list[dict[str, Any]]:
    """The pages that are listed in a file of the archive: id, source, position and sha256 of each."""
    return list(
        db.query(
            "SELECT id, source, position, sha256 FROM pages WHERE archive = ? ORDER BY position", [archive]
        )
    )


def without_place(db: Database, vendor: str, started: str) -> list[dict[str, Any]]:
    """The pages of a vendor's crawl, begun in this second (UTC), that are in no file: id, source and sha256."""
    sql = """SELECT pages.id, source, sha256 FROM pages JOIN crawls ON crawls.id = crawl_id
             WHERE archive IS NULL AND vendor = ? AND substr(started_at, 1, 19) = ?"""
    return list(db.query(sql, [vendor, started]))


def forget_place(db: Database, numbers: Iterable[int]) -> None:
    """These pages are in no file of the archive any more; what is known of them stays."""
    db.conn.executemany(
        "UPDATE pages SET archive = NULL, position = NULL WHERE id = ?", [(n,) for n in numbers]
    )


def place(db: Database, archive: str, positions: Iterable[tuple[int, int]]) -> None:
    """These pages, by number, are in this file of the archive, each from a byte on."""
    sql = "UPDATE pages SET archive = ?, position = ? WHERE id = ?"
    db.conn.executemany(sql, [(archive, position, number) for number, position in positions])
