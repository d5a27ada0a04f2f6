"""What an offer costs: exact arithmetic in the offer's own currency, rounded only when printed."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scrapers.offer import Offer

YEAR = 12
_MONTHS = {"M": 1, "Y": 12}


class NoPrice(ValueError):
    """An offer that states no price, or no whole number of months, has no cost."""


@dataclass(frozen=True)
class Charges:
    """So many charges of one amount, one after the other."""

    times: int
    amount: Decimal


def months(period: str | None) -> int:
    """How many months one charge covers: P1M is 1, P1Y is 12; raises NoPrice for anything else."""
    match = re.fullmatch(r"P([1-9]\d*)([MY])", period or "")
    if not match:
        raise NoPrice(f"not a whole number of months or years: {period!r}")
    return int(match[1]) * _MONTHS[match[2]]


def recurring(offer: Offer) -> Decimal:
    """The price of each later period; raises NoPrice where the offer states none."""
    if offer.price is None:
        raise NoPrice(f"{offer.id} states no price")
    return offer.price


def monthly(offer: Offer) -> Decimal:
    """The recurring price spread over the months of its period."""
    return recurring(offer) / months(offer.period)


def first_month(offer: Offer) -> Decimal:
    """The first charge of a new buyer spread over the months it covers."""
    price = recurring(offer)
    return (price if offer.intro_price is None else offer.intro_price) / months(offer.period)


def charges(offer: Offer, within: int) -> list[Charges]:
    """What a new buyer is charged in so many months, in order: the introduction, then the price.

    A period is charged whole when it begins. An introduction of unknown length counts once.
    """
    price = recurring(offer)
    total = -(-within // months(offer.period))
    first = min(total, offer.intro_periods or 1) if offer.intro_price is not None else 0
    steps = [Charges(first, offer.intro_price if offer.intro_price is not None else price)]
    return [step for step in [*steps, Charges(total - first, price)] if step.times]


def cost(offer: Offer, within: int) -> Decimal:
    """Everything a new buyer is charged in so many months."""
    return sum((step.times * step.amount for step in charges(offer, within)), Decimal(0))


def first_year(offer: Offer) -> Decimal:
    """Everything a new buyer is charged in twelve months."""
    return cost(offer, YEAR)


def estimated(offer: Offer) -> bool:
    """Whether a cost rests on an introduction whose length the page does not say."""
    return offer.intro_price is not None and offer.intro_periods is None


def rounded(amount: Decimal, places: int = 2) -> str:
    """The one rounding: half up, so many decimals, plain notation."""
    found = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return format(abs(found) if found == 0 else found, "f")
