"""`report milk-tea`: how many cups of milk tea a month of each plan is."""

from sqlite_utils import Database

from reports.facts.figures import figures
from reports.output.report import Report
from reports.question import ReportQuery
from reports.views.columns import tables
from reports.views.opening import notes
from reports.views.prices import row
from reports.words.reports import say
from scrapers.offer import plain

COLUMNS = ("plan", "period", "monthly", "cups", "drawn", "seen", "provenance")


def build(db: Database, asked: ReportQuery) -> Report:
    """The plans on sale in cups a month, the fewest first."""
    known = notes(db, asked)
    found = sorted((one for one in figures(db, asked) if one.rank), key=lambda one: (one.cups, one.offer.id))
    opening = [*known.lines(), say(asked.lang, "cup", cup=plain(asked.cup))]
    return Report(
        say(asked.lang, "title milk-tea"), asked.day, known.rate, opening,
        tables(COLUMNS, found, asked, say(asked.lang, "by cups")), [row(one) for one in found], known.to_json(),
        extra={"cup": {"price": plain(asked.cup), "currency": "CNY"}},
    )  # fmt: skip
