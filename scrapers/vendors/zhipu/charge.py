"""What the amounts on one plan card come to, for the whole term of the open billing tab."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scrapers.offer import Charge
from scrapers.reading.document import Cell
from scrapers.refusals import PageChanged
from scrapers.vocabulary.billing import MONTHS
from scrapers.vocabulary.charge_schedule import schedule
from scrapers.vocabulary.money import Amount, amounts
from scrapers.vocabulary.select import one


@dataclass(frozen=True)
class Charged:
    """What a card charges for a term; `text` are the words that hold the price."""

    period: str
    price: Decimal
    list_price: Decimal | None
    charges: tuple[Charge, ...]
    text: str


def charge(card: Cell, tab: str | None, currency: str) -> Charged | None:
    """What a card charges, None where it states no amount at all.

    `tab` is the period of the open tab. "¥94.4/月" under 连续包季 is 283.2 for P3M, "￥132.3/季" is whole
    already. Raises PageChanged where the words leave a choice.
    """
    if not amounts(card.said):
        return None
    shown = [amount for amount in amounts(card.text) if amount.kind not in ("saving", "bound")]
    plain = [amount for amount in shown if amount.kind == "price"]
    term = tab or _own_term(plain)
    values = {
        kind: _value((amount for amount in shown if amount.kind == kind), term, plain, currency)
        for kind in ("price", "renewal", "second", "intro", "list")
    }
    crossed = [
        one for one in amounts(card.struck) if one.currency == currency and one.period in (None, "P1M", term)
    ]
    struck = _value(crossed, term, plain, currency)
    said = {kind: value for kind, value in values.items() if value is not None}
    price, stated = schedule(said, None, card.text, term)
    charges = tuple(Charge(step.price, step.periods or 1) for step in stated)
    least = min([price, *(step.price for step in charges[:1])])
    return Charged(term, price, _listed(values["list"], struck, price, least), charges, _text(shown, values))


def _own_term(plain: list[Amount]) -> str:
    """The term of prices without tabs: a month may be one of a longer term, a quarter or a year is whole."""
    term = one(list({amount.period for amount in plain}), "unit of the price")
    if term not in ("P3M", "P1Y"):
        raise PageChanged(f"{plain[0].text!r}, but billed for which term?")
    return term


def _value(found: Iterable[Amount], term: str, plain: list[Amount], currency: str) -> Decimal | None:
    values = {_whole(amount, term, plain, currency) for amount in found}
    return one(sorted(values), "amount of one kind") if values else None


def _whole(amount: Amount, term: str, plain: list[Amount], currency: str) -> Decimal:
    """The amount for the whole term; one without a unit is whole where the price beside it is."""
    period = amount.period
    if period is None and amount not in plain and any(price.period == term for price in plain):
        period = term
    if period not in ("P1M", term):
        raise PageChanged(f"{amount.text!r} is not for {term}")
    return amount.of(currency) * (MONTHS[term] if period == "P1M" else 1)


def _listed(named: Decimal | None, struck: Decimal | None, price: Decimal, least: Decimal) -> Decimal | None:
    if None not in (named, struck) and named != struck:
        raise PageChanged(f"two list prices: {named}, {struck}")
    listed = struck if named is None else named
    if listed is not None and listed < price:
        raise PageChanged(f"a list price of {listed} below the price of {price}")
    return listed if listed is not None and listed > least else None


def _text(shown: list[Amount], values: dict[str, Decimal | None]) -> str:
    kind = "price" if values["renewal"] is None else "renewal"
    return next(amount.text for amount in shown if amount.kind == kind)
