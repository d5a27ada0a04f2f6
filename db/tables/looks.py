"""Looks: how often a plan was on sale when its vendor's page was looked at, a row a plan and day.

A day is its number since 1970, a moment its second of the day, both UTC; the view `looks` writes them out.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from db.database import Database

_DAY = 86_400
_PLANS = "INSERT OR IGNORE INTO plans (plan) SELECT key FROM json_each(?)"
_NOTE = """
INSERT INTO plan_days (plan_id, day, looks, in_stock, restocked, last_look, last_in_stock)
SELECT plans.id, :day, 1, look.value, iif(look.value AND (
    SELECT last_in_stock FROM plan_days AS before
    WHERE plan_id = plans.id AND (day < :day OR (day = :day AND last_look < :second)) ORDER BY day DESC LIMIT 1
) = 0, :second, NULL), :second, look.value
FROM json_each(:found) AS look JOIN plans ON plans.plan = look.key WHERE true
ON CONFLICT (plan_id, day) DO UPDATE SET
    looks = looks + 1, in_stock = in_stock + excluded.in_stock, restocked = ifnull(restocked, excluded.restocked),
    last_in_stock = iif(:second >= last_look, excluded.last_in_stock, last_in_stock),
    last_look = max(last_look, :second)
"""


def note_looks(db: Database, found: Mapping[str, bool], at: str) -> None:
    """Plans (vendor/product/plan/region/per) were looked at in a moment (UTC), and each was on sale or not.

    One is back where the look before found it sold out; the first time a day is kept.
    """
    if found:
        sold = json.dumps({plan: int(sold) for plan, sold in found.items()})
        day, second = divmod(int(datetime.fromisoformat(at).timestamp()), _DAY)
        db.execute(_PLANS, [sold])
        db.execute(_NOTE, {"found": sold, "day": day, "second": second})
