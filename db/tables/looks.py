"""Looks: how often a plan was on sale when its vendor's page was looked at, a row a plan and day."""

import json
from collections.abc import Mapping

from db.database import Database

_NOTE = """
INSERT INTO looks (plan, day, looks, in_stock, restocked_at, last_look, last_in_stock)
SELECT look.key, substr(:at, 1, 10), 1, look.value, iif(look.value AND (
    SELECT last_in_stock FROM looks AS before
    WHERE before.plan = look.key AND day <= substr(:at, 1, 10) AND last_look < :at ORDER BY day DESC LIMIT 1
) = 0, :at, NULL), :at, look.value
FROM json_each(:found) AS look WHERE true
ON CONFLICT (plan, day) DO UPDATE SET
    looks = looks + 1, in_stock = in_stock + excluded.in_stock,
    restocked_at = ifnull(restocked_at, excluded.restocked_at),
    last_in_stock = iif(:at >= last_look, excluded.last_in_stock, last_in_stock), last_look = max(last_look, :at)
"""


def note_looks(db: Database, found: Mapping[str, bool], at: str) -> None:
    """Plans (vendor/product/plan/region/per) were looked at in a moment (UTC), and each was on sale or not.

    One is back where the look before found it sold out; the first time a day is kept.
    """
    if found:
        sold = json.dumps({plan: int(sold) for plan, sold in found.items()})
        db.execute(_NOTE, {"found": sold, "at": at})
