"""Help me choose: the market of the day and the words with which the page's script answers in the browser."""

from typing import Any

from reports.facts.figures import Figure
from reports.facts.plans.plan_facts import plan_pages
from reports.facts.proof import PROOF_DAYS
from reports.pick.market import Market, market
from reports.pick.pick import pick
from reports.pick.question import MOST_MONTHS, PickQuestion
from reports.site.facts import Facts
from reports.site.pages.pick_words import words
from reports.views.columns import period, why_unproven
from reports.views.pick_words import charged, named
from reports.words.catalogue import gettext
from reports.words.plan_names import title
from scrapers.offer import REGIONS


def pick_page(facts: Facts, sold: Market, lang: str) -> dict[str, Any]:
    """The values of the page."""
    ways = tuple(sorted({way for one in sold.candidates for way in one.ways or ()}))
    plain = pick(PickQuestion(), sold)
    return {
        "data": {
            "market": sold.to_json(),
            "plans": {one.offer.id: _plan(facts, one, lang) for one in facts.figures},
            "words": words(lang, ways),
        },
        "tools": sorted(sold.tools.items(), key=lambda one: one[1].lower()),
        "ways": ways,
        "models": sorted({model for one in sold.candidates for model in one.models}),
        "regions": REGIONS,
        "most_months": MOST_MONTHS,
        "plain": [(named(one.candidate.offer, lang), charged(one, lang)) for one in plain.picks],
    }


def sold_on(facts: Facts) -> Market:
    """The market that the pages of all languages share."""
    return market(facts.figures, facts.query.day)


def _plan(facts: Facts, one: Figure, lang: str) -> dict[str, Any]:
    """What the page says of an offer that is no number."""
    pages = plan_pages(one.offer, one.state.url)
    unproven = why_unproven(one, lang)
    return {
        "title": title(one.offer, lang),
        "term": period(one.offer, lang),
        "slug": facts.where[one.offer.id],
        "page": (pages.buy or pages.price) if pages else "",
        "unproven": gettext(lang, "pick unproven", days=PROOF_DAYS, why=unproven) if unproven else "",
    }
