"""Discoveries: pages about plans that a vendor's own lists name and no source of ours reads."""

from typing import Any, Literal

from db.database import Database, select
from db.tables import events
from db.tables.events import Change

KIND = "page_discovered"


def looked_before(db: Database, source: str) -> bool:
    """Whether this list was ever read: what the first look finds is known from then on, and no news."""
    row = db.execute("SELECT first_read FROM indexes WHERE source = ?", [source]).fetchone()
    return row is not None and row[0] is not None


def note_look(db: Database, source: str, vendor: str, url: str, at: str, message: str | None) -> None:
    """The list was read at this moment, or could not be: then `message` says why."""
    db.table("indexes").insert({"source": source, "vendor": vendor, "url": url}, ignore=True)
    if message is None:
        db.execute(
            """UPDATE indexes SET first_read = ifnull(first_read, :at), last_read = max(ifnull(last_read, ''), :at),
               failing_since = NULL, message = NULL, url = :url WHERE source = :source""",
            {"at": at, "url": url, "source": source},
        )
    else:
        db.execute(
            "UPDATE indexes SET failing_since = ifnull(failing_since, ?), message = ? WHERE source = ?",
            [at, message, source],
        )


def known_pages(db: Database, vendor: str) -> set[str]:
    """The names of the pages of a vendor that were found before."""
    return {row[0] for row in db.execute("SELECT page FROM discoveries WHERE vendor = ?", [vendor])}


def discover(
    db: Database, vendor: str, source: str, page: str, url: str, title: str, at: str, **about: object
) -> None:
    """Remember a page by its name `page`. `about` are the columns baseline and page_id."""
    row = {"vendor": vendor, "source": source, "page": page, "url": url, "title": title, "first_seen": at}
    db.table("discoveries").insert(row | about, ignore=True)


def announce(
    db: Database,
    offer: str,
    url: str,
    title: str,
    at: str,
    *,
    provenance: str,
    index: str,
    page_id: int | None,
) -> None:
    """One event for a person: a page nobody reads yet. It says no price and belongs to no plan."""
    change = Change(KIND, None, {"url": url, "title": title})
    events.record(
        db,
        offer,
        change,
        at=at,
        published_at=at,
        provenance=provenance,
        url=index,
        evidence=title or url,
        page_id=page_id,
    )


def unsettled(db: Database) -> list[dict[str, Any]]:
    """The pages that appeared and of which no person has said anything yet, the oldest first."""
    sql = "SELECT * FROM discoveries WHERE baseline = 0 AND settled IS NULL ORDER BY first_seen, id"
    return select(db, sql)


def settle(db: Database, number: int, word: Literal["accepted", "rejected"]) -> None:
    """A person has looked at the page: a source is to read it, or it is of no use and is shown no more."""
    db.execute("UPDATE discoveries SET settled = ? WHERE id = ?", [word, number])
