"""What happened: events as reports tell them, with the move of a price split between vendor and rate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import orjson

from db.database import Database, select
from db.tables.event_kinds import Kind, listed, news
from db.tables.event_kinds import kind as known
from db.tables.rates import DatedRates
from reports.facts.cached_until_write import cached_until_write
from reports.facts.cost import repeated
from reports.facts.moves import Move, dated_rates, rates_between, split
from reports.facts.timeline import Timeline, timeline
from reports.question import COMPARED, ReportQuery
from reports.words.amounts import currency_called
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title_of_id
from scrapers.offer import AVAILABILITIES, KEY, months_of


def key_of(offer: str) -> dict[str, str]:
    """The identifiers in an offer id, empty where it has fewer."""
    return dict(zip(KEY, [*offer.split("/"), *[""] * len(KEY)], strict=False))


@dataclass(frozen=True)
class Event:
    """One event: first seen `at`, published at `published_at`, by the vendor or as a correction of ours."""

    at: str
    published_at: str
    offer: str
    vendor: str
    kind: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    cause: str
    provenance: str
    url: str | None
    evidence: str | None
    moves: tuple[Move, ...] = ()
    plan_name: str = ""

    @property
    def about(self) -> Kind:
        """Its kind: what it is called, whether it is news; raises UnknownKind for a word nobody knows."""
        return known(self.kind)

    @cached_property
    def key(self) -> dict[str, str]:
        return key_of(self.offer)

    def to_json(self) -> dict[str, Any]:
        names = (
            "at",
            "published_at",
            "offer",
            "kind",
            "before",
            "after",
            "cause",
            "url",
            "provenance",
            "evidence",
        )
        row = {name: getattr(self, name) for name in names}
        return row | {"moves": {move.currency: move.to_json() for move in self.moves} or None}


COLUMNS = "id, at, published_at, offer, vendor, kind, before, after, cause, provenance, url, evidence"
_EVENTS = f"""
SELECT {COLUMNS} FROM events
WHERE {{when}} AND (:kind IS NULL OR kind = :kind) ORDER BY at DESC, offer, kind, id
"""
_WHEN = "at <= :at AND at >= :since"
_OF_OFFERS = "offer IN (SELECT value FROM json_each(:offers)) AND +at <= :at AND +at >= :since"


def stored_events(
    db: Database, query: ReportQuery, offers: Iterable[str] | None = None
) -> list[dict[str, Any]]:
    """The news first seen from `start` to the end of the day, as it is stored, newest first; of these offers alone
    where they are given, and of other kinds only where they are asked for."""
    asked = {"at": query.at, "since": query.start.isoformat() if query.start else "", "kind": query.kind}
    asked |= {} if offers is None else {"offers": orjson.dumps(list(offers)).decode()}
    rows = select(db, _EVENTS.format(when=_WHEN if offers is None else _OF_OFFERS), asked)
    news_alone = [row for row in rows if query.kind or known(row["kind"]).news]
    if query.region is None:
        return news_alone
    return [row for row in news_alone if query.region == key_of(row["offer"])["region"]]


def events_of(db: Database, query: ReportQuery, offers: Iterable[str] | None = None) -> list[Event]:
    """The same as events, with the plan's name and the move of a price."""
    return read_events(db, stored_events(db, query, offers))


def read_events(db: Database, rows: Iterable[dict[str, Any]]) -> list[Event]:
    """Stored events with the plan's name and the move of a price, each read once."""
    past, rates, known = timeline(db), dated_rates(db), _known(db)
    for row in (rows := list(rows)):
        if row["id"] not in known:
            known[row["id"]] = _read(past, rates, row)
    return [known[row["id"]] for row in rows]


@cached_until_write
def _known(_: Database) -> dict[int, Event]:
    """The events that were read, by their numbers."""
    return {}


