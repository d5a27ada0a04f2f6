"""The cheapest way to be served for some months: pure arithmetic over offers, nothing rounded.

The rules, stated wherever a way is shown:
- a term is paid whole when it begins, also where it reaches beyond the last month of use;
- an introduction below the price is for new customers: one per vendor and product, its charges one after
  the other, begun on or before its announced end; where its length is unknown it counts once;
- a first charge above the price is paid every time the offer is begun.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from db.tables.rates import Rate
from reports.cheapest.deals import Deal, introductions, renewals
from reports.cheapest.search import search
from reports.facts import cost as costs
from reports.facts.cost import Charges
from reports.facts.figures import unranked
from scrapers.offer import Offer, months_of


@dataclass(frozen=True)
class Step:
    """So many charges of one amount for one offer, in the offer's currency; months are counted from 1."""

    first: int
    last: int
    offer: Offer
    charges: Charges

    @property
    def times(self) -> int:
        return self.charges.times

    @property
    def amount(self) -> Decimal:
        return self.charges.amount

    @property
    def cost(self) -> Decimal:
        return self.charges.cost

    @property
    def introduction(self) -> bool:
        """Whether they are first charges of a new buyer and no renewals."""
        return self.charges.step is not None

    @property
    def estimated(self) -> bool:
        return self.charges.estimated


@dataclass(frozen=True)
class Way:
    """A way to be served for `months`: its steps, and what they cost together, unrounded, in `currency`."""

    months: int
    steps: tuple[Step, ...]
    cost: Decimal
    currency: str

    @property
    def paid_for(self) -> int:
        """The months the charges cover; more than `months` where a term reaches further."""
        return self.steps[-1].last

    @property
    def estimated(self) -> bool:
        """Whether the cost rests on an introduction whose length the page does not say."""
        return any(step.estimated for step in self.steps)


_Order = tuple[Decimal, int, int, int]


def buyable(offer: Offer, free: bool = False, seats: bool = False) -> bool:
    """Whether a new buyer can take the offer: priced, on sale, no pack, not for students alone; free plans and seats only where asked."""
    kinds = (None, "free") if free else (None,)
    known = offer.price is not None and unranked(offer) in kinds
    return known and (seats or offer.per == "account")


def cheapest(
    offers: Iterable[Offer],
    months: int,
    switch: bool,
    *,
    day: date | None = None,
    rate: Rate | None = None,
    free: bool = False,
    seats: bool = False,
) -> Way | None:
    """The cheapest way through so many months from a day on, or None where nothing is on sale.

    Without `switch` it stays with one plan and may combine that plan's terms. Offers in several currencies are
    compared in yuan at `rate`. Without `day` an introduction with an announced end can be begun in the first
    month only. Of equally cheap ways the one with the fewest steps, staying with one plan rather than not.
    """
    sold = sorted((one for one in offers if buyable(one, free, seats)), key=lambda one: one.id)
    currencies = {str(one.currency) for one in sold}
    currency = currencies.pop() if len(currencies) == 1 else "CNY"
    plans: dict[tuple[str, ...], list[Offer]] = {}
    for one in sold:
        plans.setdefault((one.vendor, one.product, one.plan, one.region, one.per), []).append(one)
    choices = [*plans.values(), *([sold] if switch and sold else [])]
    least = [_least(one, months, currency, rate) for one in choices]
    best: tuple[_Order, Way] | None = None
    for at in sorted(range(len(choices)), key=least.__getitem__):
        if best and least[at] > best[1].cost:
            break
        way = _way(choices[at], months, currency, day, rate)
        found = ((way.cost, len(way.steps), way.paid_for, at), way)
        best = found if best is None or found[0] < best[0] else best
    return best[1] if best else None


def _least(offers: Sequence[Offer], months: int, currency: str, rate: Rate | None) -> Decimal:
    """What so many months cost at the least: each at the cheapest charge there is."""
    charges = [
        Deal(offer, (Charges(1, amount),))
        for offer in offers
        for amount in (costs.recurring(offer), *(step.price for step in offer.charges))
    ]
    return months * min(_money(one, currency, rate) / one.months for one in charges)


def _way(offers: Sequence[Offer], months: int, currency: str, day: date | None, rate: Rate | None) -> Way:
    once = [deal for offer in offers for deal in introductions(offer, months, latest(offer, day))]
    again = [deal for offer in offers for deal in renewals(offer, months)]
    deals = search(months, once, again, lambda deal: _money(deal, currency, rate))
    return Way(
        months, _steps(deals), sum((_money(one, currency, rate) for one in deals), Decimal(0)), currency
    )


def _money(deal: Deal, currency: str, rate: Rate | None) -> Decimal:
    if deal.offer.currency == currency:
        return deal.cost
    if rate is None:
        raise costs.NoPrice(f"{deal.offer.id} cannot be compared in {currency} without an exchange rate")
    return rate.convert(deal.cost, str(deal.offer.currency), currency)


def latest(offer: Offer, day: date | None) -> int | None:
    """How many months from now the introduction can still be begun; None = at any time, -1 = it is over."""
    until = offer.intro_until
    if until is None:
        return None
    if day is None:
        return 0
    return (until.year - day.year) * 12 + until.month - day.month - (until.day < _same_day(day, until))


def _same_day(day: date, month: date) -> int:
    """The day of another month on which a term that began on `day` is renewed."""
    return min(day.day, calendar.monthrange(month.year, month.month)[1])


def _steps(deals: Iterable[Deal]) -> tuple[Step, ...]:
    steps: list[Step] = []
    month = 1
    for deal in deals:
        for charge in deal.charges:
            covered = charge.times * months_of(deal.offer.period)
            step = Step(month, month + covered - 1, deal.offer, charge)
            month += covered
            steps[-1:] = _joined(steps[-1], step) if steps else [step]
    return tuple(steps)


def _joined(before: Step, step: Step) -> list[Step]:
    """One step where the next goes on with the same charge, otherwise both."""
    times = before.times + step.times
    if before.offer != step.offer or replace(before.charges, times=times) != replace(
        step.charges, times=times
    ):
        return [before, step]
    return [Step(before.first, step.last, step.offer, replace(step.charges, times=times))]
