"""The rows of a curated history file: dated prices with their evidence, checked by people.

A row is an offer and a half-open interval of days; an empty `valid_to` means still in force at the last
evidence. Rows are validated, never judged.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from scrapers.offer import BadOffer, Offer, decimal, payable

COLUMNS = (
    "vendor", "product", "plan", "plan_name", "region", "per", "period", "currency", "price", "list_price", "intro_price",
    "intro_periods", "availability", "valid_from", "valid_to", "last_evidence", "confidence", "source",
)  # fmt: skip

# columns that may be left out
CHARGES = "charges"  # the whole introduction, "7.9 ×1; 20 ×1"
RENAMED_FROM = "renamed_from"  # what the plan was called before, "token-plan/plus"

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*")
# A step of an introduction: 7.9 ×1, 20 ×? where its length is unknown. Not 7.9 × 0.
_STEP = re.compile(r"(?P<price>[\d.]+) ?[×x] ?(?P<periods>[1-9]\d{0,2}|\?)")
_AMOUNTS = ("price", "list_price", "intro_price")


class BadHistory(Exception):
    """A history file that cannot be imported; the message names file and line."""


@dataclass(frozen=True)
class HistoryRow:
    """One row: an offer, the days from which and before which it held, its last evidence, who says so, and its line.

    `scheduled` says that it states the whole introduction, not only the first charge of it. `renamed_from` is the id
    the offer had before, where the row says so.
    """

    offer: Offer
    valid_from: date
    valid_to: date | None
    last_evidence: date
    confidence: str
    line: int = 0
    scheduled: bool = False
    renamed_from: str | None = None


def read_history(path: Path, today: date | None = None) -> list[HistoryRow]:
    """The rows of a history file; empty rows and columns without a name or a value, as spreadsheets add them, are none.

    Raises BadHistory for a wrong column, word, amount or date, evidence from before its row or after `today`, or an
    overlap.
    """
    try:
        entries = list(_entries(path, today))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadHistory(f"{path}: not a CSV file in UTF-8: {error}") from None
    _refuse_overlaps(path, entries)
    return entries


def _entries(path: Path, today: date | None) -> Iterator[HistoryRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        names = next(reader, [])
        _refuse_columns(path, names)
        for values in reader:
            if any(values):
                try:
                    yield _entry(reader.line_num, _row(names, values), today)
                except ValueError as error:
                    raise BadHistory(
                        f"{path}, line {reader.line_num}: {error}; correct the row, nothing was imported"
                    ) from None


def _refuse_columns(path: Path, names: list[str]) -> None:
    """Raise BadHistory where a column is missing, or stands there twice and no one can say which is meant."""
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise BadHistory(f"{path}: no column {', '.join(missing)}; docs/history.md lists the columns")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise BadHistory(f"{path}, line 1: two columns named {', '.join(twice)}; leave one of them")


def _row(names: list[str], values: list[str]) -> dict[str, str]:
    """The values by their column's name; raises BadOffer for one that has no column, or for too few."""
    last = max(place for place, name in enumerate(names) if name)
    row = {name: value for name, value in zip(names, values, strict=False) if name}
    if any(value for name, value in zip(names, values, strict=False) if not name) or any(
        values[len(names) :]
    ):
        raise BadOffer("not as many values as there are columns: one stands outside of them")
    if len(values) <= last:
        raise BadOffer(f"not as many values as there are columns: {len(values)} of {last + 1}")
    return row


def _entry(number: int, row: Mapping[str, str], today: date | None) -> HistoryRow:
    fields: dict[str, str | int | None] = {name: row[name] or None for name in COLUMNS[:13]}
    fields["intro_periods"] = _count(row, "intro_periods") if row["intro_periods"] else None
    if row["confidence"] not in ("high", "medium", "low"):
        raise BadOffer(f"unknown confidence {row['confidence']!r}; known are high, medium, low")
    for name in _AMOUNTS:
        _refuse_amount(row, name)
    offer = Offer.from_json({**fields, CHARGES: _charges(row.get(CHARGES, "")), "evidence": row["source"]})
    entry = HistoryRow(
        offer,
        _day(row, "valid_from"),
        _day(row, "valid_to") if row["valid_to"] else None,
        _day(row, "last_evidence"),
        row["confidence"],
        number,
        bool(row.get(CHARGES)),
        _before(row.get(RENAMED_FROM, ""), offer),
    )
    _refuse_impossible(entry, today)
    return entry


def _refuse_impossible(entry: HistoryRow, today: date | None) -> None:
    """Raise BadOffer for what no evidence can have said."""
    if entry.offer.price is None:
        raise BadOffer("price: no price")
    if entry.valid_to and entry.valid_to <= entry.valid_from:
        raise BadOffer(f"valid_to is {entry.valid_to}: the interval ends before it begins")
    if entry.last_evidence < entry.valid_from:
        raise BadOffer(f"last_evidence is {entry.last_evidence}, before the row begins on {entry.valid_from}")
    if today and entry.last_evidence > today + timedelta(days=1):  # where it is tomorrow already
        raise BadOffer(f"last_evidence is {entry.last_evidence}, a day to come")


def _refuse_amount(row: Mapping[str, str], name: str) -> None:
    try:
        payable(decimal(row[name] or "0"), row["currency"])
    except BadOffer as error:
        raise BadOffer(f"{name}: {error}") from None


def _charges(text: str) -> list[dict[str, str | int | None]]:
    """The steps of an introduction as a cell writes them, "7.9 ×1; 20 ×1"; raises BadOffer for any other form."""
    steps = [_STEP.fullmatch(part.strip()) for part in text.split(";")] if text else []
    if None in steps:
        raise BadOffer(f"charges is {text!r}, not steps such as 7.9 ×1; 20 ×1")
    return [
        {"price": step["price"], "periods": None if step["periods"] == "?" else int(step["periods"])}
        for step in steps
        if step
    ]


def _before(name: str, offer: Offer) -> str | None:
    """The id an offer had when its product and plan had this name; raises BadOffer for any other form."""
    if not name:
        return None
    if not _NAME.fullmatch(name):
        raise BadOffer(f"renamed_from is {name!r}, not a product and plan such as token-plan/plus")
    product, plan = name.split("/")
    return replace(offer, product=product, plan=plan).id


def _day(row: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(row[name])
    except ValueError:
        raise BadOffer(f"{name} is {row[name]!r}, not a day such as 2026-01-31") from None


def _count(row: Mapping[str, str], name: str) -> int:
    if not (row[name].isascii() and row[name].isdigit() and len(row[name]) < 4):
        raise BadOffer(f"{name} is {row[name]!r}, not a number of periods")
    return int(row[name])


def series(entries: Iterable[HistoryRow]) -> Iterator[list[HistoryRow]]:
    """The rows to be believed, offer by offer, the oldest first."""
    believed: dict[str, list[HistoryRow]] = {}
    for entry in entries:
        if entry.confidence != "low":
            believed.setdefault(entry.offer.id, []).append(entry)
    for rows in believed.values():
        yield sorted(rows, key=lambda row: row.valid_from)


def _refuse_overlaps(path: Path, entries: list[HistoryRow]) -> None:
    for rows in series(entries):
        for earlier, later in pairwise(rows):
            if earlier.valid_to is None or earlier.valid_to > later.valid_from:
                raise BadHistory(
                    f"{path}, lines {earlier.line} and {later.line}: "
                    f"two rows of {later.offer.id} hold on {later.valid_from}"
                )
