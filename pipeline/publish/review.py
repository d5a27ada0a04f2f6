"""What waits for a person: holds, unproven sources, discovered pages and old curated rows, each to accept or reject."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from db.database import Database
from db.tables import discoveries, events, holds, observations
from db.tables.states import State, moment, states_at
from db.transaction import writing
from pipeline.publish.decide import accept_hold, accept_source, reject_hold
from scrapers.offer import plain

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
    """One thing to decide: what it is, what is known of it, and what `accept` and `reject` mean and do."""

    title: str
    lines: tuple[str, ...]
    quotes: tuple[Quote, ...]
    accepted: str
    rejected: str
    accept: Callable[[], list[str]]
    reject: Callable[[], list[str]]


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
            f"hold {number}: {hold['offer']}, {hold['field']}",
            (
                f"known {_said(hold['known'])}, read {_said(hold['value'])}, since {hold['since'][:10]}",
                f"held because: {hold['reason']}; ends by {hold['ends_by']}",
            ),
            (_quote(hold),),
            "publish it",
            "never publish it",
            lambda number=number: [accept_hold(db, number)],  # type: ignore[misc]
            lambda number=number: [reject_hold(db, number)],  # type: ignore[misc]
        )


def _sources(db: Database) -> Iterator[Item]:
    of_source: dict[str, list[dict[str, Any]]] = {}
    for hold in holds.all_open(db):
        if hold["rule"].endswith("unproven"):
            of_source.setdefault(hold["source"], []).append(hold)
    for source, rows in of_source.items():
        shown = tuple(f"{row['offer']}, {row['field']}: {_said(row['value'])}" for row in rows[:SHOWN])
        more = (f"and {len(rows) - SHOWN} more",) if len(rows) > SHOWN else ()
        yield Item(
            f"source {source}: nothing has proven it yet, {len(rows)} values wait",
            (*shown, *more),
            tuple(_quote(row) for row in rows[:SHOWN]),
            "publish all of it and believe the source",
            "never publish these values",
            lambda source=source: accept_source(db, source),  # type: ignore[misc]
            lambda rows=rows: [reject_hold(db, row["id"]) for row in rows],  # type: ignore[misc]
        )


def _pages(db: Database) -> Iterator[Item]:
    for page in discoveries.unsettled(db):

        def settle(word: str, page: dict[str, Any] = page) -> list[str]:
            with writing(db):
                discoveries.settle(db, page["id"], "accepted" if word == "accepted" else "rejected")
            if word == "rejected":
                return [f"not shown again: {page['url']}"]
            return [f"save the page, then `codingplans new --page FILE` makes a source for {page['vendor']}"]

        yield Item(
            f"page of {page['vendor']} that no source reads: {page['title']}",
            (page["url"], f"named by {page['source']} since {page['first_seen'][:10]}"),
            (),
            "a source is to read it",
            "of no use, show it no more",
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
        offer = state.offer
        price = "no price" if offer.price is None else f"{plain(offer.price)} {offer.currency}"
        yield Item(
            f"curated {offer.id}: {price}, last evidence {state.last_seen[:10]}",
            (f"written down: {offer.evidence}", *([state.url] if state.url else [])),
            (),
            "it still holds today",
            "it is not sold like this any more",
            lambda state=state: _checked(db, state, day),  # type: ignore[misc]
            lambda state=state: _ended(db, state),  # type: ignore[misc]
        )


def _checked(db: Database, state: State, day: date) -> list[str]:
    with writing(db):
        observations.check(db, state.observation_id, day.isoformat())
    return [f"checked on {day}: {state.offer.id}"]


def _ended(db: Database, state: State) -> list[str]:
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
    return [f"ended: {state.offer.id}"]


def _quote(hold: dict[str, Any]) -> Quote:
    proposed = json.loads(hold["proposed"])
    return Quote(hold["page_id"], str(proposed.get("evidence", "")), str(proposed.get("plan_name", "")))


def _said(value: str | None) -> str:
    """The amounts and words of a held or known value, without what is unknown."""
    told = json.loads(value) if value else {}
    parts = told.values() if isinstance(told, dict) else [told]
    return " ".join(str(one) for one in parts if one is not None) or "nothing"
