"""The answer: in each region the cheapest plan that a vendor's page proves, and the next one."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.facts.figures import Figure
from reports.facts.plans.plan_facts import place_of
from scrapers.offer import REGIONS


@dataclass(frozen=True)
class Answer:
    """A region's first plans by what twelve months cost one account; `unproven` is the cheapest where none is proven."""

    region: str
    best: Figure | None
    runner_up: Figure | None
    unproven: Figure | None = None


def answers(figures: Iterable[Figure]) -> list[Answer]:
    """The answer for each region that has a ranked plan; `figures` are in rank order."""
    ranked = [one for one in figures if one.ranked and one.offer.per == "account"]
    found = []
    for region in REGIONS:
        here = one_a_plan(one for one in ranked if one.offer.region == region)
        proven = [one for one in here if one.proven]
        best, runner_up = [*proven, None, None][:2]
        if here:
            found.append(Answer(region, best, runner_up, None if best else here[0]))
    return found


def one_a_plan(figures: Iterable[Figure]) -> list[Figure]:
    """The first figure of each plan, whatever its term and currency, in the given order."""
    best: dict[str, Figure] = {}
    for one in figures:
        best.setdefault(place_of(one.offer), one)
    return list(best.values())
