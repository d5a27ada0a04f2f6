"""Looks: how often a plan was on sale when its vendor's page was looked at, a row a plan and day."""

from db.database import Database

_NOTE = """
INSERT INTO looks (plan, day, looks, in_stock, restocked_at, last_look, last_in_stock)
VALUES (:plan, substr(:at, 1, 10), 1, :sold, iif(:back, :at, NULL), :at, :sold)
ON CONFLICT (plan, day) DO UPDATE SET
    looks = looks + 1, in_stock = in_stock + :sold, restocked_at = ifnull(restocked_at, excluded.restocked_at),
    last_in_stock = iif(:at >= last_look, :sold, last_in_stock), last_look = max(last_look, :at)
"""


def note_look(db: Database, plan: str, at: str, sold: bool) -> None:
    """A plan (vendor/product/plan/region/per) was looked at in a moment (UTC), and was on sale or not.

    It is back where the look before found it sold out; the first time a day is kept.
    """
    before = db.execute(
        "SELECT last_in_stock FROM looks WHERE plan = ? AND day <= ? AND last_look < ? ORDER BY day DESC LIMIT 1",
        [plan, at[:10], at],
    ).fetchone()
    back = bool(sold and before and not before[0])
    db.execute(_NOTE, {"plan": plan, "at": at, "sold": int(sold), "back": back})
