"""The rows of a curated history file: dated prices with their evidence, checked by people.

A row is an offer and a half-open interval of days; an empty `valid_to` means still in force at the last
evidence. Rows are validated, never judged.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from scrapers.offer import BadOffer, Offer

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


def series(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The rows to be believed, offer by offer, the oldest first."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.confidence != "low":
            found.setdefault(entry.offer.id, []).append(entry)
    for rows in found.values():
        yield sorted(rows, key=lambda row: row.valid_from)


def _refuse_overlaps(path: Path, entries: list[Entry]) -> None:
    for rows in series(entries):
        for earlier, later in pairwise(rows):
            if earlier.valid_to is None or earlier.valid_to > later.valid_from:
                raise BadHistory(f"{path}: two rows of {later.offer.id} hold on {later.valid_from}")
