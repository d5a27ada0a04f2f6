"""Absences: offers that complete reads have not found, since when, and how often."""

import json
from collections.abc import Iterable

from db.database import Database, insert, select


def among(db: Database, offer_ids: Iterable[int]) -> dict[int, tuple[str, str, int]]:
    """Since when each of these offers is missing, when that was last noted, and how many reads did."""
    wanted = json.dumps(list(offer_ids))
    rows = select(db, "SELECT * FROM absences WHERE offer_id IN (SELECT value FROM json_each(?))", [wanted])
    return {row["offer_id"]: (row["since"], row["last_seen"], row["reads"]) for row in rows}


def note(db: Database, offer_id: int, since: str, last_seen: str, reads: int) -> None:
    """The offer was missing in that many reads, the first at `since`, the last at `last_seen`."""
    row = {"offer_id": offer_id, "since": since, "last_seen": last_seen, "reads": reads}
    insert(db, "absences", row, "REPLACE")


def forget(db: Database, offer_ids: Iterable[int], at: str) -> None:
    """The offers are there at this moment: what was missing since before then is counted anew."""
    db.conn.executemany(
        "DELETE FROM absences WHERE offer_id = ? AND since <= ?", [(number, at) for number in offer_ids]
    )
