"""The judge: which of tonight's prices are published, and which are held, with a reason a person can read.

Every rule is a function with a name; its docstring says which published error it guards against. A rule
answers a Hold or None. Thresholds and the crawls a hold needs to end by itself are the table below, and
docs/judging.md explains them.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.case import Case, Hearing
from pipeline.merge import INTRO, PRICE
from scrapers.offer import plain

LARGE = Decimal("1.5")  # a move beyond this factor, up or down, wants a second look
FOREIGN = (Decimal("4.5"), Decimal("9.5"))  # prices in yuan and dollars lie this far apart
CONFIRM = 2  # crawls that must say the same before a large move or a new plan is published
CONFIRM_ALL = 3  # the same for a factor that all tiers share
CONFIRM_END = 2  # crawls without the introduction before it counts as ended
CONFIRM_LISTED_END = 3  # the same for another tracker's listings
FREE_TIERS = frozenset({"free", "adagio", "hobby", "student"})
MONTHS = {"P1M": 1, "P3M": 3, "P1Y": 12}

NEVER = "a second source that agrees, or `codingplans holds accept|reject`"
REASONED = re.compile(r"限时|活动|特惠|优惠|折|立省|立减|limited|discount|sale|promo|save|连续包", re.I)
_TRIAL = re.compile(r"试用|体验|trial", re.I)
_SENTINEL = re.compile(r"9{4,}(\.9+)?|8{5,}|1234(5\d*)?|0\.0+1")


@dataclass(frozen=True)
class Hold:
    """Why a field of an offer is not published.

    `confirm` is the number of crawls that end the hold by saying the same, None where repetition proves
    nothing. `page` holds everything the same source said. `reject` is never published nor asked about.
    """

    rule: str
    reason: str
    field: str = PRICE
    confirm: int | None = None
    page: bool = False
    reject: bool = False

    @property
    def ends_by(self) -> str:
        if self.reject:
            return "nothing: it is no price of a plan"
        return f"{self.confirm} crawls in all that say the same, {NEVER}" if self.confirm else NEVER


Rule = Callable[[Case, Hearing], Hold | None]


def trial(case: Case, _: Hearing) -> Hold | None:
    """A free trial stored as a plan (免费体验 ¥0, "Free Trial"). A free tier is a plan: Adagio, Copilot Free."""
    if _TRIAL.search(case.offer.plan_name) and not case.offer.price:
        return Hold("trial", f"{case.offer.plan_name!r} is a trial, not a plan", reject=True)
    return None


def sentinel(case: Case, _: Hearing) -> Hold | None:
    """Placeholders such as 99999 published as prices."""
    if case.after is not None and _SENTINEL.fullmatch(plain(case.after)):
        return Hold("sentinel", f"{plain(case.after)} looks like a placeholder, not a price")
    return None


def zero(case: Case, _: Hearing) -> Hold | None:
    """A slogan or an empty field read as 0: a paid plan was the cheapest of all for 13 days."""
    if case.after != 0 or case.before == 0:
        return None
    if case.offer.plan in FREE_TIERS or re.search(r"\bfree\b|免费", case.offer.plan_name, re.I):
        return None
    return Hold("zero", "a price of 0 on a plan that does not say it is free")


def currency(case: Case, hearing: Hearing) -> Hold | None:
    """Dollar amounts published as yuan for 65 days: same tiers, five to seven times less, every run agreeing."""
    if not _foreign(case) or case.confirmed:
        return None
    known = [other for other in hearing.of_source(case.sighting.source) if other.before]
    moved = [other for other in known if _foreign(other)]
    shown = f"{plain(case.before or Decimal(0))} to {plain(case.after or Decimal(0))} {case.offer.currency}"
    reason = f"{shown} looks like the same plan in another currency ({len(moved)} of {len(known)} known prices moved so)"
    return Hold("currency", reason, page=2 * len(moved) >= len(known))


def _foreign(case: Case) -> bool:
    factor = case.factor
    return factor is not None and (
        FOREIGN[0] <= factor <= FOREIGN[1] or FOREIGN[0] <= 1 / factor <= FOREIGN[1]
    )


def hundredfold(case: Case, _: Hearing) -> Hold | None:
    """Fen read as yuan, cents as dollars: 33 to 168 times too high for months."""
    factor = case.factor
    if factor is None or not any(abs(step / 100 - 1) < Decimal("0.02") for step in (factor, 1 / factor)):
        return None
    return Hold("hundredfold", f"{_move(case)} is a factor of 100: fen and yuan, or cents and dollars")


def period(case: Case, hearing: Hearing) -> Hold | None:
    """A quarter's price or its per-month figure stored as the month's (¥49/月, then ¥132/季, then ¥49/月)."""
    if case.offer.period != "P1M" or not case.after or case.after == case.before or case.confirmed:
        return None
    for term, total in hearing.of_plan(case.offer).items():
        if term != "P1M" and total and case.after in (total, total / MONTHS[term]):
            if case.known is None and case.after * MONTHS[term] == total:
                continue
            word = "price" if case.after == total else "per-month figure"
            return Hold("period", f"{_move(case)} per month equals the {word} of {term} ({plain(total)})")
    return None


def unexplained(case: Case, _: Hearing) -> Hold | None:
    """A first-month, coupon or referral price stored as the price: below list, and no word says why."""
    offer = case.offer
    if offer.period != "P1M" or case.after is None or offer.list_price is None or case.confirmed:
        return None
    if case.after >= offer.list_price or case.after == case.before or REASONED.search(offer.evidence):
        return None
    listed = plain(offer.list_price)
    return Hold(
        "unexplained", f"{plain(case.after)} stands below the list price {listed} and no word says why"
    )


def all_tiers(case: Case, hearing: Hearing) -> Hold | None:
    """Every tier multiplied by the same factor: a bundle, another period, another currency, or a real rise."""
    factor = case.factor
    if factor is None or case.confirmed:
        return None
    others = [
        other
        for other in hearing.of_source(case.sighting.source)
        if other.before and other.offer.period == case.offer.period
    ]
    if len(others) < 3 or any(other.factor != factor for other in others):
        return None
    whole = max(factor, 1 / factor) == max(factor, 1 / factor).to_integral_value()
    reason = f"all {len(others)} tiers moved by the same factor ({_move(case)})"
    return Hold("all_tiers", reason, confirm=None if whole else CONFIRM_ALL)


def disagree(case: Case, _: Hearing) -> Hold | None:
    """Two sources of one vendor that state different prices: one of them is stale or means something else."""
    if not case.sighting.dissent or case.after == case.before:
        return None
    said = ", ".join(
        f"{source} says {plain(offer.price or Decimal(0))}" for source, offer in case.sighting.dissent
    )
    return Hold("disagree", f"{case.sighting.source} says {plain(case.after or Decimal(0))}, {said}")


def large(case: Case, _: Hearing) -> Hold | None:
    """A large move. Real ones (×2.3 to ×3.6) and false ones look alike, so it is published once it is confirmed."""
    factor = case.factor
    if factor is None or case.confirmed or max(factor, 1 / factor) < LARGE:
        return None
    return Hold("large", f"a large move: {_move(case)}", confirm=CONFIRM)


def new_plan(case: Case, hearing: Hearing) -> Hold | None:
    """A row label or an FAQ heading read as a plan: a tier never seen before needs a second complete read."""
    if case.known is not None or case.after is None or not hearing.states or case.confirmed:
        return None
    return Hold("new_plan", f"{case.offer.plan_name!r} was never seen before", confirm=CONFIRM)


def intro_gone(case: Case, hearing: Hearing) -> Hold | None:
    """A first-month text missing for one night and back the next was published as the end of an offer."""
    known = case.known.offer if case.known else None
    if (
        known is None
        or known.intro_price is None
        or INTRO not in case.sighting.said
        or case.offer.intro_price is not None
    ):
        return None
    if known.intro_until and known.intro_until.isoformat() < hearing.at[:10]:
        return None
    confirm = CONFIRM_LISTED_END if hearing.kind == "listing" else CONFIRM_END
    return Hold("intro_gone", f"the first price {plain(known.intro_price)} is not mentioned", INTRO, confirm)


def intro_zero(case: Case, _: Hearing) -> Hold | None:
    """ "0 成本试错", a slogan, as the first month's price."""
    if INTRO in case.sighting.said and case.offer.intro_price == 0:
        return Hold("intro_zero", "a first price of 0", INTRO)
    return None


