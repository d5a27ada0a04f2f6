"""Absence needs confirmation: a plan is gone when several complete reads in a row did not state it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from db.database import Database
from db.tables import absences
from db.tables.observations import unlist
from db.tables.states import State
from pipeline.merge import PRICE
from pipeline.publish.events import Publication, gone
from pipeline.publish.hold_life import APART

READS = 3  # complete reads without a plan before it counts as gone


def note_absences(publication: Publication, unseen: Sequence[State]) -> None:
    """Count another complete read without these offers; the third since they were last stated ends them."""
    hearing = publication.hearing
    stated = [case.known for case in hearing.cases if case.known and PRICE in case.sighting.said]
    for state, since in _thrice(publication.db, hearing.at, stated, unseen):
        gone(publication, state, since)


def note_unlisted(db: Database, at: str, stated: Iterable[State], unseen: Iterable[State]) -> None:
    """Count another scrape of another tracker without these offers; the third says that they are not listed.

    Why, a listing does not say: nothing is gone by it, and no event tells it.
    """
    for state, since in _thrice(db, at, stated, unseen):
        unlist(db, state.observation_id, since)


def _thrice(
    db: Database, at: str, stated: Iterable[State], unseen: Iterable[State]
) -> Iterator[tuple[State, str]]:
    """The states that looks far enough apart have not found for the third time now, each with the first of them.

    One that somebody saw after this moment is not missing: an old page that is read late proves nothing of it.
    """
    missing = {state.offer_id: state for state in unseen if state.last_seen < at}
    there = [state.offer_id for state in stated]
    counted = absences.among(db, [*there, *missing])
    absences.forget(db, (number for number in there if number in counted), at)
    for number, state in missing.items():
        known = None if number in there else counted.get(number)
        since, last, reads = known or (at, at, 0)
        if known and datetime.fromisoformat(at) - datetime.fromisoformat(last) < APART:
            continue
        absences.note(db, number, since, at, reads + 1)
        if reads + 1 >= READS:
            yield state, since
            absences.forget(db, [number], at)
