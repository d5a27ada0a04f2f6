"""`report cost`: what so many months cost a new buyer, everything charged counted."""

from typing import Any

from db.database import Database
from reports.facts import cost as costs
from reports.facts.cost import rounded
from reports.facts.figures import Figure, figures
from reports.output.report import Report
from reports.question import ReportQuery
from reports.views import cheapest_way
from reports.views.cheapest_way import cheapest_way_report
from reports.views.columns import tables
from reports.views.opening import notes
from reports.views.prices import row
from reports.words.catalogue import gettext, ngettext, pgettext
from scrapers.offer import months_of, plain

COLUMNS = ("rank", "plan", "period", "cost", "average", "charges")


def total_cost_report(db: Database, query: ReportQuery) -> Report:
    """The plans on sale by what the asked months cost a new buyer who stays with one offer; then the cheapest way.

    With `switch` the cheapest way when changing plans is allowed, step by step.
    """
    if query.switch:
        return cheapest_way_report(db, query)
    known, all_of_them = notes(db, query), figures(db, query)
    ranked = sorted(
        (one for one in all_of_them if one.ranked),
        key=lambda one: (not one.proven, one.cost(query.months, "CNY"), one.offer.id),
    )
    sections = tables(COLUMNS, ranked, query, pgettext(query.lang, "order", "cost"))
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


def _row(one: Figure, query: ReportQuery) -> dict[str, Any]:
    figure = row(one)
    names = ("offer", "vendor", "product", "plan", "region", "per", "period", "currency", "plan_name")
    charged = costs.charges(one.offer, query.months)
    covered = months_of(one.offer.period) * sum(step.times for step in charged)
    return {
        **{name: figure[name] for name in names},
        "cost": plain(costs.cost(one.offer, query.months)),
        "cost_cny": rounded(one.cost(query.months, "CNY")),
        "cost_usd": rounded(one.cost(query.months, "USD")),
        "estimated": costs.estimated(one.offer),
        "months_paid_for": covered,
        "charges": [{"times": step.times, "amount": plain(step.amount)} for step in charged],
        "proven": figure["proven"],
        "unproven_because": figure["unproven_because"],
        "last_seen": figure["last_seen"],
        "provenance": figure["provenance"],
    }
