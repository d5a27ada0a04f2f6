"""`report milk-tea`: how many cups of milk tea a month of each plan is."""

from db.database import Database
from reports.facts.figures import figures
from reports.output.report import Report
from reports.question import ReportQuery
from reports.views.columns import tables
from reports.views.opening import notes
from reports.views.prices import row
from reports.words.catalogue import gettext, pgettext
from scrapers.offer import plain

COLUMNS = ("plan", "period", "monthly", "cups", "drawn", "seen", "provenance")


def milk_tea_report(db: Database, query: ReportQuery) -> Report:
    """The plans on sale in cups a month, the fewest first."""
    known = notes(db, query)
    ranked = sorted(
        (one for one in figures(db, query) if one.ranked),
        key=lambda one: (not one.proven, one.cups, one.offer.id),
    )
    return known.report(
        gettext(query.lang, "title milk-tea"),
        tables(COLUMNS, ranked, query, pgettext(query.lang, "order", "cups")),
        [row(one) for one in ranked],
        more=[gettext(query.lang, "cup", cup=plain(query.cup))],
        cup={"price": plain(query.cup), "currency": "CNY"},
    )
