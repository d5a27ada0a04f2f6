"""`pick`: from a question to one to three plans, with what would not fit and the cheapest way through the months.

The rules, the same as in the site's `assets/pick.js`:
- an offer fits unless something that was asked is known to be otherwise; what is not known is said and counts against it;
- of a plan's terms the best one stands for it: the one that fits, is proven, leaves least open, costs least;
- plans come in that order, of each product the first, three of them; the excluded are counted by their first reason, near
  misses have only one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.facts.cost import estimated
from reports.pick.fit import Fit
from reports.pick.market import Market, minor
from reports.pick.pay_as_you_go import ApiCost, OwnModels, api_costs, own_models, to_json
from reports.pick.question import PickQuestion
from reports.pick.way import PickedWay, cheapest_way
from scrapers.offer import months_of

PICKS, NEAR = 3, 3
NEARLY = ("seats", "budget", "usage", "tools", "ways", "models")  # what a person may give way in


@dataclass(frozen=True)
class PickAnswer:
    """Plans that fit, the best first; how many of all do; near misses; the number excluded by reason; the cheapest way."""

    question: PickQuestion
    market: Market
    picks: Sequence[Fit]
    fitting: int
    near: Sequence[Fit]
    unfit: dict[str, int]
    way: PickedWay | None
    own: OwnModels | None
    api: Sequence[ApiCost]

    def to_json(self) -> dict[str, Any]:
        """The answer as programs read it; amounts are strings, of all seats, in the offer's currency unless named otherwise."""
        return {
            "question": self.question.to_json(),
            "picks": [self._fit(one) for one in self.picks],
            "fitting": self.fitting,
            "near": [self._fit(one) for one in self.near],
            "unfit": self.unfit,
            "way": self._way(self.way) if self.way else None,
            "pay_as_you_go": to_json(self.own, self.api, amount) if self.question.usage else None,
        }

    def _fit(self, one: Fit) -> dict[str, Any]:
        offer, seats = one.candidate.offer, self.question.seats
        paid = [{"times": step.times, "amount": amount(minor(step.amount) * seats)} for step in one.payments]
        return {
            "offer": offer.id,
            "plan": one.candidate.plan,
            "currency": offer.currency,
            "months_paid_for": months_of(offer.period) * sum(step.times for step in one.payments),
            "today": paid[0]["amount"],
            "then": paid[-1]["amount"],
            "payments": paid,
            "estimated": self.question.new and estimated(offer),
            "total": amount(one.total),
            **self._both(one.worth),
            "proven": one.candidate.unproven is None,
            "unproven_because": one.candidate.unproven,
            "unranked_because": one.candidate.unranked,
            "checks": dict(one.checks),
            "quotas": [quota.to_json() for quota in one.quotas],
        }

    def _way(self, way: PickedWay) -> dict[str, Any]:
        return {
            **self._both(way.worth),
            "months_paid_for": way.months,
            "estimated": way.estimated,
            "steps": [
                {
                    "first_month": month,
                    "last_month": month + charge.times * months_of(deal.offer.period) - 1,
                    "offer": deal.offer.id,
                    "introduction": deal.group is not None and charge.step is not None,
                    "times": charge.times,
                    "amount": amount(minor(charge.amount) * self.question.seats),
                }
                for month, deal, charge in way.steps()
            ],
        }

    def _both(self, worth: int) -> dict[str, str]:
        return {f"total_{name.lower()}": amount(self.market.shown(worth, name)) for name in ("CNY", "USD")}


def pick(question: PickQuestion, market: Market) -> PickAnswer:
    """The plans of a market that answer a question."""
    fits = [Fit(one, question, market) for one in market.candidates]
    plans: dict[str, Fit] = {}
    for one in sorted(fits, key=lambda one: one.order):
        plans.setdefault(one.candidate.plan, one)
    good = [one for one in plans.values() if not one.against]
    bad = [one for one in plans.values() if one.against]
    reasons = Counter(one.why_not for one in bad)
    picks = _of_each_product(good)[:PICKS]
    return PickAnswer(
        question,
        market,
        picks,
        len(good),
        _of_each_product(one for one in bad if _near(one))[:NEAR],
        dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        cheapest_way(fits, good[0] if good else None, market, question),
        *_pay_as_you_go(question, picks, market),
    )


def _near(one: Fit) -> bool:
    """Whether it fails in one thing that a person may give way in; a plan for teams is none for one person."""
    [first, *more] = one.against
    return first in NEARLY and not more and (first != "seats" or one.question.seats > 1)


def _pay_as_you_go(
    question: PickQuestion, picks: Sequence[Fit], market: Market
) -> tuple[OwnModels | None, list[ApiCost]]:
    """The usage with its own models, and with the wanted ones, or else those of the picks."""
    if not (question.usage and question.usage.tokens):
        return None, []
    offered = [model for one in picks for model in sorted(one.candidate.models)]
    costs = api_costs(question.usage, question.models or offered, market.prices, question.region)
    return own_models(question.usage, market.prices), costs


def _of_each_product(fits: Iterable[Fit]) -> list[Fit]:
    products: dict[tuple[str, ...], Fit] = {}
    for one in fits:
        offer = one.candidate.offer
        products.setdefault((offer.vendor, offer.product, offer.per), one)
    return list(products.values())


def amount(hundredths: int) -> str:
    """Hundredths in plain notation with two places: 790 is "7.90"."""
    return f"{hundredths // 100}.{hundredths % 100:02}"
