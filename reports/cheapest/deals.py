"""Deals: what can be bought at one stroke, the pieces a way is put together from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.facts import cost as costs
from reports.facts.cost import Charges
from scrapers.offer import Offer, months_of


@dataclass(frozen=True)
class Deal:
    """Charges of one offer one after the other: the months they cover and their sum in the offer's currency.

    A deal with a `group` is an introduction, and only one of the group can be had; it must begin within
    `latest` months from now (None = at any time).
    """

    offer: Offer
    charges: tuple[Charges, ...]
    group: tuple[str, str] | None = None
    latest: int | None = None

    @property
    def months(self) -> int:
        return months_of(self.offer.period) * sum(charge.times for charge in self.charges)

    @property
    def cost(self) -> Decimal:
        return sum((charge.cost for charge in self.charges), Decimal(0))


def dearer(offer: Offer) -> bool:
    """Whether a first charge is above the price: nobody seeks it, everybody pays it."""
    return any(step.price > costs.recurring(offer) for step in offer.charges)


def cheaper(offer: Offer) -> bool:
    """Whether a first charge is at most the price: what new customers come for."""
    return any(step.price <= costs.recurring(offer) for step in offer.charges)


def introductions(offer: Offer, within: int, latest: int | None) -> Iterator[Deal]:
    """The introduction of an offer in every length up to its own that so many months can use.

    Where a step of it is above the price, whoever goes on pays it: then in every length at all.
    """
    if not cheaper(offer) or (latest is not None and latest < 0):
        return
    own = sum(step.periods or 1 for step in offer.charges)
    most = costs.terms(offer, within)
    for times in range(1, (most if dearer(offer) else min(own, most)) + 1):
        charges = costs.charges(offer, times * months_of(offer.period))
        yield Deal(offer, tuple(charges), (offer.vendor, offer.product), latest)


def renewals(offer: Offer, within: int) -> Iterator[Deal]:
    """What can be bought any number of times: one term at the price, or a beginning with its dearer first charges."""
    price, term = costs.recurring(offer), months_of(offer.period)
    if not dearer(offer):
        yield Deal(offer, (Charges(1, price),))
        return
    again = replace(
        offer, charges=tuple(replace(step, price=max(step.price, price)) for step in offer.charges)
    )
    for times in range(1, costs.terms(offer, within) + 1):
        yield Deal(offer, tuple(costs.charges(again, times * term)))
