"""Reading the archive again: what today's parsers make of yesterday's pages.

The archived crawls are replayed into a database of their own, beside the same curated history, listings and
decisions of people. Where the two differ, the main database is corrected: the row says what the page said,
and a correction event, tied to the parser's version, says what we had believed. None of it is vendor news.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.copies import without_pages
from db.database import Database
from db.tables import crawls, events, observations, pages
from db.tables.events import Change
from db.tables.observations import Origin, begin, values
from db.tables.states import State, moment, read_of
from db.transaction import writing
from pipeline.archive.replay import replayed, saved_jobs
from pipeline.crawl.ledger import Told
from pipeline.crawl.run_spiders import Noted
from scrapers.registry import sources


@dataclass(frozen=True)
class Correction:
    """One state of an offer as it was believed and as it is read now; None where there was or is none."""

    offer: str
    first_seen: str
    before: State | None
    after: State | None


def reread(
    db: Database, archive: Path, tell: Told = lambda _: None, note: Noted = lambda _: None
) -> list[Correction]:
    """Replay the archive with today's parsers and correct what reads differently; answer the corrections.

    Crawls that are not in the database are left alone, and so is a vendor of which an archived crawl cannot be read
    again: what that crawl said must not seem withdrawn. `note` is told which, and why. Raises BadReplay where the
    archive holds nothing.
    """
    again = without_pages(db)
    known = crawls.kinds(db)
    spoiled: list[str] = []
    jobs = saved_jobs(archive, None, spoiled.append)
    read = replayed(
        again, jobs, lambda saved: known.get((saved.vendor, moment(saved.at))), None, tell, spoiled.append
    )
    covered = {(crawl.vendor, crawl.at) for crawl in read}
    for bad in spoiled:
        note(bad)
    gaps = Counter(vendor for vendor, at in crawls.archived(db) - covered)
    for vendor, number in sorted(gaps.items()):
        note(f"{vendor}: left as it is: {number} of its archived crawls cannot be read again")
    whole = {vendor for vendor, _ in covered} - gaps.keys()
    corrections = [one for vendor in sorted(whole) for one in _differences(db, again, vendor)]
    with writing(db):
        for correction in corrections:
            _correct(db, correction)
    return corrections


def _differences(db: Database, again: Database, vendor: str) -> Iterable[Correction]:
    old, new = read_of(db, vendor), read_of(again, vendor)
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if (
            before is None
            or after is None
            or values(before.offer) != values(after.offer)
            or before.ended != after.ended
        ):
            yield Correction(*key, before, after)


def _correct(db: Database, correction: Correction) -> None:
    before, after = correction.before, correction.after
    if after is None and before is not None:
        observations.discredit(db, before.observation_id)
    elif before is None and after is not None:
        origin = Origin(
            after.provenance, after.source, after.confidence, after.sources, after.url, _page(db, after)
        )
        begin(db, after.offer, origin, after.first_seen, after.last_seen, after.ended)
    elif before is not None and after is not None:
        observations.correct(db, before.observation_id, after.offer, after.ended)
    for change in _changes(before, after):
        _record(db, correction, change)


def _changes(before: State | None, after: State | None) -> Sequence[Change]:
    if before and after:
        ended = Change("end_corrected", {"ended": before.ended}, {"ended": after.ended})
        return events.differences(before.offer, after.offer) + (
            [ended] if before.ended != after.ended else []
        )
    if after:
        return [Change("state_added", None, events.facts(after.offer))]
    return [Change("state_withdrawn", events.facts(before.offer), None)] if before else []


def _record(db: Database, correction: Correction, change: Change) -> None:
    state = correction.after or correction.before
    assert state is not None
    events.record(
        db,
        state.offer,
        change,
        at=correction.first_seen,
        published_at=moment(datetime.now(UTC)),
        cause="correction",
        provenance=state.provenance,
        parser=_parsers().get(state.source),
        url=state.url,
        evidence=state.offer.evidence,
    )


def _page(db: Database, state: State) -> int | None:
    return pages.last_between(db, state.source, state.first_seen, state.last_seen)


def _parsers() -> dict[str, int]:
    return {source.name: source.parser for source in sources()}
