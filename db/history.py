"""The curated history: dated prices with their evidence, checked by people, in one CSV file.

`db/history.csv` ships with the project. A row is an offer and a half-open interval of days; an empty
`valid_to` means still in force at the last evidence. Rows are validated, never judged.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from sqlite_utils import Database

from db.events import Change, differences, facts, intro, record
from db.observations import Origin, begin, link, offer_id, values
from db.open import writing
from db.states import day_before
from scrapers.offer import BadOffer, Offer

BUNDLED = Path(__file__).with_name("history.csv")
COLUMNS = (
    "vendor", "product", "plan", "plan_name", "region", "per", "period", "currency", "price", "list_price", "intro_price",
    "intro_periods", "availability", "valid_from", "valid_to", "last_evidence", "confidence", "source",
)  # fmt: skip


class BadHistory(Exception):
    """A history file that cannot be imported; the message names file and line."""


@dataclass(frozen=True)
class Entry:
    """One row: an offer, the days from which and before which it held, its last evidence, and who says so."""

    offer: Offer
    valid_from: date
    valid_to: date | None
    last_evidence: date
    confidence: str


def read_history(path: Path) -> list[Entry]:
    """The rows of a history file; raises BadHistory for a wrong column, word, amount, date or an overlap."""
    try:
        entries = list(_entries(path))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadHistory(f"{path}: not a CSV file in UTF-8: {error}") from None
    _refuse_overlaps(path, entries)
    return entries


def _entries(path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise BadHistory(f"{path}: no column {', '.join(missing)}; docs/history.md lists the columns")
        for row in reader:
            yield _entry(path, reader.line_num, row)


def _entry(path: Path, number: int, row: dict[str, str]) -> Entry:
    try:
        if None in row or None in row.values():
            raise BadOffer("not as many values as there are columns")
        fields: dict[str, str | int | None] = {name: row[name] or None for name in COLUMNS[:13]}
        fields["intro_periods"] = int(row["intro_periods"]) if row["intro_periods"] else None
        if row["confidence"] not in ("high", "medium", "low"):
            raise BadOffer(f"unknown confidence {row['confidence']!r}; known are high, medium, low")
        entry = Entry(
            Offer.from_json({**fields, "evidence": row["source"]}),
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            date.fromisoformat(row["last_evidence"]),
            row["confidence"],
        )
    except (ValueError, TypeError) as error:
        raise BadHistory(f"{path}, line {number}: {error}") from None
    if entry.offer.price is None or (entry.valid_to and entry.valid_to <= entry.valid_from):
        raise BadHistory(f"{path}, line {number}: no price, or an interval that ends before it begins")
    return entry


def _series(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.confidence != "low":
            found.setdefault(entry.offer.id, []).append(entry)
    for rows in found.values():
        yield sorted(rows, key=lambda row: row.valid_from)


def _refuse_overlaps(path: Path, entries: list[Entry]) -> None:
    for rows in _series(entries):
        for earlier, later in pairwise(rows):
            if earlier.valid_to is None or earlier.valid_to > later.valid_from:
                raise BadHistory(f"{path}: two rows of {later.offer.id} hold on {later.valid_from}")


def import_history(db: Database, path: Path = BUNDLED) -> int:
    """Put a history file into the database and return how many rows were new or changed.

    Importing a file again changes nothing. Raises BadHistory, and then changes nothing either.
    """
    rows = read_history(path)
    followed = {(row.offer.id, row.valid_from) for row in rows if row.confidence != "low"}
    entries = [row if (row.offer.id, row.valid_to) in followed else _announced(row) for row in rows]
    with writing(db):
        changed = sum(_keep(db, entry) for entry in entries)
        successors = _successors(entries)
        for rows in _series(entries):
            _record_changes(db, rows, successors)
    return changed


def _announced(entry: Entry) -> Entry:
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


def _keep(db: Database, entry: Entry) -> bool:
    first = f"{entry.valid_from}T00:00:00Z"
    ended = f"{entry.valid_to}T00:00:00Z" if entry.valid_to else None
    row = values(entry.offer) | {
        "evidence": entry.offer.evidence,
        "last_seen": entry.last_evidence.isoformat(),
        "ended": ended,
    }
    found = list(
        db.query(
            f"""SELECT id, {", ".join(row)} FROM observations WHERE provenance = 'curated' AND offer_id = ?
                AND first_seen = ? AND confidence = ? AND (confidence <> 'low' OR evidence = ?)""",
            [offer_id(db, entry.offer), first, entry.confidence, entry.offer.evidence],
        )
    )
    if not found:
        begin(
            db,
            entry.offer,
            Origin("curated", "history", entry.confidence),
            first,
            entry.last_evidence.isoformat(),
            ended,
        )
        return True
    known = found[0]
    if all(known[name] == value for name, value in row.items()):
        return False
    db.table("observations").update(known["id"], row)
    return True


def _record_changes(db: Database, rows: list[Entry], successors: dict[str, Entry]) -> None:
    for row in rows:
        if row.offer.intro_until:
            over = Change("intro_ended", intro(row.offer), intro(None))
            _record(db, row.offer, over, row.offer.intro_until + timedelta(days=1))
    for earlier, later in pairwise(rows):
        for change in differences(_at_its_end(earlier.offer), later.offer):
            _record(db, later.offer, change, later.valid_from)
    last = rows[-1]
    if last.valid_to and last.offer.id in successors:
        later = successors[last.offer.id]
        link(db, last.offer, later.offer)
        _record(
            db,
            later.offer,
            Change("renamed", {"offer": last.offer.id}, {"offer": later.offer.id}),
            later.valid_from,
        )
    elif last.valid_to:
        _record(db, last.offer, Change("plan_gone", facts(last.offer), None), last.valid_to)


def _at_its_end(offer: Offer) -> Offer:
    return (
        replace(offer, intro_price=None, intro_periods=None, intro_until=None) if offer.intro_until else offer
    )


def _successors(entries: list[Entry]) -> dict[str, Entry]:
    """Which offer goes on under another id: the old one ends when the new one begins, at the same price.

    Within a product the new name must be the only one at that price; a new product keeps the tier's slug.
    """
    series = list(_series(entries))
    begun = [rows[0] for rows in series]
    found = {}
    for last in (rows[-1] for rows in series if rows[-1].valid_to):
        matches = [first for first in begun if _follows(last, first)]
        if len(matches) == 1:
            found[last.offer.id] = matches[0]
    return found


def _follows(last: Entry, first: Entry) -> bool:
    old, new, ended = last.offer, first.offer, last.valid_to or date.max
    alike = all(
        getattr(old, name) == getattr(new, name)
        for name in ("vendor", "region", "per", "period", "currency", "price")
    )
    same_product = old.product == new.product and first.valid_from == ended
    next_product = (
        old.product != new.product and old.plan == new.plan and 0 <= (first.valid_from - ended).days <= 7
    )
    return alike and old.id != new.id and bool(old.price) and (same_product or next_product)


def _record(db: Database, offer: Offer, change: Change, day: date) -> None:
    at = f"{day}T00:00:00Z"
    record(db, offer, change, at=at, published_at=at, provenance="curated", evidence=offer.evidence)