def vendors_with_news(db: Database, query: ReportQuery) -> set[str]:
    """Whose news was first seen from `start` to the end of the day."""
    sql = f"SELECT DISTINCT vendor FROM events WHERE {_WHEN} AND kind IN ({listed(news())})"
    since = query.start.isoformat() if query.start else ""
    return {row["vendor"] for row in select(db, sql, {"at": query.at, "since": since})}


def _read(past: Timeline, rates: DatedRates, row: dict[str, Any]) -> Event:
    before, after = (orjson.loads(row[name]) if row[name] else None for name in ("before", "after"))
    told = {"before": before, "after": after, "plan_name": past.named(row["offer"])}
    if row["kind"] == "price_changed" and before and after:
        told["moves"] = _moves(past, rates, row, before["price"], after["price"])
    return Event(**({name: value for name, value in row.items() if name != "id"} | told))


def _moves(
    past: Timeline, rates: DatedRates, row: Mapping[str, Any], before: str | None, after: str | None
) -> tuple[Move, ...]:
    """The move from the day the old price was first seen to the day of the change, in yuan and in dollars."""
    since = past.price_since(row["offer"], row["at"]) or row["at"]
    known = None if None in (before, after) else rates_between(rates, since, row["at"])
    if known is None:
        return ()
    key = key_of(row["offer"])
    term = months_of(key["period"])
    old, new = (Decimal(str(price)) / term for price in (before, after))
    return tuple(split(old, new, key["currency"], known, to) for to in COMPARED)


def short(offer: str, lang: str, plan_name: str = "") -> str:
    """An offer's name with where it is sold and its term: "Zhipu GLM Coding Plan Lite · China · month"."""
    key = key_of(offer)
    per = [] if key["per"] in ("account", "") else [pgettext(lang, "per", key["per"])]
    where = [pgettext(lang, "region short", key["region"])] if key["region"] else []
    term = [pgettext(lang, "period", key["period"])] if key["period"] else []
    return " · ".join([title_of_id(offer, lang, plan_name), *where, *term, *per])


def names_of_rename(one: Event, lang: str) -> str:
    """What a renamed plan was called and is called: "Claude Max 5x → Claude Max"."""
    return " → ".join(
        title_of_id(str((side or {}).get("offer", "")), lang) for side in (one.before, one.after)
    )


def summary(one: Event, lang: str) -> str:
    """What changed, in a few words: "49 → 118 CNY"."""
    currency = currency_called(one.key["currency"], lang)
    old, new = one.before or {}, one.after or {}
    if one.kind == "renamed":
        return names_of_rename(one, lang)
    if one.kind == "page_discovered":
        return f"{new.get('title') or ''} {new.get('url') or ''}".strip()
    if None in (one.before, one.after):
        facts = new or old
        return f"{facts.get('price') or '–'} {currency}"
    if one.kind.startswith("intro"):
        text = f"{_intro(old, currency, lang)} → {_intro(new, currency, lang)}"
    elif one.kind in ("price_changed", "list_price_changed"):
        text = f"{_first(old)} → {_first(new)} {currency}"
    elif one.kind == "availability_changed":
        text = " → ".join(_sold(_first(side), lang) for side in (old, new))
    else:
        text = f"{_first(old)} → {_first(new)}"
    return (
        gettext(lang, "noted", what=text, note=gettext(lang, "correction"))
        if one.cause == "correction"
        else text
    )


def _first(side: Mapping[str, Any]) -> str:
    return next((_said(value) for value in side.values() if value is not None), "–")


def _sold(availability: str, lang: str) -> str:
    return pgettext(lang, "state", availability) if availability in AVAILABILITIES else availability


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value) or "–"
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return str(value)


def _intro(side: Mapping[str, Any], currency: str, lang: str) -> str:
    if side.get("intro_price") is None:
        return "–"
    until = gettext(lang, "until", day=side["intro_until"]) if side.get("intro_until") else ""
    first = {"price": side["intro_price"], "periods": side.get("intro_periods")}
    steps = [{**step, "price": f"{step['price']} {currency}"} for step in side.get("charges") or [first]]
    return gettext(lang, "comma").join(repeated(step) for step in steps) + until
