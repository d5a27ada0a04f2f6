"""`report cost`: what so many months cost a new buyer, everything charged counted."""

from collections.abc import Sequence
from typing import Any

from db.database import Database
from reports.facts import cost as costs
from reports.facts.cost import rounded
from reports.facts.figures import Figure, figures
from reports.facts.proof import PROOF_DAYS
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views import cheapest_way
from reports.views.cheapest_way import cheapest_way_report
from reports.views.columns import group_words, introduction, period, why_unproven
from reports.views.opening import notes
from reports.views.prices import row
from reports.words import plan_names
from reports.words.catalogue import gettext, ngettext, pgettext
from scrapers.offer import PERS, REGIONS, months_of, plain


def total_cost_report(db: Database, query: ReportQuery) -> Report:
    """The plans on sale by what the asked months cost a new buyer who stays with one offer; then the cheapest way.

    With `switch` the cheapest way when changing plans is allowed, step by step.
    """
    if query.switch:
        return cheapest_way_report(db, query)
    known, all_of_them = notes(db, query), figures(db, query)
    ranked = sorted(
        (one for one in all_of_them if one.ranked),
        key=lambda one: (not one.proven, total(one, query, "CNY"), one.offer.id),
    )
    sections = _sections(ranked, query)
    cheapest = cheapest_way.ways(all_of_them, query, switch=False)
    return known.report(
        ngettext(query.lang, "title cost", query.months),
        [*sections, *cheapest_way.sections(cheapest, query)],
        [_row(one, query) for one in ranked],
        closing=[gettext(query.lang, "legend cost")] if ranked else [],
        months=query.months,
        switch=False,
        cheapest=[one.to_json() for one in cheapest],
    )


def total(one: Figure, query: ReportQuery, currency: str) -> Any:
    """What the asked months cost in a currency, unrounded."""
    return one.convert(costs.cost(one.offer, query.months), currency)


def steps(one: Figure, query: ReportQuery) -> str:
    """The charges in order: "2 × 9.9 + 10 × 40 CNY"."""
    parts = [f"{step.times} × {plain(step.amount)}" for step in costs.charges(one.offer, query.months)]
    return f"{' + '.join(parts)} {one.offer.currency}"


def _row(one: Figure, query: ReportQuery) -> dict[str, Any]:
    figure = row(one)
    names = ("offer", "vendor", "product", "plan", "region", "per", "period", "currency", "plan_name")
    charged = costs.charges(one.offer, query.months)
    covered = months_of(one.offer.period) * sum(step.times for step in charged)
    return {
        **{name: figure[name] for name in names},
        "cost": plain(costs.cost(one.offer, query.months)),
        "cost_cny": rounded(total(one, query, "CNY")),
        "cost_usd": rounded(total(one, query, "USD")),
        "estimated": costs.estimated(one.offer),
        "months_paid_for": covered,
        "charges": [{"times": step.times, "amount": plain(step.amount)} for step in charged],
        "proven": figure["proven"],
        "unproven_because": figure["unproven_because"],
        "last_seen": figure["last_seen"],
        "provenance": figure["provenance"],
    }


def _sections(ranked: Sequence[Figure], query: ReportQuery) -> list[Section]:
    """The plans by region, accounts and seats apart: first what vendors' pages prove, then the rest with its reasons."""
    groups = [
        [one for one in ranked if (one.offer.region, one.offer.per) == (region, per)]
        for region in REGIONS
        for per in PERS
    ]
    known = [group for group in groups if group]
    others = [[one for one in group if not one.proven] for group in known]
    return [_proven(group, query) for group in known] + [_unproven(group, query) for group in others if group]


def _proven(group: Sequence[Figure], query: ReportQuery) -> Section:
    order = pgettext(query.lang, "order", "cost")
    title = gettext(query.lang, "section", **group_words(group, query), order=order)
    here = [one for one in group if one.proven]
    if not here:
        return Section(title, text=[gettext(query.lang, "nothing proven", days=PROOF_DAYS)])
    return Section(title, _columns(query), _lines(here, query))


def _unproven(group: Sequence[Figure], query: ReportQuery) -> Section:
    title = gettext(query.lang, "section unproven", **group_words(group, query), days=PROOF_DAYS)
    reason = Column(pgettext(query.lang, "column", "unproven"), keep=6, style="dim")
    lines = [
        Line([*line.cells[1:], why_unproven(one, query.lang)])
        for one, line in zip(group, _lines(group, query), strict=True)
    ]
    return Section(title, (*_columns(query)[1:], reason), lines)


def _columns(query: ReportQuery) -> tuple[Column, ...]:
    lang, currency = query.lang, query.currency or "CNY"
    return (
        Column(pgettext(lang, "column", "rank"), True, 5),
        Column(pgettext(lang, "column", "plan")),
        Column(pgettext(lang, "column", "period"), keep=6),
        Column(pgettext(lang, "column", "cost", currency=currency), True, style="bold"),
        Column(pgettext(lang, "column", "average", currency=currency), True, 4),
        Column(pgettext(lang, "column", "charges"), keep=7),
        Column(pgettext(lang, "column", "first"), keep=2, style="magenta"),
    )


def _lines(group: Sequence[Figure], query: ReportQuery) -> list[Line]:
    lang, currency = query.lang, query.currency or "CNY"
    return [
        Line(
            [
                str(place),
                plan_names.title(one.offer, lang),
                period(one.offer, lang),
                ("~" if costs.estimated(one.offer) else "") + rounded(total(one, query, currency)),
                rounded(total(one, query, currency) / query.months),
                steps(one, query),
                introduction(one.offer, lang),
            ]
        )
        for place, one in enumerate(group, 1)
    ]
