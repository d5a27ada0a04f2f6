"""Settling a hearing: publish what is free, keep what is held."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.tables.events import alike
from db.tables.observations import STATED, Seen, begin
from db.tables.states import State
from pipeline.judge.case import Case
from pipeline.judge.hold import Hold
from pipeline.merge import FACTS, INTRO, PRICE, Sighting
from pipeline.publish.events import Publication, announced_end, changed
from pipeline.publish.hold_life import confirm, stand
from scrapers.offer import Charge, Offer

FIELDS = {
    PRICE: ("price", "list_price", "plan_name", "evidence"),
    INTRO: ("charges", "intro_until"),
    **{name: (name,) for name in FACTS},
}


def settle(publication: Publication, verdicts: Mapping[str, list[Hold]]) -> None:
    """Write the outcome of a hearing that was judged: observations, holds and events."""
    for case in sorted(publication.hearing.cases, key=lambda case: case.id):
        announced_end(publication, case)
        blocked, since = _standings(publication, case, verdicts[case.id])
        offer = _compose(case, blocked)
        if offer is not None:
            _publish(publication, case, offer, blocked, since)


def _standings(publication: Publication, case: Case, holds: list[Hold]) -> tuple[set[str], dict[str, str]]:
    """The fields that stay unpublished, and since when each of the others has been seen as it is now."""
    since = dict.fromkeys(FIELDS, publication.at)
    blocked: set[str] = set()
    for hold in holds:
        if hold.field == INTRO and PRICE in blocked:
            continue
        if hold.against:
            source, offer = hold.against
            stand(
                publication.holds,
                Case(Sighting(offer, {PRICE: source}), case.known),
                hold,
                publication.hearing,
            )
            continue
        status, first_sight = stand(publication.holds, case, hold, publication.hearing)
        if status in ("open", "rejected"):
            blocked |= set(FIELDS) if hold.page else {hold.field}
        else:
            since[hold.field] = first_sight
    held = {hold.field for hold in holds}
    for name in (PRICE, INTRO):
        if name in case.sighting.said and name not in held | blocked:
            since[name] = confirm(publication.holds, name, case, publication.hearing) or publication.at
    if PRICE in blocked:
        blocked.add(INTRO)  # a first price stands beside its own recurring one, never beside another
    since[INTRO] = min(since[INTRO], since[PRICE])
    return blocked, since


def _compose(case: Case, blocked: set[str]) -> Offer | None:
    """The offer as it may be published: seen fields over known ones, held fields as they were known."""
    free = [name for name in case.sighting.said if name not in blocked]
    if not free or (case.known is None and PRICE not in free):
        return None
    base = case.known.offer if case.known else case.offer.without_introduction()
    taken = {name: getattr(case.offer, name) for group in free for name in FIELDS[group]}
    if PRICE in free and case.known and _list_price_unseen(case, case.known):
        taken["list_price"] = case.known.offer.list_price
    if INTRO in free and case.known and alike(case.offer.charges, case.known.offer.charges):
        taken["charges"] = _as_long(case.offer.charges, case.known.offer.charges)
    return replace(base, **taken)


def _as_long(charges: Sequence[Charge], known: Sequence[Charge]) -> tuple[Charge, ...]:
    """Known charges as a page states them again; one whose length it leaves unsaid is as long as it was known to be."""
    pairs = zip(charges, known, strict=True)
    return tuple(replace(charge, periods=charge.periods or before.periods) for charge, before in pairs)


def _list_price_unseen(case: Case, known: State) -> bool:
    """Whether the source that states the list price was not read, while another one states the same price without it."""
    elsewhere = known.sources.get(PRICE) != case.sighting.said[PRICE]
    return elsewhere and case.offer.list_price is None and case.offer.price == known.offer.price


def _publish(
    publication: Publication, case: Case, offer: Offer, blocked: set[str], since: dict[str, str]
) -> None:
    known, priced = case.known, PRICE in case.sighting.said and PRICE not in blocked
    if known and known.provenance != "derived" and publication.hearing.kind == "listing":
        return
    same = known is not None and _same(known.offer, offer)
    again = known is not None and known.provenance == publication.provenance and known.unlisted is None
    if known and same and (again or not priced):
        if priced:
            publication.again.append(Seen(known.observation_id, case.sighting.page_id, offer))
        return
    origin = publication.origin(case, blocked)
    first_seen = max(min(since[name] for name in case.sighting.said), known.first_seen if known else "")
    begin(
        publication.db, offer, origin, first_seen, known.last_seen if known and not priced else publication.at
    )
    if not same:
        changed(publication, known, offer, origin, since)


def _same(known: Offer, offer: Offer) -> bool:
    return all(getattr(known, name) == getattr(offer, name) for name in STATED)
