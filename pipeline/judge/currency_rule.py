"""Suspicion of the currency or the vantage: a page that may speak of another market than the one we follow."""

from decimal import Decimal

from pipeline.judge.case import Case, Hearing
from pipeline.judge.hold import Hold
from scrapers.offer import Offer, plain

FOREIGN = (Decimal("4.5"), Decimal("9.5"))  # prices in yuan and dollars lie this far apart


def currency(case: Case, hearing: Hearing) -> Hold | None:
    """Dollar amounts published as yuan for 65 days: same tiers, five to seven times less, every run agreeing."""
    why = _foreign(case, hearing)
    if why is None or case.confirmed:
        return None
    told = {other.id: _foreign(other, hearing) for other in hearing.of_source(case.sighting.source)}
    moved = sum(move is not None for move in told.values())
    known = sum(
        (other.before is not None and other.before > 0) or told[other.id] is not None
        for other in hearing.of_source(case.sighting.source)
    )
    reason = f"{why} ({moved} of {known} prices of this source look so)"
    return Hold("currency", reason, page=2 * moved >= known)


def _foreign(case: Case, hearing: Hearing) -> str | None:
    offer, after = case.offer, case.after
    if not after or after == case.before:
        return None
    others = [state.offer for state in hearing.states.values() if state.offer.currency != offer.currency]
    twins = {other.price: other for other in others if _same(other, offer, "plan", "per", "period")}
    if after in twins:
        return f"{plain(after)} {offer.currency} is what the plan costs in {twins[after].currency}"
    here = next((other for other in others if _same(other, offer, "plan", "per", "region")), None)
    if case.known is None and here:
        return f"sold in {here.currency} here until now, tonight in {offer.currency}"
    if case.known and after == case.known.offer.list_price:
        return None
    factor = case.factor
    if factor is None or not FOREIGN[0] <= max(factor, 1 / factor) <= FOREIGN[1]:
        return None
    return f"{case.move} looks like the same plan in another currency"


def _same(other: Offer, offer: Offer, *names: str) -> bool:
    return all(getattr(other, name) == getattr(offer, name) for name in ("vendor", "product", *names))
