"""Holds: what was not published, as it stood at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.database import Database, select

ALARM_DAYS = 7
PLAN_NAME = """(
    SELECT ifnull(max(plan_name), '') FROM observations JOIN offers ON offers.id = offer_id WHERE offers.offer = holds.offer
) AS plan_name"""  # what its page calls a plan, empty where none of it was ever published


@dataclass(frozen=True)
class OpenHold:
    """An open hold: which field of which offer waits, why, since when and for how many days."""

    id: int
    offer: str
    vendor: str
    field: str
    rule: str
    reason: str
    since: str
    days: int
    plan_name: str = ""

    @property
    def of_unproven_source(self) -> bool:
        """Whether it waits since the page of its source was never seen in real bytes, not since the price looks wrong."""
        return self.rule.endswith("unproven")

    @property
    def alarm(self) -> bool:
        return self.days > ALARM_DAYS

    def to_json(self) -> Mapping[str, str | int]:
        return {name: getattr(self, name) for name in ("id", "offer", "field", "reason", "since", "days")}


def open_holds(db: Database, day: date, at: str) -> list[OpenHold]:
    """The holds that were open at the end of a day, the oldest first."""
    rows = select(
        db,
        f"""SELECT id, offer, vendor, field, rule, reason, since, {PLAN_NAME} FROM holds
           WHERE since <= :at AND (ended_at > :at OR (ended_at IS NULL AND status = 'open')) ORDER BY since, id""",
        {"at": at},
    )
    return [OpenHold(**row, days=days_between(row["since"], day)) for row in rows]


def days_between(moment: str, day: date) -> int:
    """How many days before a day a moment lies; never less than 0."""
    return max(0, (day - date.fromisoformat(moment[:10])).days)
