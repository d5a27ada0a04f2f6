"""The feeds as files: all changes, one per vendor, introductions that end, and our own corrections apart."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from db.atomic_write import atomic_text
from db.database import Database
from db.tables.states import vendors
from reports.facts.timeline import timeline
from reports.feeds.atom import atom
from reports.feeds.items import Items
from reports.feeds.json_feed import json_feed
from reports.feeds.news_items import NewsItem, Notice, announced, entries
from reports.question import LANGUAGES, ReportQuery

MOST = 300  # entries of a feed
_OF_VENDOR = 60  # of one vendor's: some years of it


def write_feeds(db: Database, day: date, folder: Path, base_url: str | None) -> list[Path]:
    """Write feeds/ into a folder, as of the end of a day: NAME.xml in English and NAME.zh.xml in Chinese, and each as JSON.

    `base_url` is where the folder is served, None where that is not known. Nothing in a feed depends on when it
    is built: a night without news leaves every byte as it is.
    """
    (folder / "feeds").mkdir(parents=True, exist_ok=True)
    told, past = _told(db, ReportQuery(day=day)), timeline(db)
    written = []
    for lang in LANGUAGES:
        items = Items(past, lang)
        for name, listed in told.items():
            file = f"feeds/{name}.xml" if lang == "en" else f"feeds/{name}.{lang}.xml"
            shown = [items.of(one) for one in listed]
            written.append(atomic_text(folder / file, atom(name, file, shown, lang, base_url)))
            file = file.removesuffix("xml") + "json"
            written.append(atomic_text(folder / file, json_feed(name, file, shown, lang, base_url)))
    return written


def _told(db: Database, query: ReportQuery) -> dict[str, Sequence[NewsItem | Notice]]:
    """What each feed shows, by its name, the newest first."""
    news = entries(db, query)
    ended = [one for one in news if one.kind == "intro_ended"]
    own: dict[str, list[NewsItem]] = {}
    for one in news:
        own.setdefault(one.first.vendor, []).append(one)
    return {
        "changes": news[:MOST],
        "introductions": newest([*ended, *announced(timeline(db), query)])[:MOST],
        "corrections": entries(db, query, "correction")[:MOST],
        **{f"vendor-{vendor}": own.get(vendor, [])[:_OF_VENDOR] for vendor in vendors(db)},
    }


def newest(entries: Iterable[NewsItem | Notice]) -> list[NewsItem | Notice]:
    """The same, newest first."""
    return sorted(entries, key=lambda one: (one.published_at, one.identity), reverse=True)
