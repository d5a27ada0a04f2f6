"""Amounts in a record: numbers or words, whole units or fen and cents, with the currency and period their words name."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from scrapers.offer import payable
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.billing import MONTHS
from scrapers.vocabulary.prices.money import NUMBER, amounts, number
from scrapers.vocabulary.words import comparable

AMOUNTS = ("price", "renewal", "intro", "second", "list")
_UNCHARGED = ("bound", "saving", "rate")
_UNMARKED = re.compile(  # 40/月(续费价格); never 0 成本试错, a slogan
    rf"(?:{NUMBER}) ?/ ?(?:[月季年]度?|months?|mo|quarters?|years?|yr)(?: ?\([^()\d]*\))?", re.I
)
_MARKS = {"CNY": "¥", "USD": "$"}


@dataclass(frozen=True)
class Unit:
    """How a source's records write amounts: in which currency, in whole fen or cents, as a month's of a longer period."""

    currency: str | None
    minor: bool = False
    monthly: bool = False
    slogans: str = r"(?!)"


def chosen(record: JsonObject, path: str) -> str:
    """The first of several paths with bars between them that is stated, else the last."""
    *paths, last = path.split("|")
    return next((one for one in paths if any(_stated(record, key) for key in one.split())), last)


def joined(record: JsonObject, path: str) -> str | None:
    """The words at several paths with blanks between them, as one text; None where none of them is stated."""
    said = (record.maybe(one) for one in chosen(record, path).split())
    return " ".join(words for words in said if words) or None


def stated_paths(record: JsonObject, fields: Mapping[str, str], roles: Iterable[str]) -> list[str]:
    """The paths of roles, or paths themselves, at which a record states something."""
    said = (fields.get(role, "" if role in AMOUNTS else role) for role in roles)
    return [path for paths in said for path in chosen(record, paths).split() if _stated(record, path)]


def _stated(record: JsonObject, path: str) -> bool:
    return record.at(path) not in (None, "")


def amounts_of(
    record: JsonObject, fields: Mapping[str, str], period: str | None, unit: Unit
) -> tuple[dict[str, Decimal], str | None]:
    """The amounts of a record by role, for the whole period, and the period: the one given, or that their words name.

    Raises PageChanged for a value that is no amount, of another currency or for another period, BadOffer for one that
    nobody can pay.
    """
    found = {
        role: said
        for role in AMOUNTS
        if role in fields and (said := _amount(record, fields[role], unit)) is not None
    }
    named = {period for _, period in found.values() if period} | ({period} if period else set())
    if len(named) > 1:
        raise PageChanged(f"a price for {' and for '.join(sorted(named))}")
    term = next(iter(named), None)
    months = MONTHS.get(term or "", 1) if unit.monthly else 1
    whole = {role: value * months for role, (value, _) in found.items()}
    return {role: value for role, value in whole.items() if value or role != "list"}, term


def _amount(record: JsonObject, path: str, unit: Unit) -> tuple[Decimal, str | None] | None:
    path = chosen(record, path)
    value = joined(record, path) if " " in path else record.at(path)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str | None):
        raise PageChanged(f"{path!r} is no amount: {str(value)[:60]}")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if unit.minor:
        if not re.fullmatch(r"\d{1,12}", str(value).strip(), re.A):
            raise PageChanged(f"{path!r} is no number of fen or cents: {str(value)[:60]}")
        return payable(Decimal(value) / 100, unit.currency), None
    if isinstance(value, str):
        return _said(value, path, unit)
    return payable(Decimal(value), unit.currency), None


def _said(text: str, path: str, unit: Unit) -> tuple[Decimal, str | None] | None:
    said = comparable(text)
    if re.fullmatch(unit.slogans, said):
        return None
    marked = f"{_MARKS.get(unit.currency or '', '')}{said}" if _UNMARKED.fullmatch(said) else said
    found = amounts(marked)
    if not found:
        return payable(number(said), unit.currency), None
    if len(found) != 1 or found[0].kind in _UNCHARGED or found[0].pack:
        raise PageChanged(f"{path!r} is not one plain price: {text[:60]!r}")
    return payable(found[0].of(unit.currency or ""), unit.currency), found[0].period


def paid_once(said: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The amounts of what is bought once: what is paid now, and a list price above it."""
    now = said["intro"] if "intro" in said else said["price"]
    return {"once": now} | {role: value for role, value in said.items() if role == "list" and value > now}


def first_paid(record: JsonObject, fields: Mapping[str, str], unit: Unit) -> Decimal | None:
    """What is paid first, by the paths of a first charge or a price; None where it is not stated or cannot be read."""
    path = fields.get("intro", fields.get("price", ""))
    try:
        found = _amount(record, path, unit)
    except PageChanged:
        return None
    return found[0] if found else None


def without_twins(
    found: Iterable[JsonObject],
    once: Callable[[JsonObject], bool],
    term: Callable[[JsonObject], object],
    paid: Callable[[JsonObject], Decimal | None],
) -> list[JsonObject]:
    """The records that renew, and those bought once for a term that none renews, or at another price: these are `alone`."""
    records = list(found)
    renewing = {term(record): record for record in records if not once(record)}
    single = [record for record in records if once(record)]
    unmatched = [record for record in single if term(record) not in renewing]
    apart = [
        record for record in single if (twin := renewing.get(term(record))) and _differ(paid, twin, record)
    ]
    renew = [record for record in records if not once(record)]
    return [*renew, *unmatched, *(replace(record, alone=True) for record in apart)]


def _differ(paid: Callable[[JsonObject], Decimal | None], renewing: JsonObject, single: JsonObject) -> bool:
    """Whether two are paid differently, or one bought once cannot be read; beside a renewing one that cannot, it is nothing."""
    return paid(renewing) not in (None, paid(single))
