"""A person's word on a hold."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from db import events
from db.observations import Origin, begin
from db.open import writing
from db.states import moment, states_at
from pipeline.settle import FIELDS
from scrapers.offer import Offer


class NoSuchHold(ValueError):
    """A number that is no open hold."""


def accept_hold(db: Database, number: int) -> str:
    """Publish the held value, from its first sight on, and answer what was published; raises NoSuchHold."""
    hold = _open_hold(db, number)
    offer = Offer.from_json(json.loads(hold["proposed"]))
    now = moment(datetime.now(UTC))
    with writing(db):
        known = next(
            (state for state in states_at(db, now, offer.vendor) if state.offer.id == offer.id), None
        )
        if known:
            offer = replace(known.offer, **{name: getattr(offer, name) for name in FIELDS[hold["field"]]})
        provenance = known.provenance if known and known.provenance != "curated" else "scraped"
        begin(
            db,
            offer,
            Origin(provenance, hold["source"], page_id=hold["page_id"]),
            max(hold["since"], known.first_seen if known else ""),
            now,
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
        db.table("holds").update(number, {"status": "accepted", "ended_at": now})
    return f"published {offer.id}: {', '.join(change.kind for change in changes) or 'nothing new'}"


def reject_hold(db: Database, number: int) -> str:
    """Never publish the held value; the known one stays. Raises NoSuchHold."""
    hold = _open_hold(db, number)
    with writing(db):
        db.table("holds").update(number, {"status": "rejected", "ended_at": moment(datetime.now(UTC))})
    return f"rejected: {hold['offer']} {hold['reason']}"


def _open_hold(db: Database, number: int) -> dict[str, Any]:
    row = next(iter(db.query("SELECT * FROM holds WHERE id = ? AND status = 'open'", [number])), None)
    if row is None:
        raise NoSuchHold(f"{number} is no open hold; `codingplans holds` lists them")
    return row
