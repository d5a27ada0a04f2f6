"""What a settled hearing records as news: changes, announced ends, renames, plans that are gone."""

from dataclasses import dataclass, field
from itertools import product

from db.database import Database
from db.tables import events
from db.tables.crawls import coverage
from db.tables.events import INTRODUCTION, Change
from db.tables.holds import VendorHolds
from db.tables.observations import Origin, Seen, begin, end, goes_on, link
from db.tables.states import State, intro_end, intro_ended
from pipeline.judge.case import Case, Hearing
from pipeline.merge import INTRO, PRICE
from pipeline.publish.hold_life import withdraw
from scrapers.offer import Offer


@dataclass(frozen=True)
class Publication:
    """Where the outcome of one crawl is written, and how it is marked.

    `provenance` is scraped, sample or derived; `urls` are page numbers' addresses, `parsers` the version of
    each source's parser; in the database's `first` crawl nothing is news. `again` are the states seen again.
    """

    db: Database
    hearing: Hearing
    holds: VendorHolds
    provenance: str
    urls: dict[int, str] = field(default_factory=dict)
    parsers: dict[str, int] = field(default_factory=dict)
    first: bool = False
    again: list[Seen] = field(default_factory=list)

    @property
    def at(self) -> str:
        return self.hearing.at

    def origin(self, case: Case, blocked: set[str]) -> Origin:
        """Where the published state of a case comes from, field by field."""
        sources = dict(case.known.sources) if case.known else {}
        sources |= {name: source for name, source in case.sighting.said.items() if name not in blocked}
        if case.known and (PRICE in blocked or PRICE not in case.sighting.said):
            return case.known.origin(sources)
        page_id = case.sighting.page_id
        url = self.urls.get(page_id) if page_id else None
        source = sources.get(PRICE, case.sighting.source)
        return Origin(self.provenance, source, sources=sources, url=url, page_id=page_id)

    def record(self, offer: Offer, change: Change, origin: Origin, at: str, correction: bool = False) -> None:
        """Keep one event, as the vendor's news or as a correction of ours."""
        events.record(
            self.db,
            offer,
            change,
            at=at,
            published_at=self.at,
            cause="correction" if correction else "vendor",
            provenance=origin.provenance,
            parser=self.parsers.get(origin.source),
            url=origin.url,
            evidence=offer.evidence,
            page_id=origin.page_id,
        )


def changed(
    publication: Publication, known: State | None, offer: Offer, origin: Origin, since: dict[str, str]
) -> None:
    """Record what differs from the known state, each field from its own first sight on."""
    if known is None:
        if not publication.first:
            _added(publication, offer, origin, since[PRICE])
        return
    for change in events.differences(known.at(publication.at).offer, offer):
        group = INTRO if change.kind in INTRODUCTION else PRICE if "price" in change.kind else None
        at = since[group] if group else publication.at
        publication.record(offer, change, origin, at, correction=_is_correction(known, offer))


def _added(publication: Publication, offer: Offer, origin: Origin, at: str) -> None:
    """A plan is added where a whole read had not stated it before; all else is only seen for the first time.

    Another term of a known plan, another region of a known product and a source never read whole before are
    where we looked, not what the vendor did. A first price beside a plan that could not be read is news.
    """
    known = [state.offer for state in publication.hearing.states.values()]
    alike = [other for other in known if other.product == offer.product]
    old = any((other.plan, other.region) == (offer.plan, offer.region) for other in alike)
    elsewhere = alike and all(other.region != offer.region for other in alike)
    before = coverage(publication.db, offer.vendor, origin.source, at)
    added = known and not old and not elsewhere and before == "whole"
    told = events.facts(offer) | (events.intro(offer) if offer.intro_price is not None else {})
    publication.record(offer, Change("plan_added" if added else "first_seen", None, told), origin, at)
    if before == "partly" and offer.intro_price is not None:
        publication.record(
            offer, Change("intro_started", events.intro(None), events.intro(offer)), origin, at
        )


def _is_correction(known: State, offer: Offer) -> bool:
    """Whether the curated record held the first charge as the price, and a page now states what later ones cost."""
    first_as_price = known.offer.intro_price is None and offer.intro_price == known.offer.price
    return known.provenance == "curated" and first_as_price


def announced_end(publication: Publication, case: Case) -> None:
    """An introduction whose announced end has passed is over, unless the page now states another one."""
    known, said = case.known, case.offer
    until = known.offer.intro_until if known else None
    if known is None or not intro_ended(known.offer, publication.at):
        return
    if said.intro_price is not None and said.intro_until not in (None, until):
        return
    change = Change("intro_ended", events.intro(known.offer), events.intro(None))
    origin = Origin(known.provenance, known.source, url=known.url, page_id=known.page_id)
    publication.record(known.offer, change, origin, intro_end(known.offer) or publication.at)


def renamed(publication: Publication, old: State, case: Case) -> None:
    """The old offer goes on as the new one: its state ends, the two are linked, and one event says so."""
    origin = publication.origin(case, set())
    end(publication.db, old.observation_id, publication.at)
    begin(publication.db, case.offer, origin, publication.at, publication.at)
    link(publication.db, old.offer, case.offer)
    for offer, name in product((old.offer.id, case.id), (PRICE, INTRO)):
        withdraw(publication.holds, offer, name, publication.hearing)
    publication.record(
        case.offer,
        Change("renamed", {"offer": old.offer.id}, {"offer": case.offer.id}),
        origin,
        publication.at,
    )


def gone(publication: Publication, state: State, since: str) -> None:
    """A plan that several complete reads did not state is gone, from the first of them on.

    One that is known to go on under another name was told of when it was renamed.
    """
    end(publication.db, state.observation_id, since)
    origin = Origin(state.provenance, state.source, url=state.url, page_id=state.page_id)
    if not goes_on(publication.db, state.offer):
        publication.record(state.offer, Change("plan_gone", events.facts(state.offer), None), origin, since)
    for name in (PRICE, INTRO):
        withdraw(publication.holds, state.offer.id, name, publication.hearing)
