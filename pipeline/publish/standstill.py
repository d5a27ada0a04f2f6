"""Standstill: a crawl that changed nothing. One after it that says the same changes nothing either, and is not judged anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.database import Database
from db.tables import absences
from db.tables.observations import seen_alike
from db.tables.proofs import next_proof
from db.tables.states import State, intro_end, next_change, states_at
from pipeline.outcomes import Crawl
from pipeline.publish.events import Publication
from pipeline.publish.hold_life import stand_again
from pipeline.publish.looks import note_looks

_NEVER = "~"  # comes after every moment


@dataclass(frozen=True)
class Stored:
    """A crawl that was stored, the numbers of its pages, and whether it changed more than when its states were seen."""

    publication: Publication
    pages: Sequence[int]
    changed: bool


@dataclass(frozen=True)
class Standstill:
    """What a crawl came to that published nothing new: the states and holds it saw again, each on which of its pages.

    Nobody may have written to the database since. It holds for crawls from `since` to before `until`: then something
    ends or begins that is known already, as an announced introduction.
    """

    publication: Publication
    again: Sequence[tuple[int, int | None]]
    held: Sequence[tuple[dict[str, Any], int | None]]
    since: str
    until: str

    def holds(self, at: str) -> bool:
        """Whether the same pages come to the same at that moment."""
        return self.since < at < self.until

    def repeat(self, db: Database, at: str, numbers: Sequence[int]) -> None:
        """Write what a crawl comes to that says the same: its pages have these numbers."""
        pages: dict[int | None, int] = dict(enumerate(numbers))
        note_looks(db, replace(self.publication.hearing, at=at))
        for row, place in self.held:
            stand_again(self.publication.holds, row, pages.get(place), at)
        seen_alike(db, [(number, pages.get(place)) for number, place in self.again], at)


def standstill(stored: Stored, crawl: Crawl) -> Standstill | None:
    """How things stand after a crawl that changed nothing; None where the next one that says the same may differ.

    A hold that repetition ends counts crawls, and so does an offer that is missing; a state whose words were another
    page's is another one now.
    """
    publication, hearing, holds = stored.publication, stored.publication.hearing, stored.publication.holds
    numbers = [row["id"] for row, _ in holds.again]
    if stored.changed or sorted(numbers) != [row["id"] for row in holds.open()]:
        return None
    if hearing.waiting != holds.waiting_for_proof() and crawl.kind != "sample":
        return None
    db = publication.db
    after = {state.offer.id: state for state in states_at(db, crawl.at, crawl.vendor)}
    offers = [state.offer_id for state in after.values()]
    if not _same(hearing.states, after) or absences.among(db, offers):
        return None
    places = {number: place for place, number in enumerate(stored.pages)}
    again = [(one.observation_id, places.get(one.page_id or 0)) for one in publication.again]
    held = [(row, places.get(page or 0)) for row, page in holds.again]
    return Standstill(publication, again, held, crawl.at, _until(db, crawl, after))


def _same(before: Mapping[str, State], after: Mapping[str, State]) -> bool:
    """Whether the states are what they were, but for when and where they were seen last."""
    return before.keys() == after.keys() and all(
        replace(state, last_seen="", page_id=None) == replace(after[offer], last_seen="", page_id=None)
        for offer, state in before.items()
    )


def _until(db: Database, crawl: Crawl, states: Mapping[str, State]) -> str:
    """The next moment at which what is known of a vendor, or what its pages announce, is another."""
    offers = [state.offer for state in states.values()]
    offers += [offer for outcome in crawl.outcomes for offer in outcome.offers]
    ends = [end for offer in offers if (end := intro_end(offer)) and end > crawl.at]
    known = (next_change(db, crawl.vendor, crawl.at), next_proof(db, crawl.at))
    return min([_NEVER, *ends, *filter(None, known)])
