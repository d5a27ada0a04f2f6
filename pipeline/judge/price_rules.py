"""The rules about a price. Each answers a Hold or None; its docstring says which published error it guards against."""

import re
from decimal import ROUND_HALF_UP, Decimal

from pipeline.judge.case import Case, Hearing
from pipeline.judge.hold import Hold
from pipeline.merge import PRICE
from scrapers.offer import months_of, plain

LARGE = Decimal("1.5")  # a move beyond this factor, up or down, wants a second look
ABSURD = 10  # no vendor moves a price by this factor: fen and yuan, or worse
CONFIRM = 2  # crawls that must say the same before a large move or a new plan is published
CONFIRM_ALL = (
    3  # the same for a factor that all tiers share, and against a witness that repeats the old price
)
FREE_TIERS = frozenset({"free", "adagio", "hobby", "student"})
# Words that give a lower price a reason: a sale, a discount, a renewing month. Not a coupon: that is not for everybody.
REASONED = re.compile(r"限时|活动|特惠|优惠|折|立省|立减|limited|discount|sale|promo|save|连续包", re.I)
# Words of a price that only some can pay: a coupon, an invitation, cash back.
_COUPON = re.compile(r"券|邀请|推荐码|推广码|返利|返现|coupon|voucher|referral|invit|promo code", re.I)
_TRIAL = re.compile(r"试用|体验|trial", re.I)
_TRIAL_EDITION = re.compile(
    r"体验版"
)  # what a free tier is called too; one whose quota comes back every month is that
# What stands where a price is not set: 9999, 99999.9, 88888, 12345, 0.01. Not 999 or 1234.5.
_SENTINEL = re.compile(r"9{4,}(\.9+)?|8{5,}|1234(5\d*)?|0\.0+1")
_LINE = ("product", "region", "per", "period", "currency")
# The same number stated in fen or cents: 999.99, 888.88, 123.45. Not 99.99, which is a price.
_SENTINEL_OF_CENTS = re.compile(r"9{5,}|8{5,}|12345\d*")


def trial(case: Case, _: Hearing) -> Hold | None:
    """A free trial stored as a plan (免费体验 ¥0, "Free Trial"). A free tier is a plan: Adagio, Copilot Free."""
    offer = case.offer
    renewed = any(quota.window == "P1M" for quota in offer.quotas)
    if (
        offer.price
        or not _TRIAL.search(offer.plan_name)
        or (_TRIAL_EDITION.search(offer.plan_name) and renewed)
    ):
        return None
    return Hold("trial", f"{offer.plan_name!r} is a trial, not a plan", reject=True)


def sentinel(case: Case, _: Hearing) -> Hold | None:
    """Placeholders such as 99999 published as prices, in whole yuan or dollars or in cents (999.99)."""
    if case.after is None or case.after == case.before:
        return None
    if not _SENTINEL.fullmatch(plain(case.after)) and not _SENTINEL_OF_CENTS.fullmatch(
        plain(case.after * 100)
    ):
        return None
    return Hold("sentinel", f"{plain(case.after)} looks like a placeholder, not a price")


def one_number(case: Case, hearing: Hearing) -> Hold | None:
    """One number anew in the place of every tier's price: a placeholder, or a field that is not the price."""
    if not case.after or case.after == case.before or case.confirmed:
        return None
    alike = [
        other
        for other in hearing.of_source(case.sighting.source)
        if other.after and all(getattr(other.offer, name) == getattr(case.offer, name) for name in _LINE)
    ]
    if len({other.offer.plan for other in alike}) < 2 or any(other.after == other.before for other in alike):
        return None
    if {other.after for other in alike} != {case.after}:
        return None
    return Hold("one_number", f"all {len(alike)} tiers are said to cost {plain(case.after)}")


def zero(case: Case, _: Hearing) -> Hold | None:
    """A slogan or an empty field read as 0: a paid plan was the cheapest of all for 13 days."""
    if case.after != 0 or case.before == 0:
        return None
    if case.offer.plan in FREE_TIERS or re.search(r"\bfree\b|免费", case.offer.plan_name, re.I):
        return None
    return Hold("zero", "a price of 0 on a plan that does not say it is free")


def hundredfold(case: Case, _: Hearing) -> Hold | None:
    """Fen read as yuan, cents as dollars: 33 to 168 times too high for months."""
    factor = case.factor
    if factor is None or max(factor, 1 / factor) < ABSURD:
        return None
    return Hold("hundredfold", f"{case.move}: fen and yuan, or cents and dollars?")


