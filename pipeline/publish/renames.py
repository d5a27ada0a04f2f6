"""Identity: which of tonight's offers go on under another name."""

from collections.abc import Iterable, Mapping

from db.tables.states import State
from pipeline.judge.case import Case, Hearing
from scrapers.offer import Offer

_SAME = ("vendor", "region", "per", "period", "currency", "price")


def renames(hearing: Hearing, gone: Iterable[State], read: Mapping[str, bool]) -> dict[str, State]:
    """Offers never seen before that carry on an old one: new offer id to the old state.

    A rename keeps vendor, product, region, period, price and quota, the old name is gone and the new one
    appears in the same crawl. A product that replaces another (Coding Plan, Token Plan, M Plan) keeps the prices
    of at least two tiers, and their slugs or at least their places (Plus, Max, then Go, Explore), while none of the
    old product is left, though its source was `read`. Where two old names fit, or two new ones, nothing is linked.
    """
    old = list(gone)
    new = [
        case for case in hearing.cases if case.known is None and case.after and read.get(case.sighting.source)
    ]
    pairs = [(case, state) for case in new for state in old if _renamed(case.offer, state.offer)]
    renamed = {case.id: state for case, state in pairs if _only(pairs, case, state)}
    return renamed or _replaced(hearing, new, read)


def _renamed(new: Offer, old: Offer) -> bool:
    quotas = not new.quotas or not old.quotas or new.quotas == old.quotas
    return (
        new.product == old.product
        and quotas
        and all(getattr(new, name) == getattr(old, name) for name in _SAME)
    )


def _only(pairs: list[tuple[Case, State]], case: Case, state: State) -> bool:
    return sum(one is case or other is state for one, other in pairs) == 1


def _replaced(hearing: Hearing, new: list[Case], read: Mapping[str, bool]) -> dict[str, State]:
    seen = {(case.offer.product, case.offer.region) for case in hearing.cases}
    left = {
        state.offer.id: state
        for state in hearing.states.values()
        if (state.offer.product, state.offer.region) not in seen and _was_read(state, hearing, read)
    }
    for fits in (_same_tier, _same_place):
        pairs = [(case, state) for case in new for state in left.values() if fits(case.offer, state.offer)]
        renamed = {case.id: state for case, state in pairs if _only(pairs, case, state)}
        if len({state.offer.plan for state in renamed.values()}) > 1:
            return renamed
    return {}


def _was_read(state: State, hearing: Hearing, read: Mapping[str, bool]) -> bool:
    """Whether the source that states the price was read; other trackers speak of what they alone told us."""
    curated = state.provenance == "curated" and hearing.kind != "listing"
    return read.get(state.sources.get("price", state.source), curated)


def _same_tier(new: Offer, old: Offer) -> bool:
    return new.plan == old.plan and _same_place(new, old)


def _same_place(new: Offer, old: Offer) -> bool:
    """Whether a plan of another product costs the same: what renames a product renames its tiers, not their prices."""
    sold = old.availability != "Discontinued" and old.price != 0
    return (
        sold
        and new.product != old.product
        and all(getattr(new, name) == getattr(old, name) for name in _SAME)
    )


def unseen(hearing: Hearing, complete: Mapping[str, bool]) -> list[State]:
    """Known offers that a complete read of their own source did not state, though it stated their siblings.

    A region, product, period or currency of which a source states nothing at all was not looked at: it proves
    nothing.
    """
    stated = {case.id for case in hearing.cases}
    groups = {
        _group(case.offer)
        for case in hearing.cases
        if case.after is not None and complete.get(case.sighting.source)
    }
    facts = {
        (case.offer.product, case.offer.plan, case.offer.region)
        for case in hearing.cases
        if case.after is None
    }
    return [
        state
        for state in hearing.states.values()
        if state.offer.id not in stated
        and _group(state.offer) in groups
        and _was_read(state, hearing, complete)
        and (state.offer.product, state.offer.plan, state.offer.region) not in facts
    ]


def _group(offer: Offer) -> tuple[str | None, ...]:
    return (offer.product, offer.region, offer.per, offer.period, offer.currency)
