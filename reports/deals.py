"""Deals: what can be bought at one stroke, the pieces a way is put together from."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports import costs
from reports.costs import Charges
from scrapers.offer import Offer


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
        return costs.months(self.offer.period) * sum(charge.times for charge in self.charges)

    @property
    def cost(self) -> Decimal:
        return sum((charge.times * charge.amount for charge in self.charges), Decimal(0))

    @property
    def estimated(self) -> bool:
        return costs.estimated(self.offer) and any(self.first(charge) for charge in self.charges)

    def first(self, charge: Charges) -> bool:
        """Whether a charge is the first one of a new buyer and no renewal."""
        return charge.amount == self.offer.intro_price and charge is self.charges[0] and self._begun

    @property
    def _begun(self) -> bool:
        return self.group is not None or dearer(self.offer)


def dearer(offer: Offer) -> bool:
    """Whether the first charge is above the price: nobody seeks it, everybody pays it."""
    return offer.intro_price is not None and offer.intro_price > costs.recurring(offer)


def introductions(offer: Offer, within: int, latest: int | None) -> Iterator[Deal]:
    """The introduction of an offer in every length up to its own that so many months can use."""
    if offer.intro_price is None or dearer(offer) or (latest is not None and latest < 0):
        return
    useful = min(offer.intro_periods or 1, -(-within // costs.months(offer.period)))
    for times in range(1, useful + 1):
        charges = (Charges(times, offer.intro_price),)
        yield Deal(offer, charges, (offer.vendor, offer.product), latest)


def renewals(offer: Offer, within: int) -> Iterator[Deal]:
    """What can be bought any number of times: one term at the price, or a beginning with its dearer first charge."""
    term = costs.months(offer.period)
    if not dearer(offer):
        yield Deal(offer, (Charges(1, costs.recurring(offer)),))
        return
    for times in range(1, -(-within // term) + 1):
        yield Deal(offer, tuple(costs.charges(offer, times * term)))
