"""Absence needs confirmation: a plan is gone when several complete reads in a row did not state it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from db.states import State
from pipeline.merge import PRICE
from pipeline.news import Desk, gone
from pipeline.standing import APART

READS = 3  # complete reads without a plan before it counts as gone


def note_absences(desk: Desk, unseen: Sequence[State]) -> None:
    """Count another complete read without these offers; the third since they were last stated ends them."""
    db, hearing = desk.db, desk.hearing
    missing = {state.offer_id: state for state in unseen}
    stated = [case.known.offer_id for case in hearing.cases if case.known and PRICE in case.sighting.said]
    _forget(db, stated, hearing.at)
    for number, state in missing.items():
        row = next(iter(db.query("SELECT * FROM absences WHERE offer_id = ?", [number])), None)
        since, reads = (row["since"], row["reads"]) if row else (hearing.at, 0)
        if row and datetime.fromisoformat(hearing.at) - datetime.fromisoformat(row["last_seen"]) < APART:
            continue
        db.table("absences").upsert(
            {"offer_id": number, "since": since, "last_seen": hearing.at, "reads": reads + 1}, pk="offer_id"
        )
        if reads + 1 >= READS:
            gone(desk, state, since)
            _forget(db, [number], hearing.at)


def _forget(db: Database, offer_ids: Iterable[int], at: str) -> None:
    db.conn.executemany(
        "DELETE FROM absences WHERE offer_id = ? AND since <= ?", [(number, at) for number in offer_ids]
    )
