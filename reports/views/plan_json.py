"""What is known of plans beside their prices, as programs read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.facts.figures import Figure
from reports.facts.plans.plan_facts import facts_json, place_of, plan_facts, plan_pages
from reports.facts.plans.tool_setups import tool_setups
from reports.facts.value.valued_plans import shortest, value_of
from reports.question import LANGUAGES, ReportQuery
from reports.views.value_json import value_json
from reports.words.plan_names import title
from scrapers.offer import Offer


def plans_json(figures: Iterable[Figure], query: ReportQuery) -> dict[str, dict[str, Any]]:
    """Every plan by vendor/product/plan/region/per, however many ways there are to pay for it."""
    plans: dict[str, list[Figure]] = {}
    for one in sorted(figures, key=lambda one: one.offer.id):
        plans.setdefault(place_of(one.offer), []).append(one)
    return {
        place: {
            **plan_json(terms[0].offer, terms[0].state.url),
            "value": value_json(value_of(shortest(terms), query)),
        }
        for place, terms in plans.items()
    }


def plan_json(offer: Offer, source: str | None) -> dict[str, Any]:
    """One plan: its names, its pages for people, dated facts, settings of tools; `source` is the page its price is from."""
    return {
        "name": {lang: title(offer, lang) for lang in LANGUAGES},
        "pages": _pages_json(offer, source),
        "facts": facts_json(plan_facts(offer)),
        "setups": [one.to_json() for one in tool_setups(offer)],
    }


def _pages_json(offer: Offer, source: str | None) -> Mapping[str, str | None] | None:
    pages = plan_pages(offer, source)
    return {"price": pages.price, "buy": pages.buy, "docs": pages.docs} if pages else None
