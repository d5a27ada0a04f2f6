"""The life of a hold: it is opened, seen again, and ends by confirmation, a person's word, or the page itself."""

import json
from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

from db.tables.events import intro
from db.tables.holds import VendorHolds
from pipeline.judge.case import Case, Hearing
from pipeline.judge.hold import Hold
from pipeline.merge import INTRO
from scrapers.offer import Offer

APART = timedelta(hours=12)  # crawls closer together than this are one look
PRICED = ("price", "period", "currency")


def stand(holds: VendorHolds, case: Case, hold: Hold, hearing: Hearing) -> tuple[str, str]:
    """Enter a hold and answer where it stands: (status, first sight).

    The status is open (not published), rejected (a person said no, or no price at all), confirmed (enough
    crawls said the same), withdrawn (another tracker goes on listing it) or accepted (a person said yes). The same
    value held again is the same hold, also where the list price beside it moved. Another tracker is one witness of
    a number however often it repeats it.
    """
    value = _value(case, hold.field)
    row = holds.of_value(case.id, hold.field, value)
    if row is None:
        withdraw(holds, case.id, hold.field, hearing)
        status = "rejected" if hold.reject else "open"
        _open(holds, case, hold, hearing, value, status)
        return status, hearing.at
    if row["status"] != "open" or (hearing.kind == "listing" and row["source"] != case.sighting.source):
        return str(row["status"]), hearing.at
    counts = hearing.kind != "listing" or hold.confirm is not None
    changed: dict[str, Any] = {"reason": hold.reason, "rule": hold.rule, "ends_by": hold.ends_by}
    changed |= _counted(row, hearing.at) if counts else {}
    sightings = changed.get("sightings", row["sightings"])
    enough = hold.confirm is not None and sightings >= hold.confirm
    if hearing.kind != "listing":
        changed |= {"source": case.sighting.source, "page_id": case.sighting.page_id}
    status = _ended(hearing) if enough else "open"
    if enough:
        changed |= {"status": status, "ended_at": hearing.at, "last_seen": hearing.at}
    (holds.change if hold.confirm else holds.note)(row, changed)
    return status, str(row["since"])


def stand_again(holds: VendorHolds, row: dict[str, Any], page_id: int | None, at: str) -> None:
    """An open hold that no repetition ends was seen again for the same reason, on another page, by a later crawl."""
    holds.change(row, _counted(row, at) | {"page_id": page_id})


def _counted(row: dict[str, Any], at: str) -> dict[str, Any]:
    """How often a hold was seen, and when last, with a crawl at this moment."""
    if _time(at) - _time(row["last_seen"]) < APART:
        return {"sightings": row["sightings"], "last_seen": row["last_seen"]}
    return {"sightings": row["sightings"] + 1, "last_seen": at}


def _ended(hearing: Hearing) -> str:
    """How a hold ends whose value is published: only pages confirm one."""
    return "withdrawn" if hearing.kind == "listing" else "confirmed"


def withdraw(holds: VendorHolds, offer: str, field: str, hearing: Hearing) -> None:
    """End the open holds of a field without publishing them: the page went back, or says something new.

    Another tracker's listings end only what they began.
    """
    holds.withdraw(offer, field, hearing.at, hearing.kind)


def drop_unseen(holds: VendorHolds, hearing: Hearing, whole: Set[str]) -> None:
    """End the holds of offers that were never published and that their source, read whole, no longer states."""
    stated = {case.id for case in hearing.cases}
    for row in holds.open():
        later = _time(hearing.at) - _time(row["last_seen"]) >= APART
        if later and row["source"] in whole and row["offer"] not in stated | hearing.states.keys():
            withdraw(holds, row["offer"], row["field"], hearing)


def confirm(holds: VendorHolds, field: str, case: Case, hearing: Hearing) -> str | None:
    """End the open hold of the value that is published now, by a second source; answers its first sight."""
    if not holds.any_of(case.id, field):
        return None
    row = holds.of_value(case.id, field, _value(case, field))
    if row is None or row["status"] != "open" or not _differs(case, field):
        withdraw(holds, case.id, field, hearing)
        return None
    holds.end(row, _ended(hearing), hearing.at)
    return str(row["since"])


def _differs(case: Case, field: str) -> bool:
    return case.known is None or _stated(case.known.offer, field) != _stated(case.offer, field)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _value(case: Case, field: str) -> str:
    return json.dumps(_stated(case.offer, field), sort_keys=True)


def _stated(offer: Offer, field: str) -> dict[str, Any]:
    """What an offer states of a field that can be held, as the hold keeps it."""
    row = offer.to_json()
    return intro(offer) if field == INTRO else {name: row[name] for name in PRICED}


def _open(holds: VendorHolds, case: Case, hold: Hold, hearing: Hearing, value: str, status: str) -> None:
    known = case.known.offer if case.known else None
    holds.enter(
        {
            "offer": case.id,
            "vendor": hearing.vendor,
            "field": hold.field,
            "rule": hold.rule,
            "reason": hold.reason,
            "ends_by": hold.ends_by,
            "value": value,
            "known": json.dumps({"price": known.to_json()["price"], **intro(known)}) if known else None,
            "proposed": json.dumps(case.offer.to_json(), ensure_ascii=False),
            "source": case.sighting.source,
            "page_id": case.sighting.page_id,
            "since": hearing.at,
            "last_seen": hearing.at,
            "status": status,
            "ended_at": hearing.at if status == "rejected" else None,
        },
    )
