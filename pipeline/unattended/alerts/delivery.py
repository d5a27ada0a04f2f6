"""Delivering: what each address has yet to be told goes out in one message, and is marked as told once it was taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from db.database import Database
from db.tables import alerts
from db.tables.alerts import Pending
from db.tables.runs import runs_between
from db.tables.states import moment
from db.transaction import writing
from pipeline.unattended.alerts.endpoint import Answer, Endpoint

NEVER, OVERLAP = "9999", timedelta(days=2)


class Message(Protocol):
    """What is sent; `mark` stands in the text."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def mark(self) -> str: ...


Told = Mapping[str, Mapping[str, Any]]  # what is to be told, by identity
Find = Callable[[str, bool], Told]  # what is new since a moment, or only what is back in stock
Compose = Callable[[Sequence[Pending], Endpoint], Message]


@dataclass(frozen=True)
class Delivered:
    """What an address was told: of how many things, and what it answered."""

    endpoint: Endpoint
    count: int
    answer: Answer


def look(db: Database, find: Find, endpoints: Sequence[str], now: datetime, *, stock: bool = False) -> None:
    """Keep what is new as pending for these marks of addresses.

    The first look tells nothing of the past: news counts from the night that goes on, else from now, and what waits
    already is noted and told to nobody.
    """
    with writing(db):
        if alerts.watch(db) is None:
            _note(db, find(NEVER, False), now, ())
            alerts.begin_watch(db, _begun(db, now))
        _note(db, find(news_since(db, now), stock), now, endpoints)
        if not stock:
            alerts.looked(db, moment(now))


def news_since(db: Database, now: datetime) -> str:
    """From when on news is looked at: some that was published before the last look may have been written after it.

    A last look that a wrong clock dated later than now hides nothing.
    """
    watch = alerts.watch(db)
    return max(watch.since, alerts.moment_before(min(watch.looked, moment(now)), OVERLAP)) if watch else NEVER


def _note(db: Database, told: Told, now: datetime, endpoints: Sequence[str]) -> None:
    for identity, row in told.items():
        alerts.note(db, identity, row, moment(now), endpoints)


def _begun(db: Database, now: datetime) -> str:
    """When the night or round that goes on began, else now."""
    yesterday = moment(now - timedelta(days=1))
    goes_on = [run.started_at for run in runs_between(db, yesterday, moment(now)) if run.outcome is None]
    return min([*goes_on, moment(now)])


def deliver(
    db: Database, endpoints: Sequence[Endpoint], compose: Compose, now: datetime
) -> Iterator[Delivered]:
    """Send to each address, once, what it has yet to be told; what it does not take is pending until the next time.

    The database is never locked while something is sent; a program that dies in between sends the same again, under the
    same mark or naming it.
    """
    for one in endpoints:
        with writing(db):
            batch = alerts.claim(db, one.mark, moment(now))
            if not batch:
                continue
            message = compose(batch, one)
            numbers = [entry.id for entry in batch]
            alerts.try_as(db, one.mark, numbers, message.mark)
        answer = one.send(message.title, message.text)
        with writing(db):
            alerts.settle(db, one.mark, numbers, moment(datetime.now(UTC)), sent=answer.taken)
        yield Delivered(one, len(batch), answer)
