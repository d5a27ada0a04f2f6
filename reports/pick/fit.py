"""How one offer answers a question: what it costs, and check by check whether it fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.facts import cost as costs
from reports.facts.cost import Charges
from reports.pick.market import Candidate, Market, minor, renewing
from reports.pick.question import PickQuestion, model_key
from reports.pick.quota_fit import NO, UNKNOWN, YES, QuotaFit, enough, quota_fits

OUT_OF_STOCK = "SoldOut"


@dataclass(frozen=True)
class Fit:
    """One offer against one question. `checks` holds `yes`, `no` or `unknown` of each thing asked, the weightiest first."""

    candidate: Candidate
    question: PickQuestion
    market: Market

    @cached_property
    def payments(self) -> Sequence[Charges]:
        """What a seat is charged in the months, in order."""
        offer = self.candidate.offer if self.question.new else renewing(self.candidate)
        return costs.charges(offer, self.question.months)

    @cached_property
    def total(self) -> int:
        """All charges of all seats, in hundredths of the offer's currency."""
        return sum(one.times * minor(one.amount) for one in self.payments) * self.question.seats

    @cached_property
    def worth(self) -> int:
        """The total in billionths of a fen."""
        return self.market.in_yuan(self.total, str(self.candidate.offer.currency))

    @cached_property
    def quotas(self) -> list[QuotaFit]:
        """What the plan allows beside what the usage needs; none where no usage is asked."""
        usage = self.question.usage
        return quota_fits(self.candidate.meters, usage, self.question.models) if usage else []

    @cached_property
    def checks(self) -> Mapping[str, str]:
        asked, one = self.question, self.candidate
        checks = {
            "state": self._state(),
            "region": YES if asked.region in (None, one.offer.region) else NO,
            "seats": YES if self._seated() else NO,
        }
        if asked.budget:
            checks["budget"] = YES if self._affordable() else NO
        if asked.usage:
            checks["usage"] = enough(self.quotas)
        if asked.tools:
            checks["tools"] = self._tools()
        if asked.ways:
            checks["ways"] = UNKNOWN if one.ways is None else YES if one.ways & set(asked.ways) else NO
        if asked.models:
            checks["models"] = self._models()
        return checks

    @property
    def against(self) -> list[str]:
        """The checks that it does not stand."""
        return [name for name, said in self.checks.items() if said == NO]

    @property
    def doubts(self) -> list[str]:
        """The checks of which nothing is known."""
        return [name for name, said in self.checks.items() if said == UNKNOWN]

    @property
    def why_not(self) -> str:
        """The first reason against it: what state it is in, or the name of the check."""
        first = self.against[0]
        return str(self.candidate.unranked) if first == "state" else first

    @cached_property
    def order(self) -> tuple[int, bool, int, int, str]:
        """What fits first, then what a page proves, then what leaves least open, then what costs least."""
        unproven = self.candidate.unproven is not None
        return len(self.against), unproven, len(self.doubts), self.worth, self.candidate.offer.id

    def _state(self) -> str:
        if self.candidate.unranked == OUT_OF_STOCK and not self.question.now:
            return UNKNOWN
        return NO if self.candidate.unranked else YES

    def _seated(self) -> bool:
        """Whether it is sold for so many people: one has an account, more have seats, as many as an order may have."""
        people, one = self.question.seats, self.candidate
        if people == 1 or one.offer.per != "seat":
            return (people > 1) == (one.offer.per == "seat")
        return one.least <= people and (one.most is None or people <= one.most)

    def _affordable(self) -> bool:
        budget = self.question.budget
        assert budget
        asked = self.total
        if budget.span == "month":
            asked = max(minor(one.amount) for one in self.payments) * self.question.seats
        worth = self.market.in_yuan(asked, str(self.candidate.offer.currency))
        return worth <= self.market.in_yuan(budget.amount, budget.currency)

    def _tools(self) -> str:
        if {name.lower() for name in self.question.tools} <= self.candidate.tools:
            return YES
        return NO if self.candidate.only_own else UNKNOWN

    def _models(self) -> str:
        if {model_key(name) for name in self.question.models} <= self.candidate.models:
            return YES
        return NO if self.candidate.listed else UNKNOWN
