"""The feeds as files: all changes, one per vendor, introductions that end, and our own corrections apart."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from db.atomic_write import atomic_text
from db.database import Database
from db.tables.states import vendors
from reports.facts.timeline import Timeline
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
    query, past = ReportQuery(day=day), Timeline(db)
    (folder / "feeds").mkdir(parents=True, exist_ok=True)
    news, ours, ends = entries(db, query), entries(db, query, "correction"), announced(past, query)
    told: dict[str, Sequence[NewsItem | Notice]] = {
        "changes": news,
        "introductions": [*(one for one in news if one.kind == "intro_ended"), *ends],
        "corrections": ours,
        **{f"vendor-{vendor}": [one for one in news if one.first.vendor == vendor] for vendor in vendors(db)},
    }
    written = []
    for lang in LANGUAGES:
        items = Items(past, lang)
        for name, listed in told.items():
            file = f"feeds/{name}.xml" if lang == "en" else f"feeds/{name}.{lang}.xml"
            most = _OF_VENDOR if name.startswith("vendor-") else MOST
            shown = [items.of(one) for one in newest(listed, most)]
            written.append(atomic_text(folder / file, atom(name, file, shown, lang, base_url)))
            file = file.removesuffix("xml") + "json"
            written.append(atomic_text(folder / file, json_feed(name, file, shown, lang, base_url)))
    return written


def newest(entries: Iterable[NewsItem | Notice], most: int = MOST) -> list[NewsItem | Notice]:
    """The latest of them, newest first."""
    return sorted(entries, key=lambda one: (one.published_at, one.identity), reverse=True)[:most]
