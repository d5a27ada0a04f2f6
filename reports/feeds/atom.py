"""Atom: a feed's entries as XML."""

from collections.abc import Sequence
from datetime import UTC, datetime

from reports.facts.plans.plan_facts import for_people
from reports.feeds.items import Item, harmless, heading
from reports.feeds.news_items import urn
from reports.output.sanitize import link

BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)  # when an empty feed was last updated


def atom(name: str, file: str, items: Sequence[Item], lang: str, base_url: str | None) -> str:
    """The Atom text of a feed with these entries."""
    from feedgenerator import Atom1Feed

    base = base_url.rstrip("/") + "/" if base_url else None
    made = Atom1Feed(
        title=heading(name, lang),
        link=base or "../",
        description=None,
        language=lang,
        author_name="codingplans",
        feed_url=base + file if base else None,
        feed_guid=urn(f"feed/{name}/{lang}"),
    )
    for one in items:
        published = datetime.fromisoformat(one.published_at).astimezone(UTC)
        made.add_item(
            title=harmless(one.title),
            link=(link(one.url) if one.url and for_people(one.url) else None) or base or "../",
            description=one.summary,
            unique_id=urn(f"{lang}/{one.identity}"),
            pubdate=published,
            updateddate=published,
        )
    if not items:
        made.latest_post_date = lambda: BEFORE_ALL
    return str(made.writeString("utf-8"))
