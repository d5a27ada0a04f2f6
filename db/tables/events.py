"""Events: what a reader would call news, and corrections of ours, each kept once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from db.database import Database, insert
from db.tables.event_kinds import kind as known
from db.tables.event_kinds import listed, news
from scrapers.offer import Charge, Offer, plain

INTRO = ("intro_price", "intro_periods", "intro_until")
INTRODUCTION = frozenset({"intro_started", "intro_changed", "intro_ended", "terms_changed"})
FACTS = (("quotas", "quota_changed"), ("models", "models_changed"))


@dataclass(frozen=True)
class Change:
    """What differs between two states of an offer: the event's kind, and the fields before and after.

    Raises UnknownKind for a kind that is not in the vocabulary.
    """

    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def __post_init__(self) -> None:
        known(self.kind)


def differences(before: Offer, after: Offer) -> list[Change]:
    """The changes that lead from one state to the next. What a page left unsaid is no change."""
    old, new = before.to_json(), after.to_json()
    changes = price_differences(before, after)
    if old["availability"] != new["availability"] and None not in (old["availability"], new["availability"]):
        changes.append(_change("availability_changed", old, new, "availability"))
    changes += [
        _change(kind, old, new, name)
        for name, kind in FACTS
        if old[name] and new[name] and old[name] != new[name]
    ]
    return changes


def price_differences(before: Offer, after: Offer) -> list[Change]:
    """Those of price, list price and introduction."""
    changes = []
    if before.price != after.price:
        changes.append(_amount_change("price_changed", "price", before.price, after.price))
    if before.list_price != after.list_price and None not in (before.list_price, after.list_price):
        changes.append(
            _amount_change("list_price_changed", "list_price", before.list_price, after.list_price)
        )
    return changes + _introduction(before, after)


def _amount_change(kind: str, name: str, *amounts: Decimal | None) -> Change:
    old, new = (None if amount is None else plain(amount) for amount in amounts)
    return Change(kind, {name: old}, {name: new})


def _change(kind: str, old: dict[str, Any], new: dict[str, Any], *names: str) -> Change:
    return Change(kind, {name: old[name] for name in names}, {name: new[name] for name in names})


def _introduction(before: Offer, after: Offer) -> list[Change]:
    """The change that leads from one introduction to the next; a length or an end left unsaid is none.

    Where the first charge stays and only later ones differ (次月续费 ¥20 appears, moves or goes), it is told by these.
    """
    old, new = before.charges, after.charges
    moved = before.intro_until != after.intro_until and None not in (before.intro_until, after.intro_until)
    if not moved and alike(old, new):
        return []
    if old and new and not moved and alike(old[:1], new[:1]):
        later = [{"later_charges": [plain(step.price) for step in charges[1:]]} for charges in (old, new)]
        if later[0] != later[1]:
            return [Change("terms_changed", *later)]
    kind = "intro_changed" if old and new else "intro_ended" if old else "intro_started"
    return [Change(kind, intro(before), intro(after))]


def alike(charges: Sequence[Charge], others: Sequence[Charge]) -> bool:
    """Whether two schedules may be one: the same prices in the same order, lengths the same where both are stated."""
    return len(charges) == len(others) and all(
        one.price == other.price and (one.periods == other.periods or None in (one.periods, other.periods))
        for one, other in zip(charges, others, strict=True)
    )


def extends(charges: Sequence[Charge], others: Sequence[Charge]) -> bool:
    """Whether a schedule states all steps of another one, which has some, and further ones after them."""
    return 0 < len(others) < len(charges) and alike(charges[: len(others)], others)


def intro(offer: Offer | None) -> dict[str, Any]:
    """The introduction of an offer as an event says it; all null for None.

    `charges`, the whole schedule, stands there only where it has more than the first step.
    """
    row = offer.to_json() if offer else {}
    more = {"charges": row["charges"]} if offer and len(offer.charges) > 1 else {}
    return {name: row.get(name) for name in INTRO} | more


def facts(offer: Offer) -> dict[str, Any]:
    """What an event says of a plan that was added or is gone."""
    return {"price": None if offer.price is None else plain(offer.price), "plan_name": offer.plan_name}


def record(
    db: Database, offer: Offer | str, change: Change, *, at: str, published_at: str, **details: Any
) -> None:
    """Keep one event; the same event is never kept twice.

    `details` are the columns cause, provenance, parser, url, evidence and page_id; cause is "vendor" unless given.
    """
    row = {
        "at": at,
        "published_at": published_at,
        "offer": offer if isinstance(offer, str) else offer.id,
        "vendor": (offer if isinstance(offer, str) else offer.vendor).split("/")[0],
        "kind": change.kind,
        "before": _text(change.before),
        "after": _text(change.after),
        "cause": "vendor",
    }
    row.update(details)
    insert(db, "events", row, "IGNORE")


def last_news(db: Database, at: str) -> dict[str, str]:
    """When the last news of each vendor was published by this moment; what the curated history tells is left out."""
    sql = f"""
    SELECT vendor, (
        SELECT published_at FROM events
        WHERE events.vendor = known.vendor AND provenance <> 'curated' AND kind IN ({listed(news())}) AND published_at <= ?
        ORDER BY published_at DESC LIMIT 1
    ) FROM (SELECT DISTINCT vendor FROM offers) AS known"""
    return {vendor: last for vendor, last in db.execute(sql, [at]) if last}


def _text(value: dict[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