PRICE_RULES: tuple[Rule, ...] = (
    trial, sentinel, zero, hundredfold, currency, period, unexplained, disagree, all_tiers, large, new_plan,
)  # fmt: skip
INTRO_RULES: tuple[Rule, ...] = (intro_zero, intro_gone)


def judge(hearing: Hearing) -> dict[str, list[Hold]]:
    """The holds of every case by offer id: at most one of the price and one of the introduction.

    A pure function of the hearing. Where suspicion falls on the currency of a page, every offer that the
    page's source stated is held.
    """
    verdicts = {
        case.id: _first(PRICE_RULES, case, hearing) + _first(INTRO_RULES, case, hearing)
        for case in hearing.cases
    }
    suspects = [(case, hold) for case in hearing.cases for hold in verdicts[case.id] if hold.page]
    for case, hold in suspects:
        for other in hearing.of_source(case.sighting.source):
            if not any(own.page for own in verdicts[other.id]):
                verdicts[other.id] = [replace(hold, reason=f"its page is held: {hold.reason}")]
    return verdicts


def _first(rules: Iterable[Rule], case: Case, hearing: Hearing) -> list[Hold]:
    return [hold for rule in rules if (hold := rule(case, hearing))][:1]


def _move(case: Case) -> str:
    return f"{plain(case.before or Decimal(0))} to {plain(case.after or Decimal(0))} {case.offer.currency}"
