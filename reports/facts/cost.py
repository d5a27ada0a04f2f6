"""What an offer costs: exact arithmetic in the offer's own currency, rounded only when printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from scrapers.offer import Charge, Offer, months_of

YEAR = 12


class NoPrice(ValueError):
    """An offer without a price has no cost."""


@dataclass(frozen=True)
class Charges:
    """So many charges of one amount, one after the other; `step` is the step of the introduction they belong to."""

    times: int
    amount: Decimal
    step: Charge | None = None

    @property
    def estimated(self) -> bool:
        """Whether they stand for a step whose length the page does not say."""
        return self.step is not None and self.step.periods is None

    @property
    def cost(self) -> Decimal:
        return self.times * self.amount


def recurring(offer: Offer) -> Decimal:
    """The price of each later period; raises NoPrice where the offer states none."""
    if offer.price is None:
        raise NoPrice(f"{offer.id} states no price")
    return offer.price


def monthly(offer: Offer) -> Decimal:
    """The recurring price spread over the months of its period."""
    return recurring(offer) / months_of(offer.period)


def first_month(offer: Offer) -> Decimal:
    """The first charge of a new buyer spread over the months it covers."""
    return pay_today(offer) / months_of(offer.period)


def charges(offer: Offer, within: int) -> list[Charges]:
    """What a new buyer is charged in so many months, in order: each step of the introduction, then the price.

    A period is charged whole when it begins. A step of unknown length counts once.
    """
    price, left = recurring(offer), terms(offer, within)
    charged = []
    for step in offer.charges:
        charged.append(Charges(min(left, step.periods or 1), step.price, step))
        left -= charged[-1].times
    return [one for one in [*charged, Charges(left, price)] if one.times]


def pay_today(offer: Offer) -> Decimal:
    """The first charge of a new buyer as it is billed: of a whole period, whatever its length."""
    return recurring(offer) if offer.intro_price is None else offer.intro_price


def after_today(offer: Offer) -> list[tuple[int, Decimal]]:
    """What is left of the introduction after the first charge, within twelve months: how often, and how much."""
    steps = [step for step in charges(offer, YEAR) if step.step is not None]
    return [(step.times - (at == 0), step.amount) for at, step in enumerate(steps) if step.times > (at == 0)]


def terms(offer: Offer, within: int) -> int:
    """How many periods so many months begin."""
    return -(-within // months_of(offer.period))


def cost(offer: Offer, within: int) -> Decimal:
    """Everything a new buyer is charged in so many months."""
    return sum((one.cost for one in charges(offer, within)), Decimal(0))


def first_year(offer: Offer) -> Decimal:
    """Everything a new buyer is charged in twelve months."""
    return cost(offer, YEAR)


def estimated(offer: Offer) -> bool:
    """Whether a cost rests on an introduction, or a step of one, whose length the page does not say."""
    return any(step.periods is None for step in offer.charges)


def repeated(step: Mapping[str, Any]) -> str:
    """One step of an introduction as programs read it, in words: "9.9 ×2", "9.9 ×?" where its length is unknown."""
    return f"{step['price']} ×{step['periods'] or '?'}"


def rounded(amount: Decimal, places: int = 2) -> str:
    """The one rounding: half up, so many decimals, plain notation."""
    exact = amount.quantize(_last_place(places), ROUND_HALF_UP)
    return format(exact or abs(exact), "f")


@cache
def _last_place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)
