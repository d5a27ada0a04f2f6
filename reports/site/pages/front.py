"""Tonight: the cheapest way in, what changed, what was not seen, what is held."""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.facts import cost as costs
from reports.facts.figures import Figure
from reports.question import CUP
from reports.site.amounts import money
from reports.site.facts import Facts
from reports.site.pages.pay import Answer, way_row
from reports.site.rows import Row, cheapest_first, event_row, figure_row, title
from reports.views.columns import firsts
from reports.words.catalogue import gettext
from scrapers.offer import REGIONS, plain
from scrapers.vocabulary.brands import called


def tonight(facts: Facts, lang: str, answers: Mapping[str, Sequence[Answer]]) -> dict[str, Any]:
    """The front page's values."""
    recent = [one for one in facts.recent() if facts.where.get(one.offer)]
    return {
        "regions": [_region(facts, region, lang, answers[region]) for region in REGIONS],
        "cup": money(plain(CUP), "CNY"),
        "changes": [event_row(facts, one, lang) for one in recent],
        "ending": [_ending(facts, one, lang) for one in facts.ending],
        "unseen": unseen(facts, lang),
        "opening": facts.said(lang).lines()[1:],
        "holds": [{**vars(one), "slug": facts.where.get(one.offer)} for one in facts.holds],
    }


def _region(facts: Facts, region: str, lang: str, answers: Sequence[Answer]) -> dict[str, Any]:
    def row(one: Figure) -> Row:
        return figure_row(facts, one, lang)

    year, first, monthly = (
        cheapest_first(facts, region, by) for by in ("first_year", "first_month", "monthly")
    )
    if not year:
        return {"region": region, "best": None, "ladder": []}
    year_long = answers[costs.YEAR - 1]
    way, alone = year_long.switch, year_long.stay
    vendors: dict[str, Figure] = {}
    for one in year:
        vendors.setdefault(one.offer.vendor, one)
    return {
        "region": region,
        "best": row(year[0]),
        "way": way_row(facts, way, lang) if way and alone and way.cost("CNY") != alone.cost("CNY") else None,
        "first": row(first[0]),
        "monthly": row(monthly[0]),
        "ladder": [row(one) for one in vendors.values()],
    }


def _ending(facts: Facts, one: Any, lang: str) -> Row:
    offer = one.offer
    price, then = (money(amount, offer.currency) for amount in (firsts(offer, lang), plain(offer.price)))
    return {
        "title": title(offer, lang),
        "slug": facts.where[offer.id],
        "days": one.days,
        "soon": one.soon,
        "line": gettext(lang, "ends line", price=price, day=offer.intro_until, then=then),
    }


def unseen(facts: Facts, lang: str) -> list[Row]:
    """Vendors that fail or whose prices are old, each with its number of prices and the oldest one's age."""
    failing = {one.vendor: one for one in reversed(facts.notes.unseen)}
    old = {one.vendor: one for one in facts.notes.stale}
    rows = []
    for name in sorted({*failing, *old}, key=lambda name: (-(old[name].days if name in old else 0), name)):
        rows.append(
            {
                "vendor": called(name, lang),
                "count": old[name].offers if name in old else None,
                "days": old[name].days if name in old else None,
                "provenance": old[name].provenance if name in old else "scraped",
                "since": failing[name].since[:10] if name in failing else None,
                "message": failing[name].message if name in failing else "",
            }
        )
    return rows
