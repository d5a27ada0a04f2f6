"""Holds: values that were read and not published, each until it is confirmed, decided by a person, or withdrawn."""

from collections.abc import Mapping
from typing import Any

from db.database import Database


def enter(db: Database, row: Mapping[str, Any]) -> None:
    """Put a new hold into the database; `row` are its columns."""
    db.table("holds").insert(dict(row))


def change(db: Database, number: int, columns: Mapping[str, Any]) -> None:
    """Write these columns of a hold anew."""
    db.table("holds").update(number, dict(columns))


def end(db: Database, number: int, status: str, at: str) -> None:
    """The hold ends at this moment with this status: accepted, rejected, confirmed or withdrawn."""
    db.table("holds").update(number, {"status": status, "ended_at": at})


def withdraw(db: Database, offer: str, field: str, at: str, kind: str) -> None:
    """End the open holds of a field begun by then; a crawl of the kind listing ends only what listings began."""
    db.execute(
        """UPDATE holds SET status = 'withdrawn', ended_at = :at
           WHERE offer = :offer AND field = :field AND status = 'open' AND since <= :at
           AND (:kind <> 'listing' OR source LIKE 'listings%')""",
        {"at": at, "offer": offer, "field": field, "kind": kind},
    )


def numbered(db: Database, number: int) -> dict[str, Any] | None:
    """The hold with this number, None where there is none."""
    return next(iter(db.query("SELECT * FROM holds WHERE CAST(id AS TEXT) = ?", [str(number)])), None)


def of_value(db: Database, offer: str, field: str, value: str) -> dict[str, Any] | None:
    """The last hold of this very value that is open or was decided by a person, None where there is none."""
    rows = db.query(
        """SELECT * FROM holds WHERE offer = ? AND field = ? AND value = ?
           AND status IN ('open', 'accepted', 'rejected') ORDER BY id DESC LIMIT 1""",
        [offer, field, value],
    )
    return next(iter(rows), None)


def waiting_for_proof(db: Database, vendor: str) -> set[str]:
    """The offers of a vendor that are held since their source was unproven."""
    query = "SELECT offer FROM holds WHERE vendor = ? AND status = 'open' AND rule = 'unproven'"
    return {row["offer"] for row in db.query(query, [vendor])}


def of_unproven(db: Database, source: str) -> list[int]:
    """The numbers of the open holds that wait for a proof of this source."""
    query = "SELECT id FROM holds WHERE source = ? AND status = 'open' AND rule LIKE '%unproven' ORDER BY id"
    return [row["id"] for row in db.query(query, [source])]


def open_of(db: Database, vendor: str) -> list[dict[str, Any]]:
    """The open holds of a vendor: offer, field, rule, reason, source and last_seen of each."""
    query = (
        "SELECT offer, field, rule, reason, source, last_seen FROM holds WHERE vendor = ? AND status = 'open'"
    )
    return list(db.query(query, [vendor]))


def all_open(db: Database) -> list[dict[str, Any]]:
    """All columns of every open hold, the oldest first."""
    return list(db.query("SELECT * FROM open_holds"))
