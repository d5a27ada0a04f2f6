"""A person's word on a hold."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from db.database import Database
from db.tables import events, holds, pages
from db.tables.observations import Origin, begin
from db.tables.proofs import prove
from db.tables.states import State, intro_ended, moment, states_at
from db.transaction import writing
from pipeline.publish.settle import FIELDS
from scrapers.offer import BadOffer, Offer

Done = Literal["published", "rejected", "checked", "ended", "wanted", "hidden"]


@dataclass(frozen=True)
class Decision:
    """What came of a person's word: what was done to an offer id, or to what else was decided.

    `details` of what was published are the kinds of its events, of a rejected hold its rule and reason.
    """

    done: Done
    what: str
    details: tuple[str, ...] = ()


class NoSuchHold(ValueError):
    """A number that is no hold a person could decide."""


def accept_hold(db: Database, number: int) -> Decision:
    """Publish the held value, from its first sight on, and answer what was published.

    A value that was rejected by a person may be accepted later. Raises NoSuchHold, also where nobody can pay it.
    """
    now = moment(datetime.now(UTC))
    with writing(db):
        hold = _hold(db, number, "open", "rejected")
        offer = _proposed(hold)
        if intro_ended(offer, hold["since"]):
            offer = offer.without_introduction()
        known = next(
            (state for state in states_at(db, now, offer.vendor) if state.offer.id == offer.id), None
        )
        if known:
            offer = replace(known.offer, **{name: getattr(offer, name) for name in FIELDS[hold["field"]]})
        provenance = known.provenance if known and known.provenance != "curated" else "scraped"
        begin(
            db,
            offer,
            _origin(db, hold, known, provenance),
            max(hold["since"], known.first_seen if known else ""),
            hold["last_seen"],
        )
        changes = (
            events.differences(known.offer, offer)
            if known
            else [events.Change("plan_added", None, events.facts(offer))]
        )
        for change in changes:
            events.record(
                db,
                offer,
                change,
                at=hold["since"],
                published_at=now,
                provenance=provenance,
                evidence=offer.evidence,
            )
        holds.end(db, number, "accepted", now)
    return Decision("published", offer.id, tuple(change.kind for change in changes))


def accept_source(db: Database, source: str) -> list[Decision]:
    """Publish all that waits for a proof of a source, and believe it from now on; raises NoSuchHold where nothing waits."""
    with writing(db):
        waiting = holds.of_unproven(db, source)
        if not waiting:
            raise NoSuchHold(
                f"nothing waits for a proof of {source!r}; `codingplans holds` lists what is held"
            )
        prove(db, source, moment(datetime.now(UTC)), "a person")
        return [accept_hold(db, number) for number in waiting]


def reject_hold(db: Database, number: int) -> Decision:
    """Never publish the held value; the known one stays. Raises NoSuchHold."""
    with writing(db):
        hold = _hold(db, number, "open")
        holds.end(db, number, "rejected", moment(datetime.now(UTC)))
    return Decision("rejected", hold["offer"], (hold["rule"], hold["reason"]))


def _proposed(hold: dict[str, Any]) -> Offer:
    try:
        return Offer.from_json(json.loads(hold["proposed"]))
    except BadOffer as error:
        raise NoSuchHold(f"hold {hold['id']} of {hold['offer']} cannot be published: {error}") from None


def _origin(db: Database, hold: dict[str, Any], known: State | None, provenance: str) -> Origin:
    sources = {**(known.sources if known else {}), hold["field"]: hold["source"]}
    url = pages.address(db, hold["page_id"])
    return Origin(
        provenance, sources.get("price", hold["source"]), sources=sources, url=url, page_id=hold["page_id"]
    )


def _hold(db: Database, number: int, *statuses: str) -> dict[str, Any]:
    row = holds.numbered(db, number)
    if row is None or row["status"] not in statuses:
        raise NoSuchHold(f"{number} is no {' or '.join(statuses)} hold; `codingplans holds` lists them")
    return row
