"""`report prices`: what every plan costs, cheapest first, by region."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from db.database import Database
from reports.facts import cost
from reports.facts.cost import rounded
from reports.facts.figures import Figure, figures
from reports.output.later import Later
from reports.output.report import Report, Section
from reports.question import ReportQuery
from reports.views.columns import SORTED, table, tables
from reports.views.opening import notes
from reports.views.plan_json import plans_json
from reports.words.catalogue import gettext, pgettext
from scrapers.offer import KEY, plain

COLUMNS = (
    "rank", "plan", "today", "then", "year", "monthly", "monthly other", "ratio", "cups", "seen", "changed", "provenance",
)  # fmt: skip
PRICES = ("price", "list_price", "intro_price", "intro_periods", "intro_until", "charges")
UNRANKED = ("plan", "period", "price", "monthly", "monthly other", "why", "seen", "changed", "provenance")


def prices_report(db: Database, query: ReportQuery) -> Report:
    """Every plan of a day: the ranking by region, accounts and seats apart, first what is proven; then what is listed only."""
    priced, known = figures(db, query), notes(db, query)
    closing = [gettext(query.lang, "legend")] if priced else []
    return known.report(
        gettext(query.lang, "title prices"),
        Later(lambda: _sections(priced, query)),
        Later(lambda: [row(one) for one in priced]),
        closing=closing,
        plans=cache(partial(plans_json, priced, query)),
    )


def _sections(priced: Sequence[Figure], query: ReportQuery) -> list[Section]:
    sections = tables(_columns(query), priced, query, pgettext(query.lang, "order", query.by))
    rest = [one for one in priced if not one.ranked]
    if rest:
        sections.append(table(gettext(query.lang, "unranked"), UNRANKED, rest, query, "dim"))
    return sections


def _columns(query: ReportQuery) -> list[str]:
    """The columns, the one that is sorted by among them."""
    names = [name for name in COLUMNS if query.currency is None or name != "monthly other"]
    if SORTED[query.by] not in names:
        names.insert(names.index("year") + 1, SORTED[query.by])
    return names


def row(one: Figure) -> dict[str, Any]:
    """A figure as programs read it: amounts are strings; docs/contract.md says what each field means."""
    said = one.offer.to_json()
    return {
        "offer": one.offer.id,
        **{name: said[name] for name in KEY},
        "plan_name": one.offer.plan_name,
        "rank": one.rank,
        "ranked": one.ranked,
        "unranked_because": one.unranked,
        "proven": one.proven,
        "unproven_because": one.unproven,
        **{name: said[name] for name in PRICES},
        "pay_today": plain(cost.pay_today(one.offer)),
        **_amounts(one),
        "ratio_to_claude_pro": None if one.ratio is None else rounded(one.ratio),
        "cups": rounded(one.cups),
        "availability": one.offer.availability,
        "held": list(one.held),
        **_times(one),
        "evidence": one.offer.evidence,
        "quotas": said["quotas"],
        "models": said["models"],
    }


def _amounts(one: Figure) -> dict[str, Any]:
    amounts = {
        f"{what}_{currency.lower()}": rounded(one.money(what, currency))
        for what in ("monthly", "first_month", "first_year")
        for currency in ("CNY", "USD")
    }
    return amounts | {"first_year_estimated": cost.estimated(one.offer)}


def _times(one: Figure) -> dict[str, Any]:
    state = one.state
    return {
        "last_seen": state.last_seen,
        "last_changed": one.last_changed,
        "failing_since": one.failing_since,
        "unlisted_since": state.unlisted,
        "provenance": state.provenance,
        "source": state.source,
        "sources": dict(state.sources),
        "url": state.url,
    }
