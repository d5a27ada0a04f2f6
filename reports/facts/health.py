"""Health: how every vendor and each of its sources was read by a day, and how old the prices are that they state."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from db.database import Database, select
from db.tables.events import last_news
from db.tables.states import State
from reports.facts.cost import rounded
from reports.facts.not_seen import STALE_DAYS
from reports.facts.open_holds import OpenHold, days_between, open_holds
from reports.facts.source_reads import Card, SourceRead, source_reads
from reports.facts.states_of_day import states_of_day
from reports.question import ReportQuery


@dataclass(frozen=True)
class Health:
    """A vendor (`source` None) or one of its sources on a day.

    `status` is failing, partial (some cards could not be read), did_not_look, never_looked, changed (by the last
    reading) or no_change. `unread` are the cards of the last reading; the message names them too. `sold` are the
    products, each with its region, of which a source states something; `host` is whose pages it reads.
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
    sold: tuple[tuple[str, str], ...] = ()
    host: str = ""

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


def health(db: Database, query: ReportQuery) -> list[Health]:
    """Every vendor with offers or reads on a day, and its sources."""
    sources = list(source_reads(db, query.at).values())
    states = [state for state in states_of_day(db, query.at) if query.region in (None, state.offer.region)]
    holds = open_holds(db, query.day, query.at)
    changed, hosts = last_news(db, query.at), _hosts(db)
    rows = []
    for vendor in sorted({*(one.vendor for one in sources), *(state.offer.vendor for state in states)}):
        mine = [one for one in sources if one.vendor == vendor]
        sold = [state for state in states if state.offer.vendor == vendor]
        held = [hold for hold in holds if hold.vendor == vendor]
        rows.append(_vendor(vendor, mine, sold, held, changed.get(vendor), query))
        rows += [_source(one, sold, hosts.get(one.source, ""), query) for one in mine]
    return rows


def _hosts(db: Database) -> dict[str, str]:
    """Whose pages each source reads."""
    rows = select(
        db,
        "SELECT source, max(url) AS url FROM addresses JOIN sources ON sources.id = source_id GROUP BY source",
    )
    return {row["source"]: urlsplit(row["url"]).hostname or "" for row in rows}


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
        status=_status(last, failing, bool(unread), changed, query),
        reads=sum(one.reads for one in mine),
        whole=sum(one.whole for one in mine),
        last_read=last,
        last_success=success,
        failing_since=failing,
        message=message,
        offers=len(sold),
        **_oldest(sold, query),
        holds=len(held),
        alarms=sum(hold.alarm for hold in held),
        unread=unread,
    )


def _source(one: SourceRead, of_vendor: list[State], host: str, query: ReportQuery) -> Health:
    sold = [state for state in of_vendor if _price_source(state) == one.source]
    stated = [state.offer for state in of_vendor if one.source in (state.source, *state.sources.values())]
    return Health(
        one.vendor,
        one.source,
        status=_status(one.last_read, one.failing_since, bool(one.unread), None, query),
        reads=one.reads,
        whole=one.whole,
        last_read=one.last_read,
        last_success=one.last_success,
        failing_since=one.failing_since,
        message=one.message,
        offers=len(sold),
        **_oldest(sold, query),
        holds=0,
        alarms=0,
        unread=one.unread,
        sold=tuple(sorted({(offer.product, offer.region) for offer in stated})),
        host=host,
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


def _oldest(sold: Iterable[State], query: ReportQuery) -> dict[str, Any]:
    oldest = min((state.last_seen for state in sold), default=None)
    return {"oldest": oldest, "oldest_days": None if oldest is None else days_between(oldest, query.day)}
