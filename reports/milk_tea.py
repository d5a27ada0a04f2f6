"""`report milk-tea`: how many cups of milk tea a month of each plan is."""

from sqlite_utils import Database

from reports.asked import Asked
from reports.cells import tables
from reports.figures import figures
from reports.notes import notes
from reports.prices import row
from reports.report import Report
from reports.words import say
from scrapers.offer import plain

COLUMNS = ("plan", "period", "monthly", "cups", "drawn", "seen", "provenance")


def build(db: Database, asked: Asked) -> Report:
    """The plans on sale in cups a month, the fewest first."""
    known = notes(db, asked)
    found = sorted((one for one in figures(db, asked) if one.rank), key=lambda one: (one.cups, one.offer.id))
    opening = [*known.lines(), say(asked.lang, "cup", cup=plain(asked.cup))]
    return Report(
        say(asked.lang, "title milk-tea"), asked.day, known.rate, opening,
        tables(COLUMNS, found, asked, say(asked.lang, "by cups")), [row(one) for one in found], known.to_json(),
        extra={"cup": {"price": plain(asked.cup), "currency": "CNY"}},
    )  # fmt: skip
