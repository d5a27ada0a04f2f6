"""`report health`: who was read, who was not, how old the prices shown are, and what is held."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from db.database import Database
from db.tables.events import last_news
from db.tables.states import State, states_on
from reports.facts.cost import rounded
from reports.facts.open_holds import OpenHold, days_between, open_holds
from reports.facts.source_reads import Card, SourceRead, source_reads
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.discovered_pages import discovered, unlisted
from reports.views.discovered_pages import lines as discovered_lines
from reports.views.opening import STALE_DAYS, notes
from reports.words.catalogue import gettext, pgettext

STYLES = {
    "failing": "red",
    "partial": "yellow",
    "did_not_look": "yellow",
    "never_looked": "dim",
    "changed": "bold",
    "no_change": "green",
}


@dataclass(frozen=True)
class Health:
    """A vendor (`source` None) or one of its sources on a day.

    `status` is failing, partial (some cards could not be read), did_not_look, never_looked, changed (by the last
    reading) or no_change. `unread` are the cards of the last reading; the message names them too.
    """

    vendor: str
    source: str | None
    status: str
    reads: int
    whole: int
    last_read: str | None
    last_success: str | None
    failing_since: str | None
    message: str | None
    offers: int
    oldest: str | None
    oldest_days: int | None
    holds: int
    alarms: int
    unread: tuple[Card, ...] = ()

    @property
    def share(self) -> str | None:
        return rounded(100 * Decimal(self.whole) / self.reads, 1) if self.reads else None

    def to_json(self) -> dict[str, Any]:
        names = (
            "vendor",
            "source",
            "status",
            "reads",
            "whole",
            "last_read",
            "last_success",
            "failing_since",
            "message",
        )
        row: dict[str, Any] = {name: getattr(self, name) for name in names}
        return row | {
            "whole_percent": self.share,
            "offers": self.offers,
            "oldest_price_seen": self.oldest,
            "oldest_price_days": self.oldest_days,
            "open_holds": self.holds,
            "alarms": self.alarms,
            "unread": [{"name": card.name, "words": card.words} for card in self.unread],
        }


def health_report(db: Database, query: ReportQuery) -> Report:
    """One row a vendor, followed by one a source."""
    known, rows = notes(db, query), health(db, query)
    lang, unread = query.lang, discovered_lines(db, query)
    columns = (
        Column(pgettext(lang, "column", "vendor")),
        Column(pgettext(lang, "column", "status")),
        Column(pgettext(lang, "column", "whole"), True, 8),
        Column(pgettext(lang, "column", "success"), keep=7),
        Column(pgettext(lang, "column", "failing"), keep=6, style="red"),
        Column(pgettext(lang, "column", "offers"), True, 5),
        Column(pgettext(lang, "column", "oldest"), True, 8),
        Column(pgettext(lang, "column", "holds"), True, 7),
        Column(pgettext(lang, "column", "message"), keep=2, wrap=True),
    )
    lines = [Line(_cells(one, lang), STYLES[one.status] if one.source is None else "") for one in rows]
    return known.report(
        gettext(lang, "title health"),
        [Section("", columns, lines)] if lines else [],
        [one.to_json() for one in rows],
        closing=[*unread, *([gettext(lang, "legend health")] if lines else [])],
        discovered=discovered(db, query),
        unlisted=unlisted(db, query),
    )


def _cells(one: Health, lang: str) -> list[str]:
    whole = f"{one.share}% ({one.whole}/{one.reads})" if one.reads else "–"
    return [
        f"  {one.source}" if one.source else one.vendor,
        pgettext(lang, "reading", one.status),
        whole,
        (one.last_success or "–")[:10],
        (one.failing_since or "")[:10],
        str(one.offers),
        "–" if one.oldest_days is None else gettext(lang, "days", days=one.oldest_days),
        (f"{one.holds} (!{one.alarms})" if one.alarms else str(one.holds)) if one.source is None else "",
        _unread(one, lang) if one.unread and not one.failing_since else one.message or "",
    ]


def _unread(one: Health, lang: str) -> str:
    cards = (gettext(lang, "unread card", name=card.name, words=card.words) for card in one.unread)
    return gettext(lang, "comma").join(cards)


def health(db: Database, query: ReportQuery) -> list[Health]:
    """Every vendor with offers or reads on a day, and its sources."""
    sources = list(source_reads(db, query.at).values())
    states = [state for state in states_on(db, query.day) if query.region in (None, state.offer.region)]
    holds = open_holds(db, query.day, query.at)
    changed = last_news(db, query.at)
    rows = []
    for vendor in sorted({*(one.vendor for one in sources), *(state.offer.vendor for state in states)}):
        mine = [one for one in sources if one.vendor == vendor]
        sold = [state for state in states if state.offer.vendor == vendor]
        held = [hold for hold in holds if hold.vendor == vendor]
        rows.append(_vendor(vendor, mine, sold, held, changed.get(vendor), query))
        rows += [
            _source(one, [state for state in sold if _price_source(state) == one.source], query)
            for one in mine
        ]
    return rows


def _price_source(state: State) -> str:
    return state.sources.get("price", state.source)


def _vendor(
    vendor: str,
    mine: list[SourceRead],
    sold: list[State],
    held: list[OpenHold],
    changed: str | None,
    query: ReportQuery,
) -> Health:
    failing = min((one.failing_since for one in mine if one.failing_since), default=None)
    last = max((one.last_read for one in mine), default=None)
    success = max((one.last_success for one in mine if one.last_success), default=None)
    message = next((one.message for one in sorted(mine, key=_gravity) if one.message), None)
    unread = tuple(card for one in mine for card in one.unread)
    return Health(
        vendor,
        None,
        _status(last, failing, bool(unread), changed, query),
        sum(one.reads for one in mine),
        sum(one.whole for one in mine),
        last,
        success,
        failing,
        message,
        len(sold),
        *_oldest(sold, query),
        len(held),
        sum(hold.alarm for hold in held),
        unread,
    )


def _source(one: SourceRead, sold: list[State], query: ReportQuery) -> Health:
    return Health(
        one.vendor,
        one.source,
        _status(one.last_read, one.failing_since, bool(one.unread), None, query),
        one.reads,
        one.whole,
        one.last_read,
        one.last_success,
        one.failing_since,
        one.message,
        len(sold),
        *_oldest(sold, query),
        0,
        0,
        one.unread,
    )


def _gravity(one: SourceRead) -> bool:
    """What fails goes before what is partly read."""
    return one.failing_since is None


def _status(
    last: str | None, failing: str | None, partly: bool, changed: str | None, query: ReportQuery
) -> str:
    if last is None:
        return "never_looked"
    if failing:
        return "failing"
    if days_between(last, query.day) > STALE_DAYS:
        return "did_not_look"
    if partly:
        return "partial"
    return "changed" if changed and changed >= last else "no_change"


def _oldest(sold: Iterable[State], query: ReportQuery) -> tuple[str | None, int | None]:
    oldest = min((state.last_seen for state in sold), default=None)
    return oldest, None if oldest is None else days_between(oldest, query.day)
