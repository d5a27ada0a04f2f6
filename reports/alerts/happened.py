"""What there is to tell: the events since alerts last looked, and what has waited or been silent for long."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from db.database import Database, select
from db.tables.event_kinds import KINDS
from db.tables.states import State, last_of, moment
from reports.alerts.market import Market
from reports.alerts.rules import Asked, Rule, limited, meets, wants
from reports.alerts.tiding import Tiding
from reports.facts.events import Event
from reports.facts.figures import OFF_SALE
from reports.facts.health import health
from reports.facts.open_holds import open_holds
from reports.facts.plans.plan_facts import for_people, place_of, plan_pages
from reports.feeds.news_items import NewsItem, entries
from reports.output.sanitize import link
from reports.question import ReportQuery

STOCK = "back_in_stock"
QUIET = tuple(key for key, one in KINDS.items() if not one.news)


def wanted(
    db: Database, rules: Iterable[Rule], since: str, now: datetime, *, stock: bool = False
) -> list[Tiding]:
    """What rules want of all that was published since a moment and of what waits now, each thing once.

    With `stock`, only what is back in stock. The order is that of kinds and plans.
    """
    market, query = Market(db, now.date()), ReportQuery(day=now.date())
    happened = list(_happened(db, query, since))
    told: dict[str, Tiding] = {}
    for rule in rules:
        waiting = [] if stock else _waiting(db, rule, market, query, now)
        for one in (*happened, *waiting):
            if (one.kind == STOCK or not stock) and wants(rule, one, market):
                told.setdefault(one.identity, one)
    return list(told.values())


def _happened(db: Database, query: ReportQuery, since: str) -> Iterator[Tiding]:
    """The events that were published since a moment: one plan, one kind, one night a tiding."""
    for cause in ("vendor", "correction"):
        for item in entries(db, query, cause):
            if item.published_at >= since:
                yield _of_item(db, item)
    marks = ", ".join("?" * len(QUIET))
    sql = f"""SELECT at, published_at, offer, vendor, kind, before, after, cause, provenance, url, evidence
        FROM events WHERE published_at >= ? AND published_at <= ? AND kind IN ({marks}) ORDER BY at, offer, id"""
    for row in select(db, sql, [since, query.at, *QUIET]):
        sides = {name: json.loads(row[name]) if row[name] else None for name in ("before", "after")}
        event = Event(**{**row, **sides})
        yield _of_item(db, NewsItem((event,), f"{event.cause}/{event.kind}/{event.offer}/{event.at}"))


def _of_item(db: Database, item: NewsItem) -> Tiding:
    first = item.first
    state = last_of(db, first.offer)
    discovered = (first.after or {}).get("url") if item.kind == "page_discovered" else None
    return Tiding(
        item.identity,
        STOCK if _back(item) else item.kind,
        first.vendor,
        first.at,
        tuple(event.offer for event in item.events),
        state.offer.plan_name if state else "",
        link(discovered) if discovered and for_people(discovered) else page_of(state),
        first.cause == "correction",
        {"events": [{**event.to_json(), "vendor": event.vendor} for event in item.events]},
    )


def _back(item: NewsItem) -> bool:
    """Whether a plan that could not be bought now can."""
    pairs = [
        ((one.before or {}).get("availability"), (one.after or {}).get("availability")) for one in item.events
    ]
    return item.kind == "availability_changed" and any(
        before in OFF_SALE and after and after not in OFF_SALE for before, after in pairs
    )


def page_of(state: State | None) -> str | None:
    """Where a person reads or buys a plan."""
    pages = plan_pages(state.offer, state.url) if state else None
    return link(pages.buy or pages.price) if pages else None


def _waiting(db: Database, rule: Rule, market: Market, query: ReportQuery, now: datetime) -> Iterator[Tiding]:
    asked = Asked.of(rule)
    if asked.ends is not None:
        yield from _endings(market, asked.ends)
    if rule.rates and limited(rule):
        yield from _moved_by_rates(rule, market)
    if asked.holds is not None:
        yield from _holds(db, query, asked.holds)
    if asked.fails is not None:
        yield from _failing(db, query, now, asked.fails)
    if asked.silent is not None:
        yield from _silence(db, now, asked.silent)


def _endings(market: Market, days: int) -> Iterator[Tiding]:
    """Introductions whose announced last day is at most so many days away, a plan with all its terms at once."""
    ending: dict[str, list[State]] = {}
    for state in market.states.values():
        until = state.offer.intro_until
        if until and state.offer.charges and market.day <= until <= market.day + timedelta(days=days):
            ending.setdefault(f"ends/{place_of(state.offer)}/{until}", []).append(state)
    for identity, states in ending.items():
        yield _of_states(identity, "intro_ends", states, until=str(states[0].offer.intro_until))


def _moved_by_rates(rule: Rule, market: Market) -> Iterator[Tiding]:
    """Plans that came within a rule's limits since their price was first seen, by nothing but exchange rates."""
    for name, state in market.states.items():
        now, then = market.quote(name), market.quote(name, date.fromisoformat(state.first_seen[:10]))
        if now and then and meets(rule, now) and not meets(rule, then):
            price = now.price(rule.currency or "CNY")
            said = {
                "price": None if price is None else str(round(price, 2)),
                "currency": rule.currency or "CNY",
            }
            yield _of_states(f"rate/{name}/{state.first_seen}", "rate_moved", [state], **said)


def _of_states(identity: str, kind: str, states: list[State], **said: str | None) -> Tiding:
    first = states[0]
    offers = tuple(state.offer.id for state in states)
    terms = [state.offer.to_json() for state in states]
    return Tiding(
        identity, kind, first.offer.vendor, first.first_seen, offers, first.offer.plan_name, page_of(first),
        said={**said, "terms": terms},
    )  # fmt: skip


def _holds(db: Database, query: ReportQuery, days: int) -> Iterator[Tiding]:
    for hold in open_holds(db, query.day, query.at):
        if hold.days > days:
            state = last_of(db, hold.offer)
            said = {
                "field": hold.field,
                "rule": hold.rule,
                "reason": hold.reason,
                "since": hold.since[:10],
                "id": hold.id,
            }
            name = state.offer.plan_name if state else ""
            identity = f"hold/{hold.offer}/{hold.field}/{hold.since}"
            yield Tiding(
                identity,
                "hold_waits",
                hold.vendor,
                hold.since,
                (hold.offer,),
                name,
                page_of(state),
                said=said,
            )


def _failing(db: Database, query: ReportQuery, now: datetime, days: int) -> Iterator[Tiding]:
    """Vendors of which a source could not be read for so many days."""
    limit = moment(now - timedelta(days=days))
    for one in health(db, query):
        if one.source is None and one.failing_since and one.failing_since <= limit:
            said = {"since": one.failing_since[:10], "message": one.message or ""}
            yield Tiding(
                f"failing/{one.vendor}/{one.failing_since}",
                "vendor_fails",
                one.vendor,
                one.failing_since,
                said=said,
            )


def _silence(db: Database, now: datetime, hours: int) -> Iterator[Tiding]:
    """That no crawl of the vendors' pages began for so many hours, after there were some."""
    [row] = select(db, "SELECT max(started_at) AS last FROM crawls WHERE kind = 'live'")
    last = row["last"]
    if last and last <= moment(now - timedelta(hours=hours)):
        yield Tiding(f"silent/{last}", "crawler_silent", "", last, said={"since": last})
