"""States: what held for an offer from one moment to another, as the database knows it now."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from db.database import Database, select
from db.tables.observations import Origin, charges_of
from scrapers.offer import KEY, Offer, Quota, decimal

_WORDS = (*KEY, "plan_name", "availability", "evidence")
_OBSERVED = """
    SELECT offers.*, observations.*, observations.id AS observation_id
    FROM offers JOIN observations ON offers.id = observations.offer_id
"""  # of the two columns called id, the first is read: the offer's


@dataclass(frozen=True)
class State:
    """One state of one offer. Times are UTC; `ended` is the first moment it no longer held, None = still open.

    `last_seen` is when a page last stated the price; for a curated row the day of its last evidence. `unlisted` is
    since when the tracker that alone told of it lists it no more.
    """

    offer: Offer
    offer_id: int
    observation_id: int
    first_seen: str
    last_seen: str
    ended: str | None
    provenance: str
    confidence: str
    source: str
    sources: Mapping[str, str]
    url: str | None
    page_id: int | None
    unlisted: str | None = None

    def origin(self, sources: Mapping[str, str]) -> Origin:
        """Where its price comes from, when only other fields of it are stated anew."""
        return Origin(self.provenance, self.source, self.confidence, sources, self.url, self.page_id)

    def listed_at(self, when: str) -> "State":
        """The state as it was listed at a moment."""
        return replace(self, unlisted=None) if self.unlisted and self.unlisted > when else self

    def at(self, when: str) -> "State":
        """The state as it holds at a moment: an introduction whose announced end has come by then is over."""
        return (
            replace(self, offer=self.offer.without_introduction()) if intro_ended(self.offer, when) else self
        )


def intro_end(offer: Offer) -> str | None:
    """The first moment after the announced last day of an introduction; None where none is announced."""
    return moment(offer.intro_ends) if offer.intro_ends else None


def intro_ended(offer: Offer, when: str) -> bool:
    """Whether the announced end of an introduction has come by a moment."""
    end = intro_end(offer)
    return end is not None and end <= when


def end_of(day: date) -> str:
    """The last second of a day in UTC, as the database writes moments."""
    return f"{day.isoformat()}T23:59:59Z"


def moment(time: datetime) -> str:
    """A UTC time as the database writes it."""
    return f"{time.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def _offer(row: Mapping[str, Any]) -> Offer:
    return Offer(
        **{name: row[name] for name in _WORDS},
        price=decimal(row["price"]),
        list_price=None if row["list_price"] is None else decimal(row["list_price"]),
        intro_until=date.fromisoformat(row["intro_until"]) if row["intro_until"] else None,
        charges=charges_of(row["charges"]),
        quotas=_quotas(row["quotas"]),
        models=_models(row["models"]),
    )


# What many states say in the same words is read once.
@lru_cache(4096)
def _quotas(column: str) -> tuple[Quota, ...]:
    return tuple(map(Quota.from_json, json.loads(column)))


@lru_cache(4096)
def _models(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


def state_of(row: Mapping[str, Any]) -> State:
    """A row of the `states` view as a State."""
    return State(
        offer=_offer(row),
        offer_id=row["id"],
        observation_id=row["observation_id"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        ended=row["ended"],
        provenance=row["provenance"],
        confidence=row["confidence"],
        source=row["source"],
        sources=json.loads(row["sources"]),
        url=row["url"],
        page_id=row["page_id"],
        unlisted=row["unlisted"],
    )


_LATEST = """
SELECT * FROM states WHERE observation_id IN (
    SELECT (
        SELECT observations.id FROM observations
        WHERE offer_id = offers.id AND confidence <> 'low' AND first_seen <= :at
        ORDER BY first_seen DESC, observations.id DESC LIMIT 1
    ) FROM offers WHERE {whose}
) AND (ended IS NULL OR ended > :at) ORDER BY offer
"""  # a state ends where the next one begins: what holds is the last one that has begun


def states_at(db: Database, at: str, vendor: str | None = None) -> list[State]:
    """Every state that held at a moment, by offer id; of one vendor where it is given."""
    sql = _LATEST.format(whose="true" if vendor is None else "vendor = :vendor")
    rows = select(db, sql, {"at": at, "vendor": vendor})
    return [state_of(row).listed_at(at) for row in rows]


def states_on(db: Database, day: date) -> list[State]:
    """What held at the end of a day, introductions over by then left out."""
    return [state.at(end_of(day)) for state in states_at(db, end_of(day))]


_NEXT = """
SELECT min(moment) FROM (
    SELECT first_seen AS moment FROM own UNION ALL SELECT ended FROM own UNION ALL SELECT gone FROM own
    UNION ALL SELECT unlisted FROM own UNION ALL SELECT last_seen FROM own
) WHERE moment > :at
"""


def next_change(db: Database, vendor: str, at: str) -> str | None:
    """The first moment after this one that is written of any state of a vendor, None where there is none."""
    own = "WITH own AS (SELECT observations.* FROM observations JOIN offers ON offers.id = offer_id WHERE vendor = :vendor)"
    row = db.execute(f"{own} {_NEXT}", {"vendor": vendor, "at": at}).fetchone()
    return None if row[0] is None else str(row[0])


def series(db: Database, offer: str) -> list[State]:
    """All states of one offer id, oldest first."""
    return [
        state_of(row)
        for row in select(db, "SELECT * FROM states WHERE offer = ? ORDER BY first_seen", [offer])
    ]


def last_of(db: Database, offer: str) -> State | None:
    """What holds for an offer id, or held last; None for an offer without any believed state."""
    rows = select(
        db,
        "SELECT * FROM states WHERE offer = ? ORDER BY first_seen DESC, observation_id DESC LIMIT 1",
        [offer],
    )
    return next(map(state_of, rows), None)


def numbered(db: Database, number: int) -> State | None:
    """The state of an observation, believed or not; None where there is none."""
    rows = select(db, f"{_OBSERVED} WHERE observations.id = ?", [number])
    return next(map(state_of, rows), None)


def of_pages(db: Database, numbers: Iterable[int]) -> list[State]:
    """Every state, believed or not, last seen on one of these pages."""
    wanted = ", ".join(map(str, numbers))
    rows = select(db, f"{_OBSERVED} WHERE page_id IN ({wanted}) ORDER BY offer, first_seen")
    return list(map(state_of, rows))


def claimed(db: Database, at: str) -> list[State]:
    """The states of low confidence that began by a moment, oldest first: what somebody said, beside what held."""
    rows = select(
        db,
        f"{_OBSERVED} WHERE confidence = 'low' AND first_seen <= ? ORDER BY first_seen, observations.id",
        [at],
    )
    return list(map(state_of, rows))


def offer_ids(db: Database) -> list[str]:
    """The id of every offer that was ever seen, in alphabetical order."""
    return [row["offer"] for row in select(db, "SELECT offer FROM offers ORDER BY offer")]


def vendors(db: Database) -> list[str]:
    """Every vendor an offer of which was ever seen, in alphabetical order."""
    return [row["vendor"] for row in select(db, "SELECT DISTINCT vendor FROM offers ORDER BY vendor")]


def read_of(db: Database, vendor: str) -> dict[tuple[str, str], State]:
    """The states of a vendor that were read from pages, by offer id and first sight."""
    rows = select(
        db, "SELECT * FROM states WHERE vendor = ? AND provenance IN ('scraped', 'sample')", [vendor]
    )
    return {(row["offer"], row["first_seen"]): state_of(row) for row in rows}
