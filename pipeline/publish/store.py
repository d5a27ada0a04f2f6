"""Storing a crawl: its rows, and what the judge makes of it. One transaction."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from db.database import Database
from db.tables import crawls, pages
from db.tables.holds import VendorHolds
from db.tables.observations import seen
from db.tables.proofs import prove, proven
from db.tables.states import State, moment, states_at
from db.transaction import writing
from pipeline.continued_introduction import continued, current
from pipeline.judge.case import Case, Hearing
from pipeline.judge.judge import judge
from pipeline.judge.proof_rules import proofs
from pipeline.merge import PRICE, Read, Sighting, belongs, merge
from pipeline.outcomes import Crawl, Outcome
from pipeline.publish.absence import note_absences
from pipeline.publish.events import Publication, renamed
from pipeline.publish.hold_life import drop_unseen
from pipeline.publish.looks import note_looks
from pipeline.publish.renames import renames, unseen
from pipeline.publish.settle import FIELDS, settle
from pipeline.publish.standstill import Standstill, Stored
from scrapers.offer import Offer
from scrapers.page import Page

PROVENANCE = {
    "live": "scraped",
    "replay": "scraped",
    "sample": "sample",
    "listing": "derived",
}


def store(db: Database, crawl: Crawl) -> Stored | None:
    """Write a crawl: its row, its reads and pages, and what the judge makes of it. One transaction.

    A crawl that is in the database already, as when two runs replay the same pages at once, is left as it is: None.
    """
    with writing(db):
        if crawls.stored(db, crawl.vendor, crawl.kind, crawl.at):
            return None
        first = not crawls.any_before(db, crawl.at)
        stored = _rows(db, crawl)
        numbers = {id(page): number for page, number in zip(crawl.pages, stored, strict=True)}
        urls = {numbers[id(page)]: page.final_url or page.url for page in crawl.pages}
        parsers = {outcome.source.name: outcome.source.parser for outcome in crawl.outcomes}
        reads = [
            Read(
                outcome.source,
                stock(outcome.offers) if crawl.stock_only else outcome.offers,
                {offer: numbers[id(page)] for offer, page in outcome.pages.items()},
            )
            for outcome in crawl.outcomes
            if outcome.used
        ]
        holds = VendorHolds(db, crawl.vendor)
        hearing = hear(db, crawl, reads, holds)
        publication = Publication(db, hearing, holds, PROVENANCE[crawl.kind], urls, parsers, first)
        if crawl.kind != "listing":
            note_looks(db, hearing)
        writes = db.conn.total_changes
        publish(publication, crawl)
        changed = db.conn.total_changes > writes + holds.notes
        seen(db, publication.again, crawl.at)
        return Stored(publication, stored, changed)


def store_again(db: Database, crawl: Crawl, standing: Standstill) -> None:
    """Write a crawl that says what the one before it said, as that came to nothing new and still does."""
    with writing(db):
        if not crawls.stored(db, crawl.vendor, crawl.kind, crawl.at):
            standing.repeat(db, crawl.at, _rows(db, crawl))


def _rows(db: Database, crawl: Crawl) -> list[int]:
    """Write the rows of a crawl, its reads and pages; answers the pages' numbers."""
    return pages.record(db, _record(db, crawl), list(map(_page, crawl.pages)))


def publish(publication: Publication, crawl: Crawl) -> None:
    """Link what goes on under another name, settle the rest, and count who is missing."""
    hearing = publication.hearing
    proof = crawl.kind != "listing"
    verdicts = judge(hearing)
    held = {case.sighting.source for case in hearing.cases for hold in verdicts[case.id] if hold.page}
    words = {
        outcome.source.name: outcome.word for outcome in crawl.outcomes if outcome.source.name not in held
    }
    complete = {source: word == "ok" for source, word in words.items()}
    absent = unseen(hearing, complete) if proof else []
    linked = renames(hearing, absent, {source: word in ("ok", "missing") for source, word in words.items()})
    for case in hearing.cases:
        if case.id in linked:
            renamed(publication, linked[case.id], case)
    left = {state.offer.id for state in linked.values()}
    rest = replace(hearing, cases=[case for case in hearing.cases if case.id not in linked])
    settle(replace(publication, hearing=rest), judge(rest) if linked else verdicts)
    if crawl.stock_only:
        return
    drop_unseen(
        publication.holds, rest, {outcome.source.name for outcome in crawl.outcomes if outcome.whole} - held
    )
    for source, offer in proofs(hearing).items():
        prove(publication.db, source, publication.at, offer)
    if proof:
        note_absences(publication, [state for state in absent if state.offer.id not in left])


