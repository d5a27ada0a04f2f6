"""`report changes`: what vendors changed, what we corrected, and which introductions end soon."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from db.event_kinds import KINDS
from db.states import states_on
from reports.facts.cost import recurring
from reports.facts.endings import Ending, endings
from reports.facts.events import Event, happened, short, summary
from reports.facts.source_reads import looked
from reports.output.report import Column, Line, Report, Section
from reports.question import COMPARED, BadQuestion, ReportQuery
from reports.views.columns import firsts
from reports.views.opening import notes
from reports.words.reports import say
from scrapers.offer import plain

SHOWN = 40
STYLES = {"correction": "dim", "price_changed": "bold"}


def build(db: Database, asked: ReportQuery) -> Report:
    """The news first seen by the end of the day, newest first; raises BadQuestion for an unknown kind."""
    known, found = notes(db, asked), happened(db, asked)
    if asked.kind is not None and asked.kind not in KINDS:
        raise BadQuestion(f"unknown kind of change {asked.kind!r}; known are {', '.join(KINDS)}")
    coming = endings(states_on(db, asked.day), asked)
    quiet = _quiet(db, asked)
    sections = [_section(found, asked), _coming(coming, asked), _silence(quiet, asked)]
    return Report(
        say(asked.lang, "title changes"), asked.day, known.rate, known.lines(),
        [section for section in sections if section.lines or section.text],
        [one.to_json() for one in found], known.to_json(),
        extra={"since": asked.since.isoformat() if asked.since else None,
               "ending": [one.to_json() for one in coming], "quiet": quiet},
    )  # fmt: skip


def _section(found: list[Event], asked: ReportQuery) -> Section:
    lang = asked.lang
    title = say(lang, "changes since" if asked.since else "changes all", since=asked.since, count=len(found))
    if not found:
        return Section(title, text=[say(lang, "no change")])
    columns = (
        Column(say(lang, "col day")),
        Column(say(lang, "col offer")),
        Column(say(lang, "col kind")),
        Column(say(lang, "col change"), wrap=True),
        Column(say(lang, "col published"), keep=1, style="dim"),
    )
    lines = [_line(one, asked) for one in (found if asked.since else found[:SHOWN])]
    more = len(found) - len(lines)
    return Section(title, columns, lines, [say(lang, "more changes", count=more)] if more else [])


def _line(one: Event, asked: ReportQuery) -> Line:
    lang, style = asked.lang, STYLES.get(one.cause) or STYLES.get(one.kind, "")
    change = summary(one, lang) + _moved(one, asked)
    return Line(
        [one.at[:10], short(one.offer, lang), one.about.name(lang), change, one.published_at[:10]], style
    )


def _moved(one: Event, asked: ReportQuery) -> str:
    """The move per month in the other currency: "; +0.92 USD a month (vendor +0.90, rate +0.02)"."""
    wanted = (asked.currency,) if asked.currency else [to for to in COMPARED if to != one.key["currency"]]
    parts = [""]
    for move in one.moves:
        if move.currency in wanted:
            said = {
                name: value if value.startswith("-") else f"+{value}"
                for name, value in move.to_json().items()
            }
            parts.append(say(asked.lang, "moved", currency=move.currency, **said))
    return "; ".join(parts)


def _coming(coming: list[Ending], asked: ReportQuery) -> Section:
    text = [
        say(
            asked.lang, "ends soon" if one.soon else "ends", offer=short(one.offer.id, asked.lang), price=firsts(one.offer, asked.lang),
            then=plain(recurring(one.offer)), currency=one.offer.currency, day=one.offer.intro_until, days=one.days,
        )
        for one in coming
    ]  # fmt: skip
    return Section(say(asked.lang, "coming"), text=text)


def _quiet(db: Database, asked: ReportQuery) -> list[Mapping[str, Any]]:
    """The vendors without a change in the asked time, and whether anybody looked."""
    changed = {one.vendor for one in happened(db, replace(asked, kind=None, region=None))}
    vendors = {row["vendor"] for row in db.query("SELECT DISTINCT vendor FROM offers")} - changed
    since = asked.since.isoformat() if asked.since else ""
    last: dict[str, str] = {}
    for one in looked(db, asked.at).values():
        if one.last_success and one.last_success >= since:
            last[one.vendor] = max(last.get(one.vendor, ""), one.last_success)
    return [{"vendor": vendor, "last_looked": last.get(vendor)} for vendor in sorted(vendors)]


def _silence(quiet: list[Mapping[str, Any]], asked: ReportQuery) -> Section:
    lang, text = asked.lang, []
    same = [f"{one['vendor']} ({one['last_looked'][:10]})" for one in quiet if one["last_looked"]]
    unread = [one["vendor"] for one in quiet if not one["last_looked"]]
    if same:
        text.append(say(lang, "looked and same", vendors=say(lang, "comma").join(same)))
    if unread:
        text.append(say(lang, "did not look", vendors=say(lang, "comma").join(unread)))
    return Section(say(lang, "silence"), text=text)
