"""Repairs: rows of an older version that hold amounts nobody can pay. What is taken out is kept beside them, whole."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import InvalidOperation
from typing import Any

from db.sqlite_tables import TableDatabase as Database
from scrapers.offer import AMOUNTS, BadOffer, Charge, Quota, decimal, payable, plain


def repair(db: Database) -> None:
    """Make every stored amount one that can be paid, and enter what was done in `repairs`.

    What binary fractions added is rounded away. A state without a possible price leaves the observations, an
    impossible list or first price and impossible quotas leave their state, an event with an impossible amount leaves
    the news, a hold that proposes one ends unpublished.
    """
    rows = list(
        db.query(
            """SELECT observations.*, offer, currency FROM observations
               JOIN offers ON offers.id = observations.offer_id ORDER BY observations.id"""
        )
    )
    for row in rows:
        _state(db, row)
    for row in list(db.query("SELECT * FROM events ORDER BY id")):
        _event(db, row)
    for row in list(db.query("SELECT * FROM holds WHERE status IN ('open', 'rejected') ORDER BY id")):
        _hold(db, row)


def repaired(db: Database) -> list[str]:
    """What was repaired, one sentence a row, oldest first."""
    return [
        f"{row['offer']}: {row['what']}" for row in db.query("SELECT offer, what FROM repairs ORDER BY id")
    ]


def _state(db: Database, row: Mapping[str, Any]) -> None:
    changed: dict[str, Any] = {}
    done = []
    for name in AMOUNTS:
        exact = None if row[name] is None else _payable(row[name], row["currency"])
        if exact == row[name]:
            continue
        if exact is None and name == "price":
            db.execute("DELETE FROM observations WHERE id = ?", [row["id"]])
            _enter(
                db,
                row["offer"],
                f"a price of {_short(row[name])} cannot be; its row is kept in the table repairs",
                row,
            )
            return
        words = f"rounded to {exact}" if exact else "cannot be and is left out"
        done.append(f"{name} {_short(row[name])} {words}")
        changed[name] = exact
    charges = _charges(row["charges"], row["currency"])
    if charges != json.loads(row["charges"]):
        done.append(
            "its first charges are rounded" if charges else "its first charges cannot be and are left out"
        )
        changed |= {"charges": json.dumps(charges)} | ({} if charges else {"intro_until": None})
    if not _usable(row["quotas"]):
        done.append("its quotas cannot be and are left out")
        changed["quotas"] = "[]"
    if done:
        sets = ", ".join(f"{name} = ?" for name in changed)
        db.execute(f"UPDATE observations SET {sets} WHERE id = ?", [*changed.values(), row["id"]])
        _enter(db, row["offer"], "; ".join(done), row)


def _event(db: Database, row: Mapping[str, Any]) -> None:
    currency = row["offer"].split("/")[-1]
    sides = {name: json.loads(row[name]) if row[name] else None for name in ("before", "after")}
    exact = {name: _cleaned(side, currency) for name, side in sides.items()}
    if exact == sides:
        return
    if any(exact[name] is None and sides[name] is not None for name in sides):
        db.execute("DELETE FROM events WHERE id = ?", [row["id"]])
        _enter(
            db,
            row["offer"],
            f"news of {row['at'][:10]} with an amount that cannot be; kept in the table repairs",
            row,
        )
        return
    texts = [
        None if side is None else json.dumps(side, ensure_ascii=False, sort_keys=True)
        for side in exact.values()
    ]
    db.execute("UPDATE OR REPLACE events SET before = ?, after = ? WHERE id = ?", [*texts, row["id"]])
    _enter(db, row["offer"], f"amounts in the news of {row['at'][:10]} rounded", row)


def _cleaned(side: dict[str, Any] | None, currency: str) -> dict[str, Any] | None:
    """One side of an event with amounts that can be paid; None where one of them cannot."""
    cleaned = dict(side or {})
    for name in (*AMOUNTS, "intro_price"):
        if isinstance(cleaned.get(name), str):
            cleaned[name] = _payable(cleaned[name], currency)
            if cleaned[name] is None:
                return None
    if cleaned.get("charges"):
        cleaned["charges"] = _charges(json.dumps(cleaned["charges"]), currency)
        if not cleaned["charges"]:
            return None
    return None if side is None else cleaned


def _hold(db: Database, row: Mapping[str, Any]) -> None:
    proposed = json.loads(row["proposed"])
    stated = [proposed.get(name) for name in (*AMOUNTS, "intro_price")]
    if all(amount is None or _payable(amount, proposed.get("currency")) for amount in stated):
        return
    db.execute("UPDATE holds SET status = 'withdrawn', ended_at = last_seen WHERE id = ?", [row["id"]])
    _enter(db, row["offer"], f"hold {row['id']} proposes an amount that cannot be; it has ended", row)


def _payable(text: object, currency: str | None) -> str | None:
    try:
        return plain(payable(decimal(str(text)), currency))
    except BadOffer:
        return None


def _charges(text: str, currency: str) -> list[dict[str, Any]]:
    """The steps of an introduction with amounts that can be paid, none where one of them cannot."""
    try:
        steps = [Charge.from_json(row) for row in json.loads(text)]
        return [replace(step, price=payable(step.price, currency)).to_json() for step in steps]
    except (BadOffer, ValueError, TypeError, KeyError):
        return []


def _usable(quotas: str) -> bool:
    try:
        return all(Quota.from_json(quota) for quota in json.loads(quotas))
    except (BadOffer, InvalidOperation, ValueError, TypeError, KeyError):
        return False


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:20]}… ({len(text)} characters)"


def _enter(db: Database, offer: str, what: str, row: Mapping[str, Any]) -> None:
    was = json.dumps(dict(row), ensure_ascii=False, sort_keys=True, default=str)
    db.execute("INSERT INTO repairs (offer, what, was) VALUES (?, ?, ?)", [offer, what, was])
