"""A tiding: one thing an alert can tell, as it was when it was noted, whatever rule asked for it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from reports.facts.events import key_of

CORRECTIONS = ("state_added", "state_withdrawn", "end_corrected")


@dataclass(frozen=True)
class Tiding:
    """One thing to tell.

    `kind` is that of an event, or back_in_stock, intro_ends, rate_moved, hold_waits, vendor_fails, crawler_silent.
    `offers` are the offer ids it is about, none where it is about no plan; `plan_name` what the page calls the plan.
    `said` are the facts of the kind, `at` when it began (UTC), `page` a page of the vendor's for people.
    """

    identity: str
    kind: str
    vendor: str
    at: str
    offers: tuple[str, ...] = ()
    plan_name: str = ""
    page: str | None = None
    correction: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def region(self) -> str | None:
        """Where the plan is sold, None where it is about no plan."""
        return key_of(self.offers[0])["region"] or None if self.offers else None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(row: Mapping[str, Any]) -> "Tiding":
        return Tiding(**{**row, "offers": tuple(row["offers"])})
