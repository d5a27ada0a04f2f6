"""What waits for a person: holds, unproven sources, discovered pages and old curated rows, each to accept or reject."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from db.database import Database
from db.tables import discoveries, events, holds, observations
from db.tables.states import State, moment, states_at
from db.transaction import writing
from pipeline.publish.decide import Decision, accept_hold, accept_source, reject_hold

KINDS = ("holds", "sources", "pages", "curated")
SHOWN = 20  # values of a source that are shown


@dataclass(frozen=True)
class Quote:
    """Words to look for on the page with this number, next to a name."""

    page_id: int | None
    words: str
    near: str


@dataclass(frozen=True)
class Item:
    """One thing to decide, of one of the KINDS, and what `accept` and `reject` do.

    `facts` are: of a hold and of a page its row; of a source its `source`, `count` and the rows of the `values` that are
    shown; of a curated row its `state`.
    """

    kind: str
    facts: Mapping[str, Any]
    quotes: tuple[Quote, ...]
    accept: Callable[[], list[Decision]]
    reject: Callable[[], list[Decision]]


def waiting(db: Database, kinds: tuple[str, ...], old_days: int, today: date | None = None) -> Iterator[Item]:
    """All that waits, of these kinds, the oldest first in each; curated rows without evidence for `old_days` days."""
    day = today or datetime.now(UTC).date()
    of_kind: dict[str, Callable[[], Iterator[Item]]] = {
        "holds": lambda: _holds(db),
        "sources": lambda: _sources(db),
        "pages": lambda: _pages(db),
        "curated": lambda: _curated(db, day, day - timedelta(days=old_days)),
    }
    for kind in kinds:
        yield from of_kind[kind]()


def _holds(db: Database) -> Iterator[Item]:
    for hold in holds.all_open(db):
        if hold["rule"].endswith("unproven"):
            continue
        number = hold["id"]
        yield Item(
            "holds",
            hold,
            (_quote(hold),),
            lambda number=number: [accept_hold(db, number)],  # type: ignore[misc]
            lambda number=number: [reject_hold(db, number)],  # type: ignore[misc]
        )


def _sources(db: Database) -> Iterator[Item]:
    of_source: dict[str, list[dict[str, Any]]] = {}
    for hold in holds.all_open(db):
        if hold["rule"].endswith("unproven"):
            of_source.setdefault(hold["source"], []).append(hold)
    for source, rows in of_source.items():
        yield Item(
            "sources",
            {"source": source, "count": len(rows), "values": rows[:SHOWN]},
            tuple(_quote(row) for row in rows[:SHOWN]),
            lambda source=source: accept_source(db, source),  # type: ignore[misc]
            lambda rows=rows: [reject_hold(db, row["id"]) for row in rows],  # type: ignore[misc]
        )


def _pages(db: Database) -> Iterator[Item]:
    for page in discoveries.unsettled(db):

        def settle(word: Literal["accepted", "rejected"], page: dict[str, Any] = page) -> list[Decision]:
            with writing(db):
                discoveries.settle(db, page["id"], word)
            if word == "rejected":
                return [Decision("hidden", page["url"])]
            return [Decision("wanted", page["vendor"])]

        yield Item(
            "pages",
            page,
            (),
            lambda settle=settle: settle("accepted"),  # type: ignore[misc]
            lambda settle=settle: settle("rejected"),  # type: ignore[misc]
        )


def _curated(db: Database, day: date, since: date) -> Iterator[Item]:
    now = f"{day}T23:59:59Z"
    old = [
        state
        for state in states_at(db, now)
        if state.provenance == "curated" and state.last_seen[:10] < since.isoformat()
    ]
    for state in sorted(old, key=lambda state: (state.last_seen, state.offer.id)):
        yield Item(
            "curated",
            {"state": state},
            (),
            lambda state=state: [_checked(db, state, day)],  # type: ignore[misc]
            lambda state=state: [_ended(db, state)],  # type: ignore[misc]
        )


def _checked(db: Database, state: State, day: date) -> Decision:
    with writing(db):
        observations.check(db, state.observation_id, day.isoformat())
    return Decision("checked", state.offer.id, (day.isoformat(),))


def _ended(db: Database, state: State) -> Decision:
    now = moment(datetime.now(UTC))
    with writing(db):
        observations.end(db, state.observation_id, now)
        events.record(
            db,
            state.offer,
            events.Change("plan_gone", events.facts(state.offer), None),
            at=now,
            published_at=now,
            provenance="curated",
            evidence=state.offer.evidence,
        )
    return Decision("ended", state.offer.id)


def _quote(hold: dict[str, Any]) -> Quote:
    proposed = json.loads(hold["proposed"])
    return Quote(hold["page_id"], str(proposed.get("evidence", "")), str(proposed.get("plan_name", "")))
