"""`report all`: the reports a post is made of, one after the other."""

from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from reports import changes, claims, health, milk_tea, prices, ratio
from reports.asked import Asked
from reports.notes import notes
from reports.report import Report, Section
from reports.words import say

RECENT_DAYS = 30


def build(db: Database, asked: Asked) -> Report:
    """Prices, ratio, milk tea, the last month's changes, health and the checked article under one opening."""
    recent = replace(asked, since=asked.since or asked.day - timedelta(days=RECENT_DAYS))
    parts = {
        "prices": prices.build(db, asked),
        "ratio": ratio.build(db, asked),
        "milk_tea": milk_tea.build(db, asked),
        "changes": changes.build(db, recent),
        "health": health.build(db, asked),
        "claims": claims.build(db, asked),
    }
    known = notes(db, asked)
    opening = known.lines()
    sections = []
    for part in parts.values():
        own = [line for line in part.opening if line not in opening]
        sections += [Section(part.title, text=own), *part.sections, Section("", text=part.closing)]
    return Report(
        say(asked.lang, "title all"), asked.day, known.rate, opening, sections, parts["prices"].rows, known.to_json(),
        extra={"reports": {name: part.to_json() for name, part in parts.items()}},
    )  # fmt: skip
