"""The curated history in the database: its states, and its events.

`db/history.csv` ships with the project.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from db.curated.history_file import HistoryRow, read_history, series
from db.curated.successors import refuse_renames, successors
from db.database import Database
from db.tables.events import Change, differences, extends, facts, intro, record
from db.tables.observations import Origin, begin, charges_of, goes_on, link, offer_id, values
from db.tables.states import day_before, intro_end
from db.transaction import writing
from scrapers.offer import Offer

BUNDLED = Path(__file__).parents[1] / "history.csv"


def import_history(db: Database, path: Path = BUNDLED) -> int:
    """Put a history file into the database and return how many rows were new or changed.

    Importing a file again changes nothing. Raises BadHistory, and then changes nothing either.
    """
    rows = read_history(path, None if path == BUNDLED else datetime.now(UTC).date())
    refuse_renames(path, rows)
    followed = {(row.offer.id, row.valid_from) for row in rows if row.confidence != "low"}
    entries = [row if (row.offer.id, row.valid_to) in followed else _announced(row) for row in rows]
    with writing(db):
        changed = sum(_keep(db, entry) for entry in entries)
        later = successors(entries)
        for rows in series(entries):
            _record_changes(db, rows, later)
    return changed


def _announced(entry: HistoryRow) -> HistoryRow:
    """A row whose end was announced with its introduction goes on at the recurring price.

    An end known before it came lies beyond the last evidence; an end that was watched does not, and where
    the next row begins on that day, that row says what went on.
    """
    known_before = entry.valid_to and day_before(entry.valid_to) > entry.last_evidence
    if (
        entry.valid_to is None
        or not known_before
        or entry.offer.intro_price is None
        or entry.confidence == "low"
    ):
        return entry
    return replace(entry, offer=replace(entry.offer, intro_until=day_before(entry.valid_to)), valid_to=None)


def _keep(db: Database, entry: HistoryRow) -> bool:
    first = f"{entry.valid_from}T00:00:00Z"
    ended = f"{entry.valid_to}T00:00:00Z" if entry.valid_to else None
    row = values(entry.offer) | {
        "evidence": entry.offer.evidence,
        "last_seen": entry.last_evidence.isoformat(),
        "ended": ended,
    }
    stored = list(
        db.query(
            f"""SELECT id, checked, {", ".join(row)} FROM observations WHERE provenance = 'curated' AND offer_id = ?
                AND first_seen = ? AND confidence = ? AND (confidence <> 'low' OR evidence = ?)""",
            [offer_id(db, entry.offer), first, entry.confidence, entry.offer.evidence],
        )
    )
    if not stored:
        begin(
            db,
            entry.offer,
            Origin("curated", "history", entry.confidence),
            first,
            entry.last_evidence.isoformat(),
            ended,
        )
        return True
    known = stored[0]
    row["last_seen"] = max(str(row["last_seen"]), known["checked"] or "")
    if not entry.scheduled and extends(charges_of(known["charges"]), entry.offer.charges):
        row["charges"] = known["charges"]  # a row that states the first charge alone denies no later one
    if all(known[name] == value for name, value in row.items()):
        return False
    db.table("observations").update(known["id"], row)
    return True


def _record_changes(db: Database, rows: list[HistoryRow], later: Mapping[str, HistoryRow]) -> None:
    for row in rows:
        if row.offer.intro_until:
            over = Change("intro_ended", intro(row.offer), intro(None))
            _record(db, row.offer, over, intro_end(row.offer) or "")
    for earlier, next_one in pairwise(rows):
        for change in differences(_at_its_end(earlier.offer), next_one.offer):
            _record(db, next_one.offer, change, _start(next_one.valid_from))
    last = rows[-1]
    if successor := later.get(last.offer.id):
        link(db, last.offer, successor.offer)
        renamed = Change("renamed", {"offer": last.offer.id}, {"offer": successor.offer.id})
        _record(db, successor.offer, renamed, _start(successor.valid_from))
    elif last.valid_to and not goes_on(db, last.offer):
        _record(db, last.offer, Change("plan_gone", facts(last.offer), None), _start(last.valid_to))


def _at_its_end(offer: Offer) -> Offer:
    return offer.without_introduction() if offer.intro_until else offer


def _start(day: date) -> str:
    return f"{day}T00:00:00Z"


def _record(db: Database, offer: Offer, change: Change, at: str) -> None:
    record(db, offer, change, at=at, published_at=at, provenance="curated", evidence=offer.evidence)
