"""Successors: which offers of a curated history go on under another id, declared or told by days and prices."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from db.curated.history_file import BadHistory, HistoryRow, series

UNSEEN = timedelta(
    days=60
)  # a name that nobody saw for longer has ended unseen, and what follows it is chance


def refuse_renames(path: Path, entries: list[HistoryRow]) -> None:
    """Raise BadHistory where a declared old name has no row of its own, or goes on under two."""
    known = {entry.offer.id for entry in entries if entry.confidence != "low"}
    renamed: dict[str, HistoryRow] = {}
    for entry in entries:
        old = entry.renamed_from
        if old is None:
            continue
        if old not in known or old == entry.offer.id:
            raise BadHistory(
                f"{path}, line {entry.line}: renamed_from is {old}, of which the file has no other row"
            )
        first = renamed.setdefault(old, entry)
        if first.offer.id != entry.offer.id:
            raise BadHistory(
                f"{path}, lines {first.line} and {entry.line}: {old} is renamed twice; leave one"
            )


def successors(entries: list[HistoryRow]) -> dict[str, HistoryRow]:
    """Which offer goes on under another id: the old one ends when the new one begins, at the same price.

    What a row declares holds. Else, within a product the new name must be the only one at that price. A new product
    keeps the tier's slug, or at least the prices of two tiers, each the only one at its price (Token Plan's Plus and
    Max, M Plan's Go and Explore).
    """
    believed = list(series(entries))
    later = {old: entry for entry in entries if (old := entry.renamed_from)}
    declared = {entry.offer.id for entry in entries if entry.renamed_from}
    begun = [rows[0] for rows in believed if rows[0].offer.id not in declared]
    over = [rows[-1] for rows in believed if rows[-1].valid_to and rows[-1].offer.id not in later]
    for last in over:
        matches = [first for first in begun if _follows(last, first)]
        if len(matches) == 1:
            later[last.offer.id] = matches[0]
    return _replaced([last for last in over if last.offer.id not in later], begun, later) | later


def _replaced(
    over: list[HistoryRow], begun: list[HistoryRow], later: dict[str, HistoryRow]
) -> dict[str, HistoryRow]:
    """The tiers of a product that a new one replaced under new names."""
    taken = {entry.offer.id for entry in later.values()}
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
    watched = first.valid_from - last.last_evidence <= UNSEEN
    same_product = old.product == new.product and first.valid_from == last.valid_to and watched
    return _alike(last, first) and (same_product or (old.plan == new.plan and _next_product(last, first)))


def _alike(last: HistoryRow, first: HistoryRow) -> bool:
    old, new = last.offer, first.offer
    same = all(
        getattr(old, name) == getattr(new, name)
        for name in ("vendor", "region", "per", "period", "currency", "price")
    )
    return same and old.id != new.id and bool(old.price) and old.availability != "Discontinued"


def _next_product(last: HistoryRow, first: HistoryRow) -> bool:
    days = (first.valid_from - (last.valid_to or date.max)).days
    return last.offer.product != first.offer.product and 0 <= days <= 7
