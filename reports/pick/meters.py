"""What a plan allows and what tokens use up of it, as whole numbers that the page can count with too.

Page quotas come first; where the vendor declares an allowance instead, or what a million tokens use up, that is taken
from `scrapers/about` and nothing is estimated.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from db.tables.rates import Rate
from scrapers.about.api_prices import ApiPrice, api_prices, list_prices
from scrapers.about.value_facts import MONEY, TokenRate, ValueFacts, value_facts_of
from scrapers.offer import Offer

KINDS = ("fresh", "cached", "written", "out")
MICRO = 10**6  # rates are millionths of a unit per million tokens
Rates = tuple[int, ...]


@dataclass(frozen=True)
class Option:
    """An allowance when used with one model (None: any): from `amount` to `at_most`, money in hundredths.

    `low` and `high` are what a million tokens of each kind use up, in off-peak and in peak hours; None where only the unit
    itself says it.
    """

    model: str | None
    amount: int
    at_most: int
    low: Rates | None = None
    high: Rates | None = None

    def to_json(self) -> list[Any]:
        return [self.model, self.amount, self.at_most, self.low and [*self.low], self.high and [*self.high]]


@dataclass(frozen=True)
class Meter:
    """A unit counted in a window, by model where they differ."""

    unit: str
    window: str
    options: tuple[Option, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "window": self.window,
            "options": [one.to_json() for one in self.options],
        }


@dataclass(frozen=True)
class ListPrice:
    """What a million tokens of a model cost by its API in one currency: millionths of a hundredth of it, by kind."""

    model: str
    currency: str
    low: Rates
    high: Rates

    def to_json(self) -> list[Any]:
        return [self.model, self.currency, [*self.low], [*self.high]]


def meters(offer: Offer, day: date, rate: Rate) -> list[Meter]:
    """Everything a plan is known to count, its page's quotas before what is declared for the same unit and window."""
    facts = value_facts_of(offer.vendor).of(offer.region, offer.product, offer.plan, day)
    found: dict[tuple[str, str], list[Option]] = {}
    for quota in offer.quotas:
        amount = int(quota.amount)
        found[quota.unit, quota.window] = _options(amount, amount, quota.unit, (), facts, day, rate)
    of_page = set(found)
    for one in facts.allowances:
        if (one.unit, one.window) not in of_page:
            scale = 100 if one.unit in MONEY else 1
            low, high = int(one.amount * scale), int((one.at_most or one.amount) * scale)
            found.setdefault((one.unit, one.window), []).extend(
                _options(low, high, one.unit, one.models, facts, day, rate)
            )
    return [Meter(unit, window, tuple(options)) for (unit, window), options in found.items()]


def prices(day: date) -> list[ListPrice]:
    """The list prices of a day, of every model in each currency it is known in."""
    names = sorted({(one.model, str(one.currency)) for one in api_prices()})
    found = ((model, currency, list_prices(model, day, currency)) for model, currency in names)
    return [
        ListPrice(model, currency, *_rates(rows, lambda amount: amount * 100))
        for model, currency, rows in found
        if rows
    ]


def _options(
    amount: int, at_most: int, unit: str, models: Sequence[str], facts: ValueFacts, day: date, rate: Rate
) -> list[Option]:
    known = dict(_by_model(unit, models, facts, day, rate))
    return [Option(model, amount, at_most, *rates) for model, rates in known.items()] or [
        Option(None, amount, at_most)
    ]


def _by_model(
    unit: str, models: Sequence[str], facts: ValueFacts, day: date, rate: Rate
) -> Iterator[tuple[str, tuple[Rates, Rates]]]:
    """What a million tokens of each model use up of a unit: by the vendor's table, or at list price where it is money."""
    for one in facts.rates:
        if one.unit == unit:
            yield from ((model, _of_rate(one)) for model in one.models)
    for worth in facts.worths:
        if worth.unit == unit:
            each = worth.amount / worth.money
            yield from _at_list_price(models or worth.models, worth.currency, each, day, rate)
    if unit in MONEY:
        yield from _at_list_price(models, unit, Decimal(100), day, rate)


def _of_rate(one: TokenRate) -> tuple[Rates, Rates]:
    factors = (Decimal(1), one.off_peak or Decimal(1))
    kinds = (one.fresh, one.cached, one.fresh, one.output)
    return (
        tuple(_micro(amount * min(factors), ROUND_FLOOR) for amount in kinds),
        tuple(_micro(amount * max(factors), ROUND_CEILING) for amount in kinds),
    )


def _at_list_price(
    models: Sequence[str], currency: str, each: Decimal, day: date, rate: Rate
) -> Iterator[tuple[str, tuple[Rates, Rates]]]:
    """`each`: how many units one of the currency is."""
    for model in models:
        for own in sorted(MONEY, key=lambda name: name != currency):
            if rows := list_prices(model, day, own):
                factor = each * rate.convert(Decimal(1), own, currency)
                yield model, _rates(rows, _times(factor))
                break


def _times(factor: Decimal) -> Callable[[Decimal], Decimal]:
    return lambda amount: amount * factor


def _rates(rows: Sequence[ApiPrice], scaled: Callable[[Decimal], Decimal]) -> tuple[Rates, Rates]:
    """The lowest and highest of some prices by kind: what is read from a cache costs nothing at least and fresh input at most."""
    low = [(one.fresh, one.cached or Decimal(0), one.cache_write or one.fresh, one.output) for one in rows]
    high = [
        (one.fresh, one.fresh if one.cached is None else one.cached, one.cache_write or one.fresh, one.output)
        for one in rows
    ]
    return (
        tuple(_micro(scaled(min(kind)), ROUND_FLOOR) for kind in zip(*low, strict=True)),
        tuple(_micro(scaled(max(kind)), ROUND_CEILING) for kind in zip(*high, strict=True)),
    )


def _micro(amount: Decimal, rounding: str) -> int:
    return int((amount * MICRO).to_integral_value(rounding))