def period(case: Case, hearing: Hearing) -> Hold | None:
    """A quarter's price or its per-month figure stored as the month's (¥49/月, then ¥132/季, then ¥49/月).

    Where a term never had a discount, its per-month figure is the month's price, and follows it.
    """
    if case.offer.period != "P1M" or not case.after or case.after == case.before or case.confirmed:
        return None
    for term, totals in hearing.terms(case.offer).items():
        if case.after in totals:
            return Hold("period", f"{case.move} a month is the price of {term}")
        for total in totals if _discounted(case, hearing, term) else ():
            if case.after in _monthly(total, months_of(term)):
                return Hold(
                    "period", f"{case.move} a month is {plain(total)} for {term}, spread over its months"
                )
    return None


def _discounted(case: Case, hearing: Hearing, term: str) -> bool:
    """Whether the term was known to cost less than its months: only then its per-month figure is another number."""
    known = [
        state.offer.price
        for state in hearing.states.values()
        if hearing.same_plan(state.offer, case.offer, term)
    ]
    return case.before is not None and case.before * months_of(term) not in known


def _monthly(total: Decimal, months: int) -> set[Decimal]:
    spread = total / months
    return {spread, *(spread.quantize(Decimal(step), ROUND_HALF_UP) for step in ("1", "0.1", "0.01"))}


def introductory(case: Case, _: Hearing) -> Hold | None:
    """The first price where the recurring one stood: 7.9 and 39.9 published as the price of 40 and 200."""
    firsts = {step.price for step in case.known.offer.charges} if case.known else set()
    if case.after not in firsts or case.after == case.before:
        return None
    return Hold("introductory", f"{case.move}: known as a first charge, not as what later periods cost")


def coupon(case: Case, _: Hearing) -> Hold | None:
    """A price that wants a coupon or a referral stored as everybody's (46.55 for 49)."""
    above = [value for value in (case.before, case.offer.list_price) if value is not None]
    if case.after is None or case.after == case.before or not any(case.after < value for value in above):
        return None
    coupon_named = _COUPON.search(case.offer.evidence)
    return (
        Hold("coupon", f"{plain(case.after)} speaks of {coupon_named[0]!r}: not everybody pays it")
        if coupon_named
        else None
    )


def unexplained(case: Case, _: Hearing) -> Hold | None:
    """A first-month, coupon or referral price stored as the price: below list, and no word says why."""
    offer = case.offer
    if offer.period != "P1M" or case.after is None or offer.list_price is None or case.confirmed:
        return None
    if case.after >= offer.list_price or case.after == case.before or REASONED.search(offer.evidence):
        return None
    return Hold(
        "unexplained",
        f"{plain(case.after)} stands below the list price {plain(offer.list_price)} and no word says why",
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
    if len(others) < 2 or any(other.factor != factor for other in others):
        return None
    step = max(factor, 1 / factor)
    whole = step == step.to_integral_value()
    reason = f"all {len(others)} tiers moved by the same factor ({case.move})"
    return Hold("all_tiers", reason, confirm=None if whole else CONFIRM_ALL)


def disagree(case: Case, _: Hearing) -> Hold | None:
    """Two sources of one vendor that state different prices: one of them is stale or means something else.

    A witness that only repeats the old price cannot hold back a new one for ever.
    """
    dissent = case.sighting.dissent
    stale = all(offer.price == case.before for _, offer in dissent)
    if not dissent or (case.confirmed and (stale or case.after == case.before)):
        return None
    said = ", ".join(f"{source} says {plain(offer.price or Decimal(0))}" for source, offer in dissent)
    reason = f"{case.sighting.said[PRICE]} says {plain(case.after or Decimal(0))}, {said}"
    if case.after == case.before:
        return Hold("disagree", reason, against=dissent[0])
    return Hold("disagree", reason, confirm=CONFIRM_ALL if stale and case.known else None)


def large(case: Case, _: Hearing) -> Hold | None:
    """A large move. Real ones (×2.3 to ×3.6) and false ones look alike, so it is published once it is confirmed."""
    factor = case.factor
    if factor is None or case.confirmed or max(factor, 1 / factor) < LARGE:
        return None
    return Hold("large", f"a large move: {case.move}", confirm=CONFIRM)


def new_plan(case: Case, hearing: Hearing) -> Hold | None:
    """A row label or an FAQ heading read as a plan: a tier never seen before needs a second complete read."""
    if case.known is not None or case.after is None or not hearing.states or case.confirmed:
        return None
    return Hold("new_plan", f"{case.offer.plan_name!r} was never seen before", confirm=CONFIRM)


def hearsay(case: Case, hearing: Hearing) -> Hold | None:
    """Another tracker's mistake over what a vendor's page or a person said: 80 of its 100 changes were false."""
    trusted = [state for state in hearing.states.values() if state.provenance != "derived"]
    if hearing.kind != "listing" or not trusted or case.after in (None, case.before):
        return None
    if case.known and case.known.provenance == "derived":
        return None
    said = f"costs {plain(case.before)}" if case.before is not None else "is not sold"
    return Hold(
        "hearsay",
        f"another tracker says {plain(case.after or Decimal(0))}; as far as we know it {said}",
    )
