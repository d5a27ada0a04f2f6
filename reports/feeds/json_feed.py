"""JSON Feed 1.1: the items of an Atom feed, for programs that read JSON."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from reports.facts.plans.plan_facts import for_people
from reports.feeds.items import Item, harmless, heading
from reports.feeds.news_items import urn
from reports.output.sanitize import link

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(name: str, file: str, items: Sequence[Item], lang: str, base_url: str | None) -> str:
    """The text of a feed with these entries, under the ids they have in Atom; addresses are left out where none is known."""
    base = base_url.rstrip("/") + "/" if base_url else None
    told = {
        "version": VERSION,
        "title": heading(name, lang),
        "home_page_url": base,
        "feed_url": base + file if base else None,
        "language": {"zh": "zh-Hans"}.get(lang, lang),
        "authors": [{"name": "codingplans"}],
        "items": [_entry(one, lang, base) for one in items],
    }
    return json.dumps(_known(told), ensure_ascii=False) + "\n"


def _entry(one: Item, lang: str, base: str | None) -> dict[str, Any]:
    return _known(
        {
            "id": urn(f"{lang}/{one.identity}"),
            "url": link(one.url) if one.url and for_people(one.url) else base,
            "title": harmless(one.title),
            "content_html": one.summary,
            "date_published": datetime.fromisoformat(one.published_at).astimezone(UTC).isoformat(),
            "tags": [one.vendor],
        }
    )


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
