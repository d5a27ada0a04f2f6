"""Holds: values that were read and not published, each until it is confirmed, decided by a person, or withdrawn."""

from collections.abc import Mapping
from typing import Any

from db.database import Database, insert, select, update

_DECIDED = ("open", "accepted", "rejected")


def enter(db: Database, row: Mapping[str, Any]) -> int:
    """Put a new hold into the database; `row` are its columns. Answers its number."""
    return insert(db, "holds", dict(row))


def change(db: Database, number: int, columns: Mapping[str, Any]) -> None:
    """Write these columns of a hold anew."""
    update(db, "holds", number, dict(columns))


def end(db: Database, number: int, status: str, at: str) -> None:
    """The hold ends at this moment with this status: accepted, rejected, confirmed or withdrawn."""
    update(db, "holds", number, {"status": status, "ended_at": at})


def numbered(db: Database, number: int) -> dict[str, Any] | None:
    """The hold with this number, None where there is none."""
    return next(iter(select(db, "SELECT * FROM holds WHERE CAST(id AS TEXT) = ?", [str(number)])), None)


def of_unproven(db: Database, source: str) -> list[int]:
    """The numbers of the open holds that wait for a proof of this source."""
    query = "SELECT id FROM holds WHERE source = ? AND status = 'open' AND rule LIKE '%unproven' ORDER BY id"
    return [row["id"] for row in select(db, query, [source])]


def all_open(db: Database) -> list[dict[str, Any]]:
    """All columns of every open hold, the oldest first."""
    return select(db, "SELECT * FROM open_holds")


class VendorHolds:
    """The holds of a vendor that are open or were decided by a person: read once, and written where one changes.

    `again` are those that were seen again and stay open however often they are, each with the page it was seen on;
    `notes` is how many of them were written for that alone.
    """

    def __init__(self, db: Database, vendor: str) -> None:
        query = (
            "SELECT * FROM holds WHERE vendor = ? AND status IN ('open', 'accepted', 'rejected') ORDER BY id"
        )
        self._db = db
        self._rows = select(db, query, [vendor])
        self.again: list[tuple[dict[str, Any], int | None]] = []
        self.notes = 0

    def open(self) -> list[dict[str, Any]]:
        """All columns of every open hold, the oldest first."""
        return [row for row in self._rows if row["status"] == "open"]

    def waiting_for_proof(self) -> set[str]:
        """The offers that are held since their source was unproven."""
        return {row["offer"] for row in self.open() if row["rule"] == "unproven"}

    def any_of(self, offer: str, field: str) -> bool:
        """Whether any value of this field of an offer is held, or was decided by a person."""
        return any((row["offer"], row["field"]) == (offer, field) for row in self._rows)

    def of_value(self, offer: str, field: str, value: str) -> dict[str, Any] | None:
        """The last hold of this very value, None where there is none."""
        alike = [
            row for row in self._rows if (row["offer"], row["field"], row["value"]) == (offer, field, value)
        ]
        return next((row for row in reversed(alike) if row["status"] in _DECIDED), None)

    def enter(self, row: Mapping[str, Any]) -> None:
        """Put a new hold into the database; `row` are its columns."""
        self._rows.append({"sightings": 1, **row, "id": enter(self._db, row)})

    def change(self, hold: dict[str, Any], columns: Mapping[str, Any]) -> bool:
        """Write these columns of a hold anew, where one of them is another one; answers whether one is."""
        other = any(hold.get(name) != value for name, value in columns.items())
        if other:
            hold.update(columns)
            change(self._db, hold["id"], columns)
        return other

    def note(self, hold: dict[str, Any], columns: Mapping[str, Any]) -> None:
        """The same of a hold that was seen again and stays open however often it is."""
        self.notes += self.change(hold, columns)
        self.again.append((hold, hold["page_id"]))

    def end(self, hold: dict[str, Any], status: str, at: str) -> None:
        """The hold ends at this moment with this status: confirmed or withdrawn."""
        self.change(hold, {"status": status, "ended_at": at})

    def withdraw(self, offer: str, field: str, at: str, kind: str) -> None:
        """End the open holds of a field begun by then; a crawl of the kind listing ends only what listings began."""
        for row in self.open():
            theirs = kind != "listing" or row["source"].startswith("listings")
            if (row["offer"], row["field"]) == (offer, field) and row["since"] <= at and theirs:
                self.end(row, "withdrawn", at)
