"""Plans beside what their month buys: one a plan, paid for its shortest term, so that all are compared alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.figures import Figure
from reports.facts.plans.plan_facts import place_of
from reports.facts.value.plan_value import Estimate, ModelValue, PlanValue, plan_value
from reports.facts.value.token_mix import TokenMix
from reports.question import ReportQuery
from scrapers.offer import months_of


@dataclass(frozen=True)
class ValuedPlan:
    """A figure and its value."""

    figure: Figure
    value: PlanValue

    def ratio(self, one: ModelValue) -> Estimate | None:
        """Use at API prices against the price per month: 4.3 is 4.3 times as much; None where it cannot be computed."""
        if one.worth is None or one.currency is None:
            return None
        monthly = self.figure.money("monthly", one.currency)
        return one.worth.by(1 / monthly, 1 / monthly) if monthly else None

    @property
    def best(self) -> ModelValue | None:
        """The model with which a month is worth most, what is little sure after the rest; None where nothing is known."""
        return max(self.value.models, key=self._rank, default=None)

    def least(self, one: ModelValue) -> Decimal:
        """The lower end of the ratio, 0 where there is none."""
        ratio = self.ratio(one)
        return ratio.low if ratio else Decimal(0)

    def _rank(self, one: ModelValue) -> tuple[bool, bool, Decimal]:
        return one.worth is not None, one.worth is not None and one.worth.confidence != "low", self.least(one)


def valued(figures: Sequence[Figure], query: ReportQuery) -> list[ValuedPlan]:
    """The ranked plans with their value, each by its shortest term, in the order of the figures."""
    plans: dict[str, list[Figure]] = {}
    for one in figures:
        if one.ranked:
            plans.setdefault(place_of(one.offer), []).append(one)
    return [value_of(shortest(terms), query) for terms in plans.values()]


def shortest(terms: Sequence[Figure]) -> Figure:
    """The way to pay for a plan that binds for the shortest time."""
    return min(terms, key=lambda one: (months_of(one.offer.period), one.offer.id))


def value_of(figure: Figure, query: ReportQuery) -> ValuedPlan:
    """The value of one way to pay for a plan, with the mix of tokens that is asked for."""
    mix = TokenMix.of(query.cached, query.output)
    return ValuedPlan(figure, plan_value(figure.offer, query.day, mix, figure.rate))


def by_order(
    plans: Sequence[tuple[ValuedPlan, ModelValue]], order: str
) -> list[tuple[ValuedPlan, ModelValue]]:
    """Rows sorted by the lower end of their ratio or tokens, most first, or by their price, cheapest first."""

    def key(row: tuple[ValuedPlan, ModelValue]) -> tuple[Decimal, Decimal, str]:
        plan, one = row
        monthly, ratio = plan.figure.money("monthly", "CNY"), plan.least(one)
        first = {
            "ratio": -ratio,
            "tokens": -(one.tokens.low if one.tokens else Decimal(0)),
            "price": monthly,
        }[order]
        return first, -ratio, plan.figure.offer.id

    return sorted(plans, key=key)
