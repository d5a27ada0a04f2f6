"""The feeds as files: all changes, one per vendor, introductions that end, and our own corrections apart."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from db.database import Database
from db.tables.states import vendors
from reports.facts.timeline import timeline
from reports.feeds.atom import atom
from reports.feeds.items import Items, told_of
from reports.feeds.json_feed import json_feed
from reports.feeds.kept_feeds import KeptFeeds
from reports.feeds.news_items import NewsItem, Notice, announced, entries
from reports.output.uncollected import uncollected
from reports.question import LANGUAGES, ReportQuery

MOST = 300  # entries of a feed
_OF_VENDOR = 60  # of one vendor's: some years of it


@uncollected()
def write_feeds(
    db: Database, day: date, folder: Path, base_url: str | None, before: Path | None = None
) -> list[Path]:
    """Write feeds/ into a folder, as of the end of a day: NAME.xml in English and NAME.zh.xml in Chinese, and each as JSON.

    `base_url` is where the folder is served, None where that is not known. Nothing in a feed depends on when it
    is built: a night without news leaves every byte as it is, and a feed that `before` (the folder itself) holds is
    taken over.
    """
    (folder / "feeds").mkdir(parents=True, exist_ok=True)
    shown, past, kept = _told(db, ReportQuery(day=day)), timeline(db), KeptFeeds(before or folder, folder)
    told = {name: [told_of(one, past) for one in listed] for name, listed in shown.items()}
    written = []
    for lang in LANGUAGES:
        items = Items(past, lang)
        for name, listed in shown.items():
            for kind, form in (("xml", atom), ("json", json_feed)):
                file = f"feeds/{name}.{kind}" if lang == "en" else f"feeds/{name}.{lang}.{kind}"
                make = partial(_made, form, name, file, listed, items, base_url)
                written.append(kept.write(file, [base_url, told[name]], make))
    kept.close()
    return written


def _made(
    form: Callable[..., str],
    name: str,
    file: str,
    listed: Sequence[NewsItem | Notice],
    items: Items,
    base_url: str | None,
) -> str:
    return form(name, file, [items.of(one) for one in listed], items.lang, base_url)


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
