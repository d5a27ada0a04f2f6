"""Proof: whether a vendor's own page stated a price within the last days, and why not where it did not."""

from datetime import date

from db.tables.states import State
from reports.facts.open_holds import days_between

PROOF_DAYS = 7
REASONS = ("curated", "derived", "stale", "unproven_source")


def unproven(state: State, day: date, doubted: bool = False) -> str | None:
    """Why no page of the vendor proves the price on a day; None where one stated it in the seven days before.

    `curated`: people typed it in; `derived`: another tracker says so; `stale`: a page said so longer ago;
    `unproven_source`: a source of which nothing is proven yet says something else, and that waits (`doubted`). A sample
    page counts as a page, in the seven days after its own.
    """
    why = state.provenance if state.provenance in ("curated", "derived") else None
    if why is None and days_between(state.last_seen, day) > PROOF_DAYS:
        why = "stale"
    return "unproven_source" if why and doubted else why
