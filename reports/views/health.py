"""`report health`: who was read, who was not, how old the prices shown are, and what is held."""

from db.database import Database
from reports.facts.health import Health, health
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.discovered_pages import discovered, unlisted
from reports.views.discovered_pages import lines as discovered_lines
from reports.views.opening import notes
from reports.words.catalogue import gettext, pgettext
from reports.words.stored import failure
from scrapers.vocabulary.brands import called

STYLES = {
    "failing": "red",
    "partial": "yellow",
    "did_not_look": "yellow",
    "never_looked": "dim",
    "changed": "bold",
    "no_change": "green",
}


def health_report(db: Database, query: ReportQuery) -> Report:
    """One row a vendor, followed by one a source."""
    known, rows = notes(db, query), health(db, query)
    lang, unread = query.lang, discovered_lines(db, query)
    columns = (
        Column(pgettext(lang, "column", "vendor")),
        Column(pgettext(lang, "column", "status")),
        Column(pgettext(lang, "column", "whole"), True, 8),
        Column(pgettext(lang, "column", "success"), keep=7),
        Column(pgettext(lang, "column", "failing"), keep=6, style="red"),
        Column(pgettext(lang, "column", "offers"), True, 5),
        Column(pgettext(lang, "column", "oldest"), True, 8),
        Column(pgettext(lang, "column", "holds"), True, 7),
        Column(pgettext(lang, "column", "message"), keep=2, wrap=True),
    )
    lines = [Line(_cells(one, lang), STYLES[one.status] if one.source is None else "") for one in rows]
    return known.report(
        gettext(lang, "title health"),
        [Section("", columns, lines)] if lines else [],
        [one.to_json() for one in rows],
        closing=[*unread, *([gettext(lang, "legend health")] if lines else [])],
        discovered=discovered(db, query),
        unlisted=unlisted(db, query),
    )


def _cells(one: Health, lang: str) -> list[str]:
    whole = f"{one.share}% ({one.whole}/{one.reads})" if one.reads else "–"
    return [
        f"  {one.source}" if one.source else called(one.vendor, lang),
        pgettext(lang, "reading", one.status),
        whole,
        (one.last_success or "–")[:10],
        (one.failing_since or "")[:10],
        str(one.offers),
        "–" if one.oldest_days is None else gettext(lang, "days", days=one.oldest_days),
        (f"{one.holds} (!{one.alarms})" if one.alarms else str(one.holds)) if one.source is None else "",
        _unread(one, lang) if one.unread and not one.failing_since else failure(one.message, lang),
    ]


def _unread(one: Health, lang: str) -> str:
    cards = (gettext(lang, "unread card", name=card.name, words=card.words) for card in one.unread)
    return gettext(lang, "comma").join(cards)
