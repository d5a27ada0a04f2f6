"""The cheapest way through the months of a question: which plans to buy one after the other.

Of ways that cost the same, the one with the first ids and the fewest purchases is taken: each month costs a little more by the
cube of its offer's place (sums of cubes hardly ever meet), each purchase a little more still, all less than can be paid. So the
page, which searches otherwise, finds the same way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reports.cheapest.deals import Deal, introductions, renewals
from reports.cheapest.search import search
from reports.facts.cost import Charges
from reports.pick.fit import Fit
from reports.pick.market import Market, minor
from reports.pick.question import PickQuestion
from scrapers.offer import months_of

APART = 10**12  # above any sum of what sets equal ways apart
NEVER = 10**6


@dataclass(frozen=True)
class PickedWay:
    """Deals in the order in which they are bought; `worth` is their cost for all seats in billionths of a fen."""

    deals: Sequence[Deal]
    worth: int

    @property
    def months(self) -> int:
        """The months that are paid for."""
        return sum(one.months for one in self.deals)

    @property
    def estimated(self) -> bool:
        """Whether an introduction whose length no page says is in it."""
        return any(charge.estimated for one in self.deals for charge in one.charges)

    def steps(self) -> list[tuple[int, Deal, Charges]]:
        """Each run of charges of one amount with the month it begins in, counted from 1."""
        month, steps = 1, []
        for deal in self.deals:
            for charge in deal.charges:
                steps.append((month, deal, charge))
                month += charge.times * months_of(deal.offer.period)
        return steps


def cheapest_way(
    fits: Iterable[Fit], first: Fit | None, market: Market, question: PickQuestion
) -> PickedWay | None:
    """The cheapest way, whatever the budget, through offers that leave no more open than the first pick (or than the best).

    None where no offer fits.
    """
    possible = [one for one in fits if set(one.against) <= {"budget"} and one.candidate.unranked is None]
    if not possible:
        return None
    best = _open(first) if first and not first.candidate.unranked else min(map(_open, possible))
    chosen = sorted((one for one in possible if _open(one) <= best), key=lambda one: one.candidate.offer.id)
    places = {one.candidate.offer.id: at for at, one in enumerate(chosen, 1)}
    once = [deal for one in chosen for deal in _introductions(one, question)]
    again = [deal for one in chosen for deal in renewals(one.candidate.offer, question.months)]

    def worth(deal: Deal) -> int:
        hundredths = sum(one.times * minor(one.amount) for one in deal.charges) * question.seats
        return market.in_yuan(hundredths, str(deal.offer.currency))

    def apart(deal: Deal) -> int:
        return 32 * deal.months * places[deal.offer.id] ** 3 + 1

    with localcontext(prec=60):  # exact, however many seats
        found = search(question.months, once, again, lambda deal: Decimal(worth(deal) * APART + apart(deal)))
    return PickedWay(_ordered(found, places), sum(map(worth, found)))


def _open(one: Fit) -> tuple[bool, int]:
    """How much is left open about an offer."""
    return one.candidate.unproven is not None, len(one.doubts)


def _introductions(one: Fit, question: PickQuestion) -> list[Deal]:
    if not question.new:
        return []
    return list(introductions(one.candidate.offer, question.months, one.candidate.latest))


def _ordered(deals: Iterable[Deal], places: Mapping[str, int]) -> list[Deal]:
    """Introductions by when they must be begun, those that are renewed last; then renewals, longer terms first."""
    known = list(deals)
    renewed = {one.offer.id for one in known if one.group is None}

    def order(one: Deal) -> tuple[bool, int, bool, int]:
        later = one.group is None
        due = -one.months if later else NEVER if one.latest is None else one.latest + one.months
        return later, due, one.offer.id in renewed, places[one.offer.id]

    return _joined(sorted(known, key=order))


def _joined(deals: Iterable[Deal]) -> list[Deal]:
    """Renewals of one offer as one deal of several charges."""
    joined: list[Deal] = []
    for one in deals:
        last = joined[-1] if joined else None
        if last and last.group is None and one.group is None and last.offer == one.offer:
            times = last.charges[-1].times + one.charges[-1].times
            if len(last.charges) == len(one.charges) == 1:
                joined[-1] = Deal(one.offer, (Charges(times, one.charges[-1].amount),))
                continue
        joined.append(one)
    return joined
