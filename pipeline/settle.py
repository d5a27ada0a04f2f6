"""Settling a hearing: publish what is free, keep what is held, record what is news."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlite_utils import Database

from db import events
from db.observations import Origin, begin, link, seen, values
from db.observations import end as end_state
from db.states import State
from pipeline.case import Case, Hearing
from pipeline.judge import Hold, judge
from pipeline.merge import FACTS, INTRO, PRICE
from pipeline.standing import confirm, stand, withdraw
from scrapers.money import amounts
from scrapers.offer import Offer, plain

FIELDS = {
    PRICE: ("price", "list_price", "plan_name", "evidence"),
    INTRO: ("intro_price", "intro_periods", "intro_until"),
    **{name: (name,) for name in FACTS},
}


@dataclass(frozen=True)
class Writer:
    """How what is published is marked: provenance (scraped, sample, derived), address and parser of a source."""

    provenance: str
    urls: dict[int, str]
    parsers: dict[str, int]
    first: bool = False  # the database's first crawl: nothing in it is news


def settle(db: Database, hearing: Hearing, writer: Writer) -> None:
    """Judge a hearing and write the outcome: observations, holds and events."""
    verdicts = judge(hearing)
    for case in sorted(hearing.cases, key=lambda case: case.id):
        _settle_case(db, case, verdicts[case.id], hearing, writer)


def _settle_case(db: Database, case: Case, holds: list[Hold], hearing: Hearing, writer: Writer) -> None:
    if case.known:
        _announced_end(db, case.known, hearing, writer)
    since = {name: hearing.at for name in FIELDS}
    blocked = set()
    for hold in holds:
        status, first_sight = stand(db, case, hold, hearing)
        if status in ("open", "rejected"):
            blocked |= set(FIELDS) if hold.page else {hold.field}
        else:
            since[hold.field] = first_sight
    for name in (PRICE, INTRO):
        if (
            name in case.sighting.said
            and not any(hold.field == name for hold in holds)
            and name not in blocked
        ):
            since[name] = confirm(db, case.id, name, case, hearing.at) or hearing.at
    offer = _compose(case, blocked)
    if offer is not None:
        _publish(db, case, offer, blocked, since, hearing, writer)


def _compose(case: Case, blocked: set[str]) -> Offer | None:
    """The offer as it may be published: seen fields over known ones, held fields as they were known."""
    free = [name for name in case.sighting.said if name not in blocked]
    if not free or (case.known is None and PRICE not in free):
        return None
    base = (
        case.known.offer
        if case.known
        else replace(case.offer, intro_price=None, intro_periods=None, intro_until=None)
    )
    taken = {name: getattr(case.offer, name) for group in free for name in FIELDS[group]}
    if case.known and blocked:
        taken["evidence"] = case.known.offer.evidence
    return replace(base, **taken)


def _publish(
    db: Database,
    case: Case,
    offer: Offer,
    blocked: set[str],
    since: dict[str, str],
    hearing: Hearing,
    writer: Writer,
) -> None:
    known = case.known
    priced = PRICE in case.sighting.said and PRICE not in blocked
    page_id = case.sighting.page_id
    same = known is not None and _same(known.offer, offer)
    origin = _origin(case, blocked, writer)
    if known and priced and not blocked:
        _terms(db, known.offer, offer, origin, hearing, writer)
    if known and same and known.provenance == writer.provenance:
        seen(
            db,
            known.observation_id,
            hearing.at if priced else known.last_seen,
            page_id if priced else None,
            offer.evidence,
        )
        return
    if known and same and not priced:
        return
    first_seen = min(since[name] for name in case.sighting.said if name in since)
    begin(db, offer, origin, first_seen, hearing.at if priced or not known else known.last_seen)
    if known is None:
        kind = "first_seen" if not hearing.states else "plan_added"
        changes = [] if writer.first else [events.Change(kind, None, events.facts(offer) | _intro(offer))]
    else:
        changes = [] if same else events.differences(known.offer, offer)
    for change in changes:
        at = (
            since[INTRO]
            if change.kind.startswith("intro")
            else since[PRICE]
            if "price" in change.kind or known is None
            else hearing.at
        )
        _record(db, offer, change, at, origin, hearing, writer)


def _terms(
    db: Database, known: Offer, offer: Offer, origin: Origin, hearing: Hearing, writer: Writer
) -> None:
    """A stated charge between the introduction and the price (次月续费 ¥20) that appears, moves or goes is news."""
    before, after = later_charges(known), later_charges(offer)
    if before != after and offer.intro_price is not None and known.intro_price is not None:
        change = events.Change("terms_changed", {"later_charges": before}, {"later_charges": after})
        _record(db, offer, change, hearing.at, origin, hearing, writer)


def later_charges(offer: Offer) -> list[str]:
    """The renewal charges an offer's evidence states that are neither its price nor its introduction."""
    modelled = {offer.price, offer.intro_price, offer.list_price}
    found = {amount.value for amount in amounts(offer.evidence) if amount.kind == "renewal"}
    return [plain(value) for value in sorted(found) if value not in modelled]


