"""A plan's page: what it costs now, how it came to that, and what the words behind it are."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from db.tables.states import end_of
from reports.facts.plans.plan_facts import place_of
from reports.facts.plans.tool_setups import tool_setups
from reports.facts.stock import stock
from reports.facts.timeline import Span
from reports.facts.value.valued_plans import shortest, value_of
from reports.files.json_ld import product
from reports.site.charts.draw import Job
from reports.site.charts.series import changed, gaps, history, stretches
from reports.site.facts import Facts
from reports.site.plans import Plan, Term
from reports.site.rows import Row, event_row, figure_row, hold_row, state_row
from reports.views.answer import beside
from reports.views.fact_groups import FactGroup, fact_groups
from reports.views.payments import paid
from reports.views.stock import stock_lines
from reports.views.value_words import value_group
from reports.words.amounts import money
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.plan_names import title
from reports.words.quota_text import quota_text
from scrapers.offer import plain
from scrapers.vocabulary.brands import called

SHOWN = 12
LEGEND = ("price", "stale", "intro", "list", "hold")


def jobs(facts: Facts) -> dict[str, Job]:
    """The history chart of every way to pay that has a past."""
    histories = {
        term.id: history(term, facts.query)
        for plan in facts.plans
        for term in plan.terms
        if changed(term, facts.query)
    }
    return {name: ("history", sets) for name, sets in histories.items() if sets}


def plan_page(facts: Facts, plan: Plan, lang: str, drawn: Mapping[str, Markup]) -> dict[str, Any]:
    """The values of one plan's page."""
    name = title(plan.first, lang)
    looked = stock(facts.db, facts.query.at).get(place_of(plan.first))
    return {
        "title": name,
        "plan": plan,
        "name": name,
        "told": _told(plan, name, lang),
        "vendor_name": called(plan.first.vendor, lang, plan.first.region),
        "region": plan.first.region,
        "per": plan.first.per,
        "terms": [_term(facts, term, lang, drawn) for term in plan.terms],
        "events": [event_row(facts, one, lang) for one in plan.events[:SHOWN]],
        "more": max(0, len(plan.events) - SHOWN),
        "facts_rows": _facts_rows(facts, plan, lang),
        "groups": _groups(facts, plan, lang),
        "setups": tool_setups(plan.first),
        "stock": stock_lines(looked, lang) if looked else [],
        "badge": _badge(plan, lang),
        "json_ld": product(plan.figures, lang),
    }


def _groups(facts: Facts, plan: Plan, lang: str) -> list[FactGroup]:
    """What people choose it by; of a plan that is sold, also what a month buys."""
    groups = fact_groups(plan.first, plan.source, lang)
    if plan.sold:
        value = value_of(shortest(plan.figures), facts.query)
        groups.insert(1, value_group(value, replace(facts.query, lang=lang)))
    return groups


def _told(plan: Plan, name: str, lang: str) -> str:
    """The plan in a line, for who sees a link to its page and not yet the page."""
    if not plan.best:
        return gettext(lang, "plan gone")
    said = gettext(lang, "dot").join([paid(plan.best, lang), *beside(plan.best, lang)])
    return gettext(lang, "labelled", name=name, text=said)


def _badge(plan: Plan, lang: str) -> str:
    """The file of a plan's badge, nothing where it has none."""
    ranked = any(one.ranked for one in plan.figures)
    return f"{plan.slug}{'' if lang == 'en' else '.' + lang}.svg" if ranked else ""


def _term(facts: Facts, term: Term, lang: str, drawn: Mapping[str, Markup]) -> Row:
    until = facts.query.day
    shown = [span for span in term.spans if span.start <= end_of(until)]
    states = sorted([*shown, *term.told], key=lambda span: span.start, reverse=True)
    return {
        "id": term.id,
        "term": pgettext(lang, "period", str(term.last.period)),
        "currency": term.last.currency,
        "row": figure_row(facts, term.figure, lang) if term.figure else None,
        "figure": term.figure,
        "charged": paid(term.figure, lang) if term.figure else "",
        "chart": drawn.get(term.id, ""),
        "last": plain(term.last.price) if term.last.price is not None else "",
        "text": _text(facts, term, shown, lang),
        "states": [state_row(span, until, lang) for span in states],
        "waits": [hold_row(facts, wait, lang) for wait in term.waits if wait.open],
        "legend": _legend(term, facts),
    }


def _legend(term: Term, facts: Facts) -> list[str]:
    """What of the chart's marks can be seen in it; nothing where there is no chart."""
    if not changed(term, facts.query):
        return []
    sets = history(term, facts.query)
    return [name for name in LEGEND if any(one["s"] < one["e"] for one in sets.get(name, ()))]


def _text(facts: Facts, term: Term, shown: list[Span], lang: str) -> list[str]:
    """The chart in words."""
    if not shown:
        return []
    offer, last = term.last, shown[-1].state
    known_stretches = stretches(shown, end_of(facts.query.day))
    price = money(plain(offer.price), str(offer.currency)) if offer.price is not None else "–"
    period = pgettext(lang, "period", str(offer.period))
    if not changed(term, facts.query):
        since, seen = shown[0].start[:10], last.last_seen[:10]
        return [gettext(lang, "chart flat", price=price, term=period, since=since, seen=seen)]
    return [
        gettext(lang, "chart last", price=price, term=period, seen=last.last_seen[:10]),
        ngettext(lang, "chart first", len(known_stretches), day=shown[0].start[:10]),
        *(gettext(lang, "chart gap", start=start, end=end) for start, end in gaps(term, facts.query)),
    ]


def _facts_rows(facts: Facts, plan: Plan, lang: str) -> list[Row]:
    """The quotas and models the plan has had, newest first, each once in a row."""
    spans = [span for term in plan.terms[:1] for span in term.spans if span.start <= facts.query.at]
    rows: list[Row] = []
    said: tuple[Any, ...] = ((), ())
    for span in spans:
        offer = span.offer
        if said != (offer.quotas, offer.models) != ((), ()):
            said = (offer.quotas, offer.models)
            quotas = [quota_text(quota, lang) for quota in offer.quotas]
            rows.append({"from": span.start[:10], "quotas": quotas, "models": list(offer.models)})
    return rows[::-1]
