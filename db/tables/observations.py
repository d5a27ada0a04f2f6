"""Writing observations: one row per state of an offer, with the first and the last time it was seen."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from db.database import Database, insert, update
from scrapers.offer import KEY, Charge, Offer, plain


@dataclass(frozen=True)
class Origin:
    """Where a state was read: provenance, the source of each field, the page and its address."""

    provenance: str
    source: str
    confidence: str = "high"
    sources: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    page_id: int | None = None


_LIVES_AGAIN = """
UPDATE offers SET successor_id = NULL WHERE id = :id AND successor_id IS NOT NULL AND :at > (
    SELECT max(first_seen) FROM observations WHERE offer_id = successor_id AND confidence <> 'low'
)
"""


def offer_id(db: Database, offer: Offer) -> int:
    """The number of the offer, given at first sight."""
    row = db.execute("SELECT id FROM offers WHERE offer = ?", [offer.id]).fetchone()
    if row:
        return int(row[0])
    key = {name: getattr(offer, name) for name in KEY}
    return insert(db, "offers", {"offer": offer.id, **key})


# What makes one state another than the one before, its plan's name apart.
STATED = ("price", "list_price", "intro_until", "charges", "availability", "quotas", "models")


def values(offer: Offer) -> dict[str, Any]:
    """The columns that make a state."""

    def amount(name: str) -> str | None:
        value = getattr(offer, name)
        return None if value is None else plain(value)

    return {
        "plan_name": offer.plan_name,
        "price": amount("price"),
        "list_price": amount("list_price"),
        "intro_until": offer.intro_until.isoformat() if offer.intro_until else None,
        "charges": json.dumps([charge.to_json() for charge in offer.charges]),
        "availability": offer.availability,
        "quotas": json.dumps([quota.to_json() for quota in offer.quotas]),
        "models": json.dumps(list(offer.models), ensure_ascii=False),
    }


@lru_cache(4096)
def charges_of(column: str) -> tuple[Charge, ...]:
    """The introduction in the column of a state."""
    return tuple(Charge.from_json(step) for step in json.loads(column))


def begin(
    db: Database, offer: Offer, origin: Origin, first_seen: str, last_seen: str, ended: str | None = None
) -> int:
    """Put a new state of an offer into the database; the state before it ends where this one begins.

    An offer that pages state after the one it went on as lives again under its own id.
    """
    number = offer_id(db, offer)
    if origin.provenance in ("scraped", "sample"):
        db.execute(_LIVES_AGAIN, {"id": number, "at": first_seen})
    row = values(offer) | {
        "offer_id": number,
        "evidence": offer.evidence,
        "first_seen": first_seen,
        "last_seen": last_seen,
        "ended": ended,
        "provenance": origin.provenance,
        "confidence": origin.confidence,
        "source": origin.source,
        "sources": json.dumps(dict(origin.sources), sort_keys=True),
        "url": origin.url,
        "page_id": origin.page_id,
    }
    return insert(db, "observations", row)


@dataclass(frozen=True)
class Seen:
    """A state that was seen again: its number, the page it was seen on, and the offer in the words of that page."""

    observation_id: int
    page_id: int | None
    offer: Offer


def seen(db: Database, again: Iterable[Seen], at: str) -> None:
    """The states were seen again at this moment, in the words of the page each was seen on: they keep their rows."""
    rows = [[one.observation_id, one.page_id, one.offer.evidence, one.offer.plan_name] for one in again]
    if rows:
        db.execute(
            """UPDATE observations SET last_seen = max(last_seen, :at), page_id = ifnull(json_extract(value, '$[1]'), page_id),
                   evidence = json_extract(value, '$[2]'), plan_name = json_extract(value, '$[3]')
               FROM json_each(:rows) WHERE observations.id = json_extract(value, '$[0]')""",
            {"at": at, "rows": json.dumps(rows)},
        )


def seen_alike(db: Database, again: Iterable[tuple[int, int | None]], at: str) -> None:
    """The states with these numbers were seen again at this moment, in the same words, each on that page."""
    rows = list(again)
    if rows:
        db.execute(
            """UPDATE observations SET last_seen = max(last_seen, :at), page_id = ifnull(json_extract(value, '$[1]'), page_id)
               FROM json_each(:rows) WHERE observations.id = json_extract(value, '$[0]')""",
            {"at": at, "rows": json.dumps(rows)},
        )


def check(db: Database, observation_id: int, day: str) -> None:
    """A person saw on this day that the state still holds; a history file that knows less does not undo it."""
    sql = "UPDATE observations SET last_seen = max(last_seen, :day), checked = :day WHERE id = :id"
    db.execute(sql, {"day": day, "id": observation_id})


def end(db: Database, observation_id: int, at: str) -> None:
    """By the vendor's pages the state no longer holds from this moment on; what a history file says of it stays."""
    db.execute("UPDATE observations SET gone = ? WHERE id = ?", [at, observation_id])


def unlist(db: Database, observation_id: int, since: str) -> None:
    """The tracker that told of the state lists it no more since this moment; whether it still holds, nobody says."""
    db.execute("UPDATE observations SET unlisted = ? WHERE id = ?", [since, observation_id])


def link(db: Database, old: Offer, new: Offer) -> None:
    """The old offer goes on under the id of the new one; its history is read on from there."""
    db.execute("UPDATE offers SET successor_id = ? WHERE id = ?", [offer_id(db, new), offer_id(db, old)])


def discredit(db: Database, observation_id: int) -> None:
    """Keep the state as a claim of low confidence: it was published, and nothing that was known is lost."""
    update(db, "observations", observation_id, {"confidence": "low"})


def correct(db: Database, observation_id: int, offer: Offer, ended: str | None) -> None:
    """The state is what this offer says, and it ended at this moment; what crawls said of its end is void."""
    row: dict[str, Any] = values(offer) | {"evidence": offer.evidence}
    row |= {"ended": ended, "gone": None}
    update(db, "observations", observation_id, row)


def any_observed(db: Database) -> bool:
    """Whether any state of any offer is known."""
    return db.execute("SELECT 1 FROM observations LIMIT 1").fetchone() is not None


def goes_on(db: Database, offer: Offer) -> bool:
    """Whether the offer is known to go on under another id."""
    row = db.execute("SELECT successor_id FROM offers WHERE id = ?", [offer_id(db, offer)]).fetchone()
    return row[0] is not None
