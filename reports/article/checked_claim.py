"""A checked claim, and the evidence it is checked against."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from db.database import Database
from db.tables.rates import Rate, bank_days, rate_on
from db.tables.states import claimed
from reports.facts.timeline import Span, Timeline
from reports.question import ReportQuery
from reports.words.catalogue import gettext
from scrapers.offer import plain

Days = Sequence[tuple[date, date | None]]


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict: true, ended (it was true before), false, outdated, partly, unknown.

    `held` is the number we hold on that day, `days` the first and last days it was true (a last day of None = still;
    no days at all = never; None = nothing a single day decides).
    """

    key: str
    text: str
    claimed: str
    currency: str | None
    day: date
    verdict: str
    held: str | None
    days: Days | None
    why: str
    source: str
    url: str | None = None
    offer: str | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def held_text(self) -> str:
        return f"{self.held} {self.currency or ''}".strip() if self.held is not None else "–"

    def to_json(self) -> dict[str, Any]:
        days = [
            {"from": first.isoformat(), "last": last.isoformat() if last else None}
            for first, last in self.days or ()
        ]
        return {
            "claim": self.key,
            "text": self.text,
            "claimed": self.claimed,
            "currency": self.currency,
            "checked_on": self.day.isoformat(),
            "verdict": self.verdict,
            "held": self.held,
            "offer": self.offer,
            "days_true": None if self.days is None else days,
            "why": self.why,
            "source": self.source,
            "url": self.url,
            **self.details,
        }


class Evidence:
    """What the database knows: states as far as `until`, and the rate of the asked day."""

    def __init__(self, db: Database, past: Timeline, query: ReportQuery, until: str) -> None:
        self.db, self.past, self.query, self.until = db, past, query, max(until, query.at)
        self.rate: Rate = rate_on(db, query.day)

    def told(self, offer: str) -> list[str]:
        """Low-confidence first charges of an offer that somebody claimed for the day."""
        return [
            gettext(self.query.lang, "noted", what=plain(state.offer.intro_price), note=state.offer.evidence)
            for state in claimed(self.db, self.query.at)
            if state.offer.id == offer
            and state.offer.intro_price is not None
            and (state.ended is None or state.ended > self.query.at)
        ]

    def rate_days(self, least: Decimal) -> Days:
        """The days on which a dollar cost at least so many yuan, by the bank days we hold."""
        runs: list[list[date]] = [[]]
        for day, yuan, dollars in bank_days(self.db, self.until[:10]):
            if Decimal(yuan) / Decimal(dollars) >= least:
                runs[-1].append(date.fromisoformat(day))
            elif runs[-1]:
                runs.append([])
        return [(run[0], run[-1]) for run in runs if run]


def true_days(spans: Sequence[Span]) -> Days:
    """The days of spans, those that follow each other without a gap put together; a last day of None is open."""
    runs: list[tuple[date, date | None]] = []
    for span in spans:
        first = date.fromisoformat(span.start[:10])
        if runs and (runs[-1][1] is None or first - (runs[-1][1] or first) <= timedelta(days=1)):
            runs[-1] = (runs[-1][0], span.last)
        else:
            runs.append((first, span.last))
    return runs


def days_text(days: Days | None, lang: str) -> str:
    """Days as people write them: "2026-02-25 to 2026-03-03"; long lists show their last three."""
    if not days:
        return "–" if days is None else gettext(lang, "never")
    parts = [
        f"{first}" if first == last else gettext(lang, "from to", first=first, last=last or "…")
        for first, last in days[-3:]
    ]
    return ("… " if len(days) > 3 else "") + gettext(lang, "comma").join(parts)