def _same(known: Offer, offer: Offer) -> bool:
    old, new = values(known), values(offer)
    return all(old[name] == new[name] for name in old if name != "plan_name")


def _intro(offer: Offer) -> dict[str, object]:
    return events.intro(offer) if offer.intro_price is not None else {}


def _origin(case: Case, blocked: set[str], writer: Writer) -> Origin:
    sources = dict(case.known.sources) if case.known else {}
    sources |= {name: source for name, source in case.sighting.said.items() if name not in blocked}
    page_id = case.sighting.page_id
    url = writer.urls.get(page_id) if page_id else None
    return Origin(
        writer.provenance, sources.get(PRICE, case.sighting.source), sources=sources, url=url, page_id=page_id
    )


def _record(
    db: Database,
    offer: Offer,
    change: events.Change,
    at: str,
    origin: Origin,
    hearing: Hearing,
    writer: Writer,
) -> None:
    events.record(
        db,
        offer,
        change,
        at=at,
        published_at=hearing.at,
        cause="correction" if hearing.kind == "reread" else "vendor",
        provenance=origin.provenance,
        parser=writer.parsers.get(origin.source),
        url=origin.url,
        evidence=offer.evidence,
        page_id=origin.page_id,
    )


def _announced_end(db: Database, known: State, hearing: Hearing, writer: Writer) -> None:
    """An introduction whose announced end has passed is over, whether or not the page says so."""
    until = known.offer.intro_until
    if until is None or until.isoformat() >= hearing.at[:10]:
        return
    change = events.Change("intro_ended", events.intro(known.offer), events.intro(None))
    at = f"{until + timedelta(days=1)}T00:00:00Z"
    events.record(
        db,
        known.offer,
        change,
        at=at,
        published_at=hearing.at,
        provenance=known.provenance,
        evidence=known.offer.evidence,
    )


def rename(db: Database, old: State, case: Case, hearing: Hearing, writer: Writer) -> None:
    """The old offer goes on as the new one: its state ends, the two are linked, and one event says so."""
    origin = _origin(case, set(), writer)
    end_state(db, old.observation_id, hearing.at)
    begin(db, case.offer, origin, hearing.at, hearing.at)
    link(db, old.offer, case.offer)
    change = events.Change("renamed", {"offer": old.offer.id}, {"offer": case.offer.id})
    _record(db, case.offer, change, hearing.at, origin, hearing, writer)


def gone(db: Database, state: State, at: str, hearing: Hearing) -> None:
    """A plan that several complete reads did not state is gone, from the first of them on."""
    end_state(db, state.observation_id, at)
    change = events.Change("plan_gone", events.facts(state.offer), None)
    events.record(
        db, state.offer, change, at=at, published_at=hearing.at, provenance=state.provenance, url=state.url
    )
    withdraw(db, state.offer.id, PRICE, hearing.at)
