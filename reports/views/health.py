"""`report health`: who was read, who was not, how old the prices shown are, and what is held."""

from collections import Counter
from collections.abc import Sequence

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
from scrapers.vocabulary.plan_titles import product_title

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
        Column(pgettext(lang, "column", "source"), keep=4, style="dim"),
        Column(pgettext(lang, "column", "status")),
        Column(pgettext(lang, "column", "whole"), True, 8),
        Column(pgettext(lang, "column", "success"), keep=7),
        Column(pgettext(lang, "column", "failing"), keep=6, style="red"),
        Column(pgettext(lang, "column", "offers"), True, 5),
        Column(pgettext(lang, "column", "oldest"), True, 8),
        Column(pgettext(lang, "column", "holds"), True, 7),
        Column(pgettext(lang, "column", "message"), keep=2, wrap=True),
    )
    names = _names(rows, lang)
    lines = [
        Line(_cells(one, name, lang), STYLES[one.status] if one.source is None else "")
        for one, name in zip(rows, names, strict=True)
    ]
    return known.report(
        gettext(lang, "title health"),
        [Section("", columns, lines)] if lines else [],
        [one.to_json() for one in rows],
        closing=[*unread, *([gettext(lang, "legend health")] if lines else [])],
        discovered=discovered(db, query),
        unlisted=unlisted(db, query),
    )


def source_called(one: Health, lang: str) -> str:
    """A source below its vendor, by what it states something of, or else by whose page it reads: "GLM Coding Plan · China"."""
    if not one.sold:
        return one.host or str(one.source)
    names = dict.fromkeys(product_title(one.vendor, product, region, lang) for product, region in one.sold)
    where = dict.fromkeys(pgettext(lang, "region short", region) for _, region in one.sold)
    comma = gettext(lang, "comma")
    return f"{comma.join(names)} · {comma.join(where)}"


def _names(rows: Sequence[Health], lang: str) -> list[str]:
    """What the rows are called; sources of one vendor that are called alike say their ids too."""
    names = [source_called(one, lang) if one.source else called(one.vendor, lang) for one in rows]
    alike = Counter((one.vendor, name) for one, name in zip(rows, names, strict=True) if one.source)
    ids = [
        f" ({one.source})" if alike[one.vendor, name] > 1 else ""
        for one, name in zip(rows, names, strict=True)
    ]
    return [f"{'  ' if one.source else ''}{name}{id}" for one, name, id in zip(rows, names, ids, strict=True)]


def _cells(one: Health, name: str, lang: str) -> list[str]:
    whole = f"{one.share}% ({one.whole}/{one.reads})" if one.reads else "–"
    return [
        name,
        one.source or "",
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
