"""The judge: which of tonight's prices are published, and which are held, with a reason a person can read.

Every rule is a function with a name; docs/judging.md explains their thresholds and the crawls a hold needs
to end by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from pipeline.judge.case import Case, Hearing
from pipeline.judge.currency_rule import currency
from pipeline.judge.hold import Hold
from pipeline.judge.intro_rules import intro_gone, intro_hearsay, intro_over, intro_zero
from pipeline.judge.price_rules import (
    all_tiers,
    coupon,
    disagree,
    hearsay,
    hundredfold,
    introductory,
    large,
    new_plan,
    one_number,
    period,
    sentinel,
    trial,
    unexplained,
    zero,
)
from pipeline.judge.proof_rules import intro_unproven, unproven

Rule = Callable[[Case, Hearing], Hold | None]

PRICE_RULES: tuple[Rule, ...] = (
    trial, currency, hearsay, sentinel, one_number, zero, hundredfold, period, introductory, coupon, unexplained, disagree,
    all_tiers, large, new_plan, unproven,
)  # fmt: skip
SCRAPES = frozenset({"new_plan", "intro_gone"})  # what may have gone wrong in another tracker's scrape, once
INTRO_RULES: tuple[Rule, ...] = (intro_hearsay, intro_zero, intro_over, intro_gone, intro_unproven)


def judge(hearing: Hearing) -> dict[str, list[Hold]]:
    """The holds of every case by offer id: at most one of the price and one of the introduction.

    A pure function of the hearing. Where suspicion falls on the currency of a page, every offer that the
    page's source stated is held.
    """
    verdicts = {
        case.id: _hardest(PRICE_RULES, case, hearing) + _hardest(INTRO_RULES, case, hearing)
        for case in hearing.cases
    }
    suspects = [(case, hold) for case in hearing.cases for hold in verdicts[case.id] if hold.page]
    for case, hold in sorted(suspects, key=lambda suspect: suspect[0].id):
        for other in hearing.of_source(case.sighting.source):
            if not any(own.page or own.reject for own in verdicts[other.id]):
                verdicts[other.id] = [replace(hold, reason=f"its page is held: {hold.reason}")]
    return verdicts


def _hardest(rules: Iterable[Rule], case: Case, hearing: Hearing) -> list[Hold]:
    """The hold that is hardest to end of those the rules answer; of equals the first.

    Another tracker that repeats its number is one witness for ever: no number is confirmed by that.
    """
    holds = [hold for rule in rules if (hold := rule(case, hearing))]
    if hearing.kind == "listing":
        holds = [hold if hold.rule in SCRAPES else replace(hold, confirm=None) for hold in holds]
    return sorted(holds, key=lambda hold: hold.ease)[:1]
