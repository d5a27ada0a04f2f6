"""`report changes`: what vendors changed, what we corrected, and which introductions end soon."""

from collections.abc import Mapping
from typing import Any

from db.database import Database
from db.tables.event_kinds import KINDS
from db.tables.states import vendors
from reports.facts.cost import recurring
from reports.facts.endings import Ending, endings
from reports.facts.events import Event, read_events, short, stored_events, summary, vendors_with_news
from reports.facts.source_reads import source_reads
from reports.facts.states_of_day import states_of_day
from reports.output.report import Column, Line, Report, Section
from reports.question import COMPARED, BadQuestion, ReportQuery
from reports.views.columns import firsts
from reports.views.opening import notes
from reports.words.amounts import currency_called, signed
from reports.words.catalogue import gettext, ngettext, pgettext
from scrapers.offer import plain
from scrapers.vocabulary.brands import called

SHOWN = 40
STYLES = {"correction": "dim", "price_changed": "bold"}


def changes_report(db: Database, query: ReportQuery) -> Report:
    """The news first seen by the end of the day, newest first; raises BadQuestion for an unknown kind."""
    if query.kind is not None and query.kind not in KINDS:
        raise BadQuestion(f"unknown kind of change {query.kind!r}; known are {', '.join(KINDS)}")
    known, stored = notes(db, query), stored_events(db, query)
    last = len(stored) if query.limit is None else query.offset + query.limit
    events = read_events(db, stored[query.offset : last])
    coming = endings(states_of_day(db, query.at), query)
    quiet = _quiet(db, query)
    sections = [_section(events, len(stored), query), _coming(coming, query), _silence(quiet, query)]
    return known.report(
        gettext(query.lang, "title changes"),
        [section for section in sections if section.lines or section.text],
        [one.to_json() for one in events],
        since=query.start.isoformat() if query.start else None,
        ending=[one.to_json() for one in coming],
        quiet=quiet,
    )


def _section(events: list[Event], known: int, query: ReportQuery) -> Section:
    """So many known changes, of which these are asked for; on a table without a page asked for the first of them."""
    lang = query.lang
    title = ngettext(lang, "changes since" if query.start else "changes all", known, since=query.start)
    if not events:
        return Section(title, text=[gettext(lang, "no change"), *_earlier(query)])
    columns = (
        Column(pgettext(lang, "column", "day")),
        Column(pgettext(lang, "column", "offer")),
        Column(pgettext(lang, "column", "kind")),
        Column(pgettext(lang, "column", "change"), wrap=True),
        Column(pgettext(lang, "column", "published"), keep=1, style="dim"),
    )
    whole = query.since or query.limit
    lines = [_line(one, query) for one in (events if whole else events[:SHOWN])]
    return Section(title, columns, lines, [*_next(query.offset + len(lines), known, query), *_earlier(query)])


def _next(shown: int, known: int, query: ReportQuery) -> list[str]:
    """How many changes come after those that are shown, and how one sees them."""
    more = max(0, known - shown)
    return [ngettext(query.lang, "more changes", more, offset=shown)] if more else []


def _earlier(query: ReportQuery) -> list[str]:
    """How one sees what happened before the days that are shown, where nobody chose them."""
    asked = query.since is None and query.start is not None
    return [gettext(query.lang, "earlier changes", day=query.start)] if asked else []


def _line(one: Event, query: ReportQuery) -> Line:
    lang, style = query.lang, STYLES.get(one.cause) or STYLES.get(one.kind, "")
    change = summary(one, lang) + _moved(one, query)
    return Line(
        [
            one.at[:10],
            short(one.offer, lang, one.plan_name),
            one.about.name(lang),
            change,
            one.published_at[:10],
        ],
        style,
    )


def _moved(one: Event, query: ReportQuery) -> str:
    """The move per month in the other currency: "; +0.92 USD a month (vendor +0.90, rate +0.02)"."""
    wanted = (query.currency,) if query.currency else [to for to in COMPARED if to != one.key["currency"]]
    parts = [""]
    for move in one.moves:
        if move.currency in wanted:
            said = {name: signed(value) for name, value in move.to_json().items()}
            parts.append(
                gettext(query.lang, "moved", currency=currency_called(move.currency, query.lang), **said)
            )
    return gettext(query.lang, "semicolon").join(parts)


def _coming(coming: list[Ending], query: ReportQuery) -> Section:
    text = [
        ngettext(
            query.lang,
            "ends soon" if one.soon else "ends",
            one.days,
            offer=short(one.offer.id, query.lang, one.offer.plan_name),
            price=firsts(one.offer, query.lang),
            then=plain(recurring(one.offer)),
            currency=currency_called(str(one.offer.currency), query.lang),
            day=one.offer.intro_until,
        )
        for one in coming
    ]
    return Section(gettext(query.lang, "coming"), text=text)


def _quiet(db: Database, query: ReportQuery) -> list[Mapping[str, Any]]:
    """The vendors without a change in the asked time, and whether anybody looked."""
    changed = vendors_with_news(db, query)
    unchanged = [vendor for vendor in vendors(db) if vendor not in changed]
    since = query.start.isoformat() if query.start else ""
    last: dict[str, str] = {}
    for one in source_reads(db, query.at).values():
        if one.last_success and one.last_success >= since:
            last[one.vendor] = max(last.get(one.vendor, ""), one.last_success)
    return [{"vendor": vendor, "last_looked": last.get(vendor)} for vendor in unchanged]


def _silence(quiet: list[Mapping[str, Any]], query: ReportQuery) -> Section:
    lang, text = query.lang, []
    same = [
        gettext(lang, "noted", what=called(one["vendor"], lang), note=one["last_looked"][:10])
        for one in quiet
        if one["last_looked"]
    ]
    unread = [called(one["vendor"], lang) for one in quiet if not one["last_looked"]]
    if same:
        text.append(gettext(lang, "looked and same", vendors=gettext(lang, "comma").join(same)))
    if unread:
        text.append(gettext(lang, "did not look", vendors=gettext(lang, "comma").join(unread)))
    return Section(gettext(lang, "silence"), text=text)
