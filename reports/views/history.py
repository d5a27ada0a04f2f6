"""`report history PLAN`: every state a plan has had, under every name, with its events and a chart."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from db.database import Database
from db.tables.rates import DatedRates, NoRate
from db.tables.states import State, claimed
from reports.facts import cost
from reports.facts.cost import rounded
from reports.facts.events import Event, events_of, short, summary
from reports.facts.moves import dated_rates
from reports.facts.plans.plan_search import find
from reports.facts.timeline import Span, Timeline, spans_of, timeline
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.block_chart import chart
from reports.views.columns import introduction
from reports.views.opening import notes
from reports.words.attribution import attributed
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import plain
from scrapers.vocabulary.brands import BRANDS, called

CHARTS = 6


def history_report(db: Database, query: ReportQuery) -> Report:
    """The states of the plans the asked words name; raises BadQuestion where no plan is named so."""
    known, past = notes(db, query), timeline(db)
    plans = find(db, past, query)
    claims = claimed(db, query.at)
    shown = [(plan, past.spans(plan, query.at), _said(past, plan, claims)) for plan in plans]
    shown = [(plan, spans, told) for plan, spans, told in shown if spans or told]
    sections = [
        section
        for plan, spans, told in shown
        for section in _sections(plan, spans, told, query, len(shown) <= CHARTS)
    ]
    ids = {name for plan, _, _ in shown for name in past.ids(plan)}
    events = events_of(db, query, ids)
    if events:
        lines = [_event(one, query.lang) for one in events]
        sections.append(Section(gettext(query.lang, "events"), text=lines))
    rates = dated_rates(db)
    rows = [row(span, plan, rates, query) for plan, spans, told in shown for span in [*spans, *told]]
    heading = gettext(query.lang, "title history", plan=_asked(query))
    said = [one.to_json() for one in events]
    return known.report(heading, sections, rows, plan=query.plan, events=said)


def _event(one: Event, lang: str) -> str:
    name = f"{one.at[:10]} {short(one.offer, lang, one.plan_name)}"
    return gettext(lang, "labelled", name=name, text=f"{one.about.name(lang)} {summary(one, lang)}")


def _asked(query: ReportQuery) -> str:
    """What was asked for, a vendor by its name."""
    return called(query.plan, query.lang) if query.plan in BRANDS else query.plan


def _said(past: Timeline, plan: str, told: Sequence[State]) -> list[Span]:
    ids = set(past.ids(plan))
    return [span for state in told if state.offer.id in ids for span in spans_of(state)]


def row(span: Span, plan: str, rates: DatedRates, query: ReportQuery) -> dict[str, Any]:
    """A state as programs read it: half-open, `to` null = still so on the asked day; `claim` = not believed."""
    said, state = span.offer.to_json(), span.state
    names = ("plan_name", "region", "per", "period", "currency", "price", "list_price")
    return {
        "offer": span.offer.id,
        "now": plan,
        **{name: said[name] for name in names},
        **{
            name: said[name]
            for name in ("intro_price", "intro_periods", "intro_until", "charges", "availability")
        },
        "from": span.start,
        "to": _end(span, query),
        **_monthly(span, rates),
        "claim": state.confidence == "low",
        "confidence": state.confidence,
        "provenance": state.provenance,
        "last_seen": state.last_seen,
        "source": state.source,
        "url": state.url,
        "quotas": said["quotas"],
        "models": said["models"],
        "evidence": span.offer.evidence,
    }


def _end(span: Span, query: ReportQuery) -> str | None:
    return span.end if span.end and span.end <= query.at else None


def _monthly(span: Span, rates: DatedRates) -> dict[str, str | None]:
    """The monthly price at the rate of the day it began; null before our rates begin."""
    try:
        rate = rates.on(date.fromisoformat(span.start[:10]))
    except NoRate:
        return {"monthly_cny": None, "monthly_usd": None}
    price, currency = cost.monthly(span.offer), str(span.offer.currency)
    return {f"monthly_{to.lower()}": rounded(rate.convert(price, currency, to)) for to in ("CNY", "USD")}


def _sections(
    plan: str, spans: list[Span], told: list[Span], query: ReportQuery, draw: bool
) -> list[Section]:
    lang = query.lang
    columns = (
        Column(pgettext(lang, "column", "from")),
        Column(pgettext(lang, "column", "to")),
        Column(pgettext(lang, "column", "price"), True),
        Column(pgettext(lang, "column", "list"), True, 5),
        Column(pgettext(lang, "column", "first"), keep=7, style="magenta"),
        Column(pgettext(lang, "column", "availability"), keep=4),
        Column(pgettext(lang, "column", "name"), keep=3),
        Column(pgettext(lang, "column", "provenance")),
        Column(pgettext(lang, "column", "evidence"), keep=1, style="dim", wrap=True),
    )
    lines = [_line(span, query) for span in sorted([*spans, *told], key=lambda span: span.start)]
    drawing = chart(spans, query.day, query.width) if draw else []
    newest = (spans or told)[-1].offer
    return [Section(short(plan, lang, newest.plan_name), columns, lines, chart=drawing)]


def _line(span: Span, query: ReportQuery) -> Line:
    offer, lang = span.offer, query.lang
    claim = span.state.confidence == "low"
    end = _end(span, query)
    return Line(
        [
            span.start[:10],
            end[:10] if end else "…",
            f"{plain(cost.recurring(offer))} {offer.currency}",
            plain(offer.list_price) if offer.list_price is not None else "",
            introduction(offer, lang),
            pgettext(lang, "state", offer.availability) if offer.availability else "",
            title(offer, lang),
            pgettext(lang, "provenance", "claim" if claim else span.state.provenance),
            attributed(offer.evidence, span.state.provenance, lang),
        ],
        "dim italic" if claim else "",
    )
