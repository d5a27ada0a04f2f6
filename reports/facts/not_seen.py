"""What was not seen by a moment: sources that fail, cards that cannot be read, prices that nobody saw for a while."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.database import Database
from db.tables.states import State
from reports.facts.open_holds import days_between
from reports.facts.source_reads import Card, SourceRead, failed_crawls, source_reads

STALE_DAYS = 2
OLD_EVIDENCE_DAYS = 30


@dataclass(frozen=True)
class Unseen:
    """A source (or, without one, a vendor) that fails: since when, and what it said."""

    source: str | None
    vendor: str
    since: str
    message: str

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "vendor": self.vendor,
            "failing_since": self.since,
            "message": self.message,
        }


@dataclass(frozen=True)
class Partly:
    """A source of which some cards cannot be read: since when, and the cards of its last reading."""

    source: str
    vendor: str
    since: str
    cards: tuple[Card, ...]

    def to_json(self) -> dict[str, Any]:
        cards = [{"name": card.name, "words": card.words} for card in self.cards]
        return {"source": self.source, "vendor": self.vendor, "since": self.since, "cards": cards}


@dataclass(frozen=True)
class Stale:
    """The prices of one vendor and provenance that nobody has seen for a while, with the age of the oldest."""

    vendor: str
    provenance: str
    offers: int
    days: int

    def to_json(self) -> dict[str, Any]:
        return {
            "vendor": self.vendor,
            "provenance": self.provenance,
            "offers": self.offers,
            "oldest_days": self.days,
        }


def unseen(db: Database, at: str) -> list[Unseen]:
    """The sources that fail at a moment, and the vendors whose last crawl failed as a whole, by name."""
    sources = [
        Unseen(one.source, one.vendor, one.failing_since, one.message or "")
        for one in source_reads(db, at).values()
        if one.failing_since
    ]
    named = {one.vendor for one in sources}
    vendors = [
        Unseen(None, vendor, since, message)
        for vendor, (since, message) in failed_crawls(db, at).items()
        if vendor not in named
    ]
    return sorted([*sources, *vendors], key=lambda one: (one.vendor, one.source or ""))


def partly_seen(sources: Iterable[SourceRead]) -> list[Partly]:
    """The sources of which the last reading left out cards."""
    return [
        Partly(one.source, one.vendor, one.partial_since, one.unread) for one in sources if one.partial_since
    ]


def stale(states: Iterable[State], day: date) -> list[Stale]:
    """The prices that were last seen too long before a day, by provenance and vendor."""
    ages: dict[tuple[str, str], list[int]] = {}
    for state in states:
        days = days_between(state.last_seen, day)
        if days > (OLD_EVIDENCE_DAYS if state.provenance == "curated" else STALE_DAYS):
            ages.setdefault((state.provenance, state.offer.vendor), []).append(days)
    return [
        Stale(vendor, provenance, len(days), max(days)) for (provenance, vendor), days in sorted(ages.items())
    ]
