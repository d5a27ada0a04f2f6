"""`report all`: the reports a post is made of, one after the other."""

from dataclasses import replace
from datetime import timedelta

from db.database import Database
from reports.output.report import Report, Section
from reports.question import ReportQuery
from reports.views.changes import changes_report
from reports.views.claims import claims_report
from reports.views.health import health_report
from reports.views.milk_tea import milk_tea_report
from reports.views.opening import notes
from reports.views.prices import prices_report
from reports.views.ratio import ratio_report
from reports.words.catalogue import gettext

RECENT_DAYS = 30
TOP = 10


def all_report(db: Database, query: ReportQuery) -> Report:
    """Prices, the best ratios and cups, the last month's changes, health and the article under one opening."""
    recent = replace(query, since=query.since or query.day - timedelta(days=RECENT_DAYS))
    parts = {
        "prices": prices_report(db, query),
        "ratio": ratio_report(db, query),
        "milk_tea": milk_tea_report(db, query),
        "changes": changes_report(db, recent),
        "health": health_report(db, query),
        "claims": claims_report(db, query),
    }
    known = notes(db, query)
    opening = known.lines()
    sections: list[Section] = []
    for name, part in parts.items():
        own = [line for line in part.opening if line not in opening]
        most = TOP if name in ("ratio", "milk_tea") else None
        sections += [
            Section(part.title, text=own),
            *(replace(cut(section, most, query), depth=1) for section in part.sections),
        ]
        sections += [Section("", text=part.closing)] if part.closing else []
    said = {name: part.to_json() for name, part in parts.items()}
    return known.report(gettext(query.lang, "title all"), sections, parts["prices"].rows, reports=said)


def cut(section: Section, most: int | None, query: ReportQuery) -> Section:
    """A section with its first lines only, saying how many more there are; all of them for None."""
    more = len(section.lines) - most if most is not None else 0
    text = [*section.text, gettext(query.lang, "more plans", count=more)] if more > 0 else section.text
    return replace(section, lines=section.lines[:most], text=text)
