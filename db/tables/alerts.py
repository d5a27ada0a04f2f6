"""Alerts: since when news is watched for, what was told, each thing once, and how it reached each address.

A delivery is pending until its address took it. Addresses are secrets: `endpoint` is a mark of one, not the address.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.database import Database

ABANDONED = timedelta(minutes=10)  # after which a delivery that somebody began is anybody's again


@dataclass(frozen=True)
class Watch:
    """News published from `since` on is told; what was published by `looked` has been looked at. Both UTC."""

    since: str
    looked: str


@dataclass(frozen=True)
class Pending:
    """What an address has yet to be told; `message` is the mark of the message in which that was tried before."""

    id: int
    told: Mapping[str, Any]
    message: str | None


def watch(db: Database) -> Watch | None:
    """Since when news is watched for, None before the first look."""
    return next((Watch(**row) for row in db.query("SELECT since, looked FROM alert_watch")), None)


def begin_watch(db: Database, since: str) -> None:
    """Watch from this moment on, unless it is done already."""
    db.table("alert_watch").insert({"id": 1, "since": since, "looked": since}, ignore=True)


def looked(db: Database, at: str) -> None:
    """What was published by this moment has been looked at."""
    db.execute("UPDATE alert_watch SET looked = max(looked, ?)", [at])


def noted(db: Database) -> set[str]:
    """What was told or left untold on purpose, by its identity."""
    return {row["identity"] for row in db.query("SELECT identity FROM alerts")}


def note(db: Database, identity: str, told: Mapping[str, Any], at: str, endpoints: Iterable[str]) -> None:
    """Keep what is to be told to these addresses; what is known already stays as it is, and is told to nobody anew."""
    if _known(db, identity) or _told_before_a_restore(db, identity, told):
        return
    row = {"identity": identity, "told": json.dumps(told, ensure_ascii=False, sort_keys=True), "noted_at": at}
    number = int(db.table("alerts").insert(row).last_pk or 0)
    db.table("alert_deliveries").insert_all(
        {"alert_id": number, "endpoint": endpoint, "status": "pending"} for endpoint in endpoints
    )


def carry(replaced: Database, db: Database) -> None:
    """Make known to a restored database what the one in whose place it stands had told, so that nobody is told again.

    A change that the restored one has not seen yet will be found at another moment: it is known by what it says.
    """
    if "alerts" not in replaced.table_names():
        return
    for row in list(replaced.query("SELECT * FROM alerts")):
        known = db.execute("SELECT id FROM alerts WHERE identity = ?", [row["identity"]]).fetchone()
        deliveries = list(
            replaced.query("SELECT * FROM alert_deliveries WHERE alert_id = ?", [row.pop("id")])
        )
        number = known[0] if known else _insert_carried(db, row)
        db.table("alert_deliveries").insert_all(
            [{**delivery, "alert_id": number} for delivery in deliveries], replace=True
        )
    for seen in replaced.query("SELECT since, looked FROM alert_watch"):
        db.table("alert_watch").insert({"id": 1, **seen}, replace=True)


def pending(db: Database, endpoint: str) -> list[Pending]:
    """What an address has yet to be told, the oldest first."""
    rows = db.query(f"{_OPEN} ORDER BY id", [endpoint])
    return [Pending(row["id"], json.loads(row["told"]), row["message"]) for row in rows]


def claim(db: Database, endpoint: str, at: str) -> list[Pending]:
    """The same, and nobody else is given it until it is settled or ten minutes have gone by."""
    free = moment_before(at, ABANDONED)
    rows = list(
        db.query(
            f"{_OPEN} AND (claimed_at IS NULL OR claimed_at < ? OR claimed_at > ?) ORDER BY id",
            [endpoint, free, at],
        )
    )
    _update(db, "claimed_at = ?", [at], endpoint, [row["id"] for row in rows])
    return [Pending(row["id"], json.loads(row["told"]), row["message"]) for row in rows]


def try_as(db: Database, endpoint: str, numbers: Sequence[int], message: str) -> None:
    """These are about to be sent, in the message with this mark."""
    _update(db, "message = ?", [message], endpoint, numbers)


def settle(db: Database, endpoint: str, numbers: Sequence[int], at: str, *, sent: bool) -> None:
    """These were sent, or could not be and are pending again."""
    if sent:
        _update(db, "status = 'sent', sent_at = ?, claimed_at = NULL", [at], endpoint, numbers)
    else:
        _update(db, "claimed_at = NULL", [], endpoint, numbers)


def moment_before(at: str, by: timedelta) -> str:
    return (datetime.fromisoformat(at) - by).strftime("%Y-%m-%dT%H:%M:%SZ")


def _insert_carried(db: Database, row: Mapping[str, Any]) -> int:
    again = _said_again(json.loads(row["told"]))
    identity = again if again and not _known(db, again) else row["identity"]
    return int(db.table("alerts").insert({**row, "identity": identity}).last_pk or 0)


def _told_before_a_restore(db: Database, identity: str, told: Mapping[str, Any]) -> bool:
    """Whether the database before a restore told this; it is known by its own identity from now on."""
    again = _said_again(told)
    done = again and db.execute("UPDATE alerts SET identity = ? WHERE identity = ?", [identity, again])
    return bool(done and done.rowcount)


def _said_again(told: Mapping[str, Any]) -> str | None:
    """What marks a change that is found anew after a restore, whenever that is; None for what is no change."""
    events = told.get("said", {}).get("events")
    if not events:
        return None
    said = [[event["kind"], event["offer"], event["after"]] for event in events]
    return f"replaced/{json.dumps(said, ensure_ascii=False, sort_keys=True)}"


def _known(db: Database, identity: str) -> bool:
    return db.execute("SELECT 1 FROM alerts WHERE identity = ?", [identity]).fetchone() is not None


def _update(db: Database, change: str, values: Sequence[str], endpoint: str, numbers: Sequence[int]) -> None:
    wanted = ", ".join(map(str, numbers))
    db.execute(
        f"UPDATE alert_deliveries SET {change} WHERE endpoint = ? AND alert_id IN ({wanted})",
        [*values, endpoint],
    )


_OPEN = """
SELECT alerts.id, told, message FROM alert_deliveries JOIN alerts ON alerts.id = alert_id
WHERE endpoint = ? AND status = 'pending'"""
