"""The curated history in the database: its states, its events, and which plan goes on under another name.

`db/history.csv` ships with the project.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from db.curated.history_file import HistoryRow, read_history, series
from db.database import Database
from db.tables.events import Change, differences, extends, facts, intro, record
from db.tables.observations import Origin, begin, charges_of, link, offer_id, values
from db.tables.states import day_before, intro_end
from db.transaction import writing
from scrapers.offer import Offer

BUNDLED = Path(__file__).parents[1] / "history.csv"


def import_history(db: Database, path: Path = BUNDLED) -> int:
    """Put a history file into the database and return how many rows were new or changed.

    Importing a file again changes nothing. Raises BadHistory, and then changes nothing either.
    """
    rows = read_history(path, None if path == BUNDLED else datetime.now(UTC).date())
    followed = {(row.offer.id, row.valid_from) for row in rows if row.confidence != "low"}
    entries = [row if (row.offer.id, row.valid_to) in followed else _announced(row) for row in rows]
    with writing(db):
        changed = sum(_keep(db, entry) for entry in entries)
        successors = _successors(entries)
        for rows in series(entries):
            _record_changes(db, rows, successors)
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
            f"""SELECT id, {", ".join(row)} FROM observations WHERE provenance = 'curated' AND offer_id = ?
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
    if not entry.scheduled and extends(charges_of(known["charges"]), entry.offer.charges):
        row["charges"] = known["charges"]  # a row that states the first charge alone denies no later one
    if all(known[name] == value for name, value in row.items()):
        return False
    db.table("observations").update(known["id"], row)
    return True


def _record_changes(db: Database, rows: list[HistoryRow], successors: dict[str, HistoryRow]) -> None:
    for row in rows:
        if row.offer.intro_until:
            over = Change("intro_ended", intro(row.offer), intro(None))
            _record(db, row.offer, over, intro_end(row.offer) or "")
    for earlier, later in pairwise(rows):
        for change in differences(_at_its_end(earlier.offer), later.offer):
            _record(db, later.offer, change, _start(later.valid_from))
    last = rows[-1]
    if last.valid_to and last.offer.id in successors:
        later = successors[last.offer.id]
        link(db, last.offer, later.offer)
        _record(
            db,
            later.offer,
            Change("renamed", {"offer": last.offer.id}, {"offer": later.offer.id}),
            _start(later.valid_from),
        )
    elif last.valid_to:
        _record(db, last.offer, Change("plan_gone", facts(last.offer), None), _start(last.valid_to))


def _at_its_end(offer: Offer) -> Offer:
    return offer.without_introduction() if offer.intro_until else offer


def _successors(entries: list[HistoryRow]) -> dict[str, HistoryRow]:
    """Which offer goes on under another id: the old one ends when the new one begins, at the same price.

    Within a product the new name must be the only one at that price. A new product keeps the tier's slug, or at
    least the prices of two tiers, each the only one at its price (Token Plan's Plus and Max, M Plan's Go and Explore).
    """
    believed = list(series(entries))
    begun = [rows[0] for rows in believed]
    over = [rows[-1] for rows in believed if rows[-1].valid_to]
    successors = {}
    for last in over:
        matches = [first for first in begun if _follows(last, first)]
        if len(matches) == 1:
            successors[last.offer.id] = matches[0]
    return (
        _replaced([last for last in over if last.offer.id not in successors], begun, successors) | successors
    )


def _replaced(
    over: list[HistoryRow], begun: list[HistoryRow], successors: dict[str, HistoryRow]
) -> dict[str, HistoryRow]:
    """The tiers of a product that a new one replaced under new names."""
    taken = {entry.offer.id for entry in successors.values()}
    pairs = [
        (last, first)
        for last in over
        for first in begun
        if first.offer.id not in taken and _alike(last, first) and _next_product(last, first)
    ]
    only = [
        (last, first)
        for last, first in pairs
        if sum(one is last or other is first for one, other in pairs) == 1
    ]
    tiers = Counter((last.offer.vendor, last.offer.product, first.offer.product) for last, first in only)
    return {
        last.offer.id: first
        for last, first in only
        if tiers[last.offer.vendor, last.offer.product, first.offer.product] > 1
    }


def _follows(last: HistoryRow, first: HistoryRow) -> bool:
    old, new = last.offer, first.offer
    same_product = old.product == new.product and first.valid_from == last.valid_to
    return _alike(last, first) and (same_product or (old.plan == new.plan and _next_product(last, first)))


def _alike(last: HistoryRow, first: HistoryRow) -> bool:
    old, new = last.offer, first.offer
    same = all(
        getattr(old, name) == getattr(new, name)
        for name in ("vendor", "region", "per", "period", "currency", "price")
    )
    return same and old.id != new.id and bool(old.price)


def _next_product(last: HistoryRow, first: HistoryRow) -> bool:
    days = (first.valid_from - (last.valid_to or date.max)).days
    return last.offer.product != first.offer.product and 0 <= days <= 7


def _start(day: date) -> str:
    return f"{day}T00:00:00Z"


def _record(db: Database, offer: Offer, change: Change, at: str) -> None:
    record(db, offer, change, at=at, published_at=at, provenance="curated", evidence=offer.evidence)