def stock(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """What offers say of being on sale, as facts of known offers: no price, and nothing that could begin or end one."""
    return tuple(
        replace(
            offer.without_introduction(), price=None, list_price=None, intro_until=None, quotas=(), models=()
        )
        for offer in offers
        if offer.availability
    )


def hear(db: Database, crawl: Crawl, reads: Sequence[Read], holds: VendorHolds) -> Hearing:
    """The hearing of a crawl: every sighting beside the state that held when it was made."""
    states = {state.offer.id: state for state in states_at(db, crawl.at, crawl.vendor)}
    sightings = [current(sighting, crawl.at) for sighting in merge(reads)]
    priced = [sighting for sighting in sightings if PRICE in sighting.said]
    cases = [
        Case(continued(sighting, known, crawl.at), known)
        for sighting in priced
        for known in [states.get(sighting.offer.id)]
    ]
    loose = [sighting for sighting in sightings if PRICE not in sighting.said]
    cases += [case for state in states.values() if (case := _case_of_facts(state, loose))]
    hearing = Hearing(crawl.vendor, crawl.kind, crawl.at, cases, states)
    return hearing if crawl.kind in ("sample", "listing") else _doubted(db, crawl, hearing, holds)


def _doubted(db: Database, crawl: Crawl, hearing: Hearing, holds: VendorHolds) -> Hearing:
    """The hearing with the sources that nothing has proven yet, and the offers that wait since they were."""
    unproven = {outcome.source.name for outcome in crawl.outcomes if not outcome.source.proven}
    return replace(hearing, unproven=unproven - proven(db, crawl.at), waiting=holds.waiting_for_proof())


def _case_of_facts(state: State, loose: Sequence[Sighting]) -> Case | None:
    """What pages without prices say of a known offer: its facts over the known ones."""
    offer, said = state.offer, dict[str, str]()
    for sighting in loose:
        fresh = (
            [name for name in sighting.said if name not in said]
            if belongs(sighting.offer, state.offer)
            else []
        )
        taken = {name: getattr(sighting.offer, name) for group in fresh for name in FIELDS[group]}
        offer, said = replace(offer, **taken), said | {name: sighting.said[name] for name in fresh}
    return Case(Sighting(offer, said), state) if said else None


def _record(db: Database, crawl: Crawl) -> int:
    row: dict[str, str | int | None] = {
        "vendor": crawl.vendor,
        "kind": crawl.kind,
        "vantage": crawl.vantage,
        "started_at": crawl.at,
        "file": next((page.archive for page in crawl.pages if page.archive), None),
    }
    row |= {"outcome": crawl.word, "offers": crawl.priced, "message": crawl.message}
    return crawls.record(db, row, map(_read, crawl.outcomes))


def _read(outcome: Outcome) -> dict[str, str | int | None]:
    return {
        "source": outcome.source.name,
        "parser": outcome.source.parser,
        "outcome": outcome.word,
        "offers": sum(offer.price is not None for offer in outcome.offers),
        "message": outcome.message,
        "unread": json.dumps([one.to_json() for one in outcome.unread], ensure_ascii=False),
    }


def _page(page: Page) -> dict[str, str | int | None]:
    return {
        "source": page.source,
        "url": page.url,
        "final_url": page.final_url or page.url,
        "status": page.status,
        "media": {name.lower(): value for name, value in page.headers.items()}.get("content-type"),
        "fetched_at": moment(page.fetched_at) if page.fetched_at else "",
        "sha256": page.sha256,
        "bytes": len(page.body),
        "archive": page.archive,
        "position": page.position,
    }
