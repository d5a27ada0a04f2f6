"""Coming: the ends that are known in advance."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.tables.states import State
from reports.question import ReportQuery
from scrapers.offer import Offer

SOON_DAYS = 14


@dataclass(frozen=True)
class Ending:
    """An introduction with an announced last day, and how many days are left."""

    offer: Offer
    days: int

    @property
    def soon(self) -> bool:
        return self.days <= SOON_DAYS

    def to_json(self) -> dict[str, Any]:
        said = self.offer.to_json()
        names = ("intro_price", "intro_periods", "intro_until", "charges", "price", "currency")
        return {
            "offer": self.offer.id,
            **{name: said[name] for name in names},
            "days": self.days,
            "soon": self.soon,
        }


def endings(states: Iterable[State], query: ReportQuery) -> list[Ending]:
    """The introductions of a day's states that end on a known day, the next one first."""
    coming = [
        Ending(state.offer, (state.offer.intro_until - query.day).days)
        for state in states
        if state.offer.intro_until and query.region in (None, state.offer.region)
    ]
    return sorted(coming, key=lambda one: (one.days, one.offer.id))
