"""`report ratio`: how many times cheaper or dearer than Claude Pro, on the same day, in the same currency."""

from dataclasses import replace

from db.database import Database
from reports.facts.cost import rounded
from reports.facts.figures import CLAUDE_PRO, figures
from reports.output.report import Report
from reports.question import ReportQuery
from reports.views.columns import tables
from reports.views.opening import notes
from reports.views.prices import row
from reports.words.catalogue import gettext, pgettext

COLUMNS = ("plan", "period", "price", "monthly", "monthly other", "ratio", "seen", "provenance")


def ratio_report(db: Database, query: ReportQuery) -> Report:
    """The plans on sale against Claude Pro by the month, the cheapest first; free plans have no ratio."""
    known = notes(db, query)
    everywhere = figures(db, replace(query, region=None))
    here = [
        one for one in everywhere if one.ranked and one.ratio and query.region in (None, one.offer.region)
    ]
    ranked = sorted(here, key=lambda one: (not one.proven, -(one.ratio or 0)))
    claude = next((one for one in everywhere if one.offer.id == CLAUDE_PRO), None)
    beside = gettext(query.lang, "no yardstick")
    if claude:
        cny, usd = (rounded(claude.money("monthly", currency)) for currency in ("CNY", "USD"))
        beside = gettext(query.lang, "yardstick", usd=usd, cny=cny)
    return known.report(
        gettext(query.lang, "title ratio"),
        tables(COLUMNS, ranked, query, pgettext(query.lang, "order", "ratio")),
        [row(one) for one in ranked],
        more=[beside],
    )
