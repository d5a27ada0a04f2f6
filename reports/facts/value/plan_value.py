"""What a month of one plan buys, by model: exact arithmetic on what is stated, with every statement it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from db.tables.rates import Rate
from reports.facts.value.token_mix import TokenMix, million_price
from scrapers.about.api_prices import CONFIDENCES, Confidence, TimedFact
from scrapers.about.value_facts import MONEY, Reason, TokenRate, ValueFacts, value_facts_of
from scrapers.offer import WINDOWS, Offer

MILLION = Decimal(1_000_000)
IN_A_MONTH = {"P1M": Decimal(1), "P7D": Decimal(30) / 7, "P1D": Decimal(30)}  # a month of 30 days


@dataclass(frozen=True)
class Estimate:
    """An amount from `low` to `high`, and the dated statements it was computed from beside the plan's own page."""

    low: Decimal
    high: Decimal
    facts: tuple[TimedFact, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """That of the weakest statement."""
        return max((fact.confidence for fact in self.facts), key=CONFIDENCES.index, default="high")

    def by(self, low: Decimal, high: Decimal, facts: Sequence[TimedFact] = ()) -> "Estimate":
        """Each end times a factor, resting on further statements."""
        return Estimate(self.low * low, self.high * high, (*self.facts, *facts))


@dataclass(frozen=True)
class Month:
    """What a plan includes in a month, in the vendor's unit (or CNY, USD); `models` are those it is for, any where empty.

    `window` is the one in which the vendor states it; `models` None of a page's quota.
    """

    amount: Estimate
    unit: str
    window: str
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelValue:
    """A month used with one model: so many tokens, worth so much at list price in `currency`.

    `stated`: the vendor states the worth itself. `model` None: any; a part that cannot be computed is None.
    """

    model: str | None
    month: Month
    tokens: Estimate | None
    worth: Estimate | None
    currency: str | None
    stated: bool = False


def stated_by(one: ModelValue) -> tuple[TimedFact, ...]:
    """Every statement that a model's value rests on, each once: first those of the month, last the list prices."""
    parts = [part for part in (one.month.amount, one.tokens, one.worth) if part]
    return tuple(dict.fromkeys(fact for part in parts for fact in part.facts))


@dataclass(frozen=True)
class PlanValue:
    """What a plan's month holds and buys; `reason` says why neither tokens nor worth can be computed, None where they can."""

    months: tuple[Month, ...] = ()
    models: tuple[ModelValue, ...] = ()
    reason: Reason | None = None
    because: tuple[TimedFact, ...] = field(default=())


def plan_value(offer: Offer, day: date, mix: TokenMix, rate: Rate) -> PlanValue:
    """The value of a month of a plan on a day; `rate` converts where a model has no list price in the plan's currency."""
    facts = value_facts_of(offer.vendor).of(offer.region, offer.product, offer.plan, day)
    months = tuple(_months(offer, facts))
    currency = "CNY" if offer.currency == "CNY" else "USD"
    models = tuple(
        one for month in months for one in _bought(month, facts, _Prices(day, mix, currency, rate))
    )
    if any(one.worth for one in models):
        return PlanValue(months, models)
    silences = facts.silences[:1]
    reason = silences[0].reason if silences else _reason(offer, months, models)
    return PlanValue(months, models, reason, silences)


@dataclass(frozen=True)
class _Prices:
    day: date
    mix: TokenMix
    currency: str
    rate: Rate

    def million(self, model: str, currency: str | None = None) -> Estimate | None:
        """A million tokens at list price, in a currency or the plan's, converted at the day's rate where it must be."""
        to = currency or self.currency
        price = million_price(model, self.day, self.mix, to)
        if price is None:
            return None
        low, high = (self.rate.convert(end, price.currency, to) for end in (price.low, price.high))
        return Estimate(low, high, price.prices)


def _months(offer: Offer, facts: ValueFacts) -> Iterator[Month]:
    """By unit, the longest window that is stated; a page's own quota before one declared for the same window."""
    stated = [
        Month(_monthly(quota.amount, quota.amount, quota.window), quota.unit, quota.window)
        for quota in offer.quotas
        if quota.window in IN_A_MONTH
    ]
    of_page = {(month.unit, month.window) for month in stated}
    for one in facts.allowances:
        if (one.unit, one.window) not in of_page:
            amount = _monthly(one.amount, one.at_most or one.amount, one.window, one)
            stated.append(Month(amount, one.unit, one.window, one.models))
    for unit in dict.fromkeys(month.unit for month in stated):
        mine = [month for month in stated if month.unit == unit]
        longest = max((month.window for month in mine), key=WINDOWS.index)
        yield from (month for month in mine if month.window == longest)


def _monthly(low: Decimal, high: Decimal, window: str, *facts: TimedFact) -> Estimate:
    return Estimate(low, high, facts).by(IN_A_MONTH[window], IN_A_MONTH[window])


def _bought(month: Month, facts: ValueFacts, prices: _Prices) -> Iterator[ModelValue]:
    if month.unit in MONEY:
        yield from _for_money(month, month.amount, month.unit, month.models, prices)
        return
    for worth in facts.worths:
        if worth.unit == month.unit:
            each = worth.money / worth.amount
            money = month.amount.by(each, each, [worth])
            yield from _for_money(month, money, worth.currency, month.models or worth.models, prices)
    rates = [rate for rate in facts.rates if rate.unit == month.unit]
    yield from (_by_rate(month, rate, model, prices) for rate in rates for model in rate.models)
    if month.unit == "tokens" and not rates:
        yield ModelValue(None, month, month.amount, None, None)


def _for_money(
    month: Month, money: Estimate, currency: str, models: Sequence[str], prices: _Prices
) -> Iterator[ModelValue]:
    """So much use at list price: stated by the vendor; the tokens of each model follow."""
    for model in models or (None,):
        price = prices.million(model, currency) if model else None
        tokens = money.by(MILLION / price.high, MILLION / price.low, price.facts) if price else None
        yield ModelValue(model, month, tokens, money, currency, stated=True)


def _by_rate(month: Month, rate: TokenRate, model: str, prices: _Prices) -> ModelValue:
    """Tokens by what a million of them uses up, off-peak more of them; their worth where the model has a list price."""
    million = prices.mix.million(rate)
    factors = [Decimal(1), *([rate.off_peak] if rate.off_peak else [])]
    if not million:
        return ModelValue(model, month, None, None, None)
    tokens = month.amount.by(MILLION / million / max(factors), MILLION / million / min(factors), [rate])
    price = prices.million(model)
    if price is None:
        return ModelValue(model, month, tokens, None, None)
    worth = tokens.by(price.low / MILLION, price.high / MILLION, price.facts)
    return ModelValue(model, month, tokens, worth, prices.currency)


_BY_UNIT: dict[str, Reason] = {
    "requests": "requests", "prompts": "requests", "messages": "messages", "credits": "rate", "multiple": "relative",
}  # fmt: skip


def _reason(offer: Offer, months: Sequence[Month], models: Sequence[ModelValue]) -> Reason:
    """Why nothing can be computed, by what the plan's page counts in."""
    if models:
        return "price"
    if months:
        return _BY_UNIT.get(months[0].unit, "unstated")
    units = [quota.unit for quota in offer.quotas]
    return "unstated" if not units else "window" if units[0] in ("credits", "tokens") else _BY_UNIT[units[0]]
