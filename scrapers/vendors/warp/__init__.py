"""Warp: an agentic terminal, for one person and by the seat; dollars."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import Source
from scrapers.spider import PlanSpider


class WarpPricing(PlanCards):
    """The pricing page: a card a plan. An amount that a plan starts at is no price of it."""

    name = "warp-pricing"
    vendor = "warp"
    product = "warp"
    region = "INTL"
    currency = "USD"
    url = "https://www.warp.dev/pricing"
    addresses = r"(?:www\.)?warp\.dev/pricing"
    titles = r"free|build|max|business|enterprise"
    seats = r"business|enterprise"
    minimum = 2
    proven = False


class WarpQuestions(WarpPricing):
    """The questions on billing in its documentation: examples, spending limits and plans of the past, no price."""

    name = "warp-pricing-faqs"
    url = "https://docs.warp.dev/support-and-community/plans-and-billing/pricing-faqs"
    addresses = r"docs\.warp\.dev/support-and-community/plans-and-billing/pricing-faqs"
    minimum = 0
    gives = frozenset()
    nightly = False


SOURCES: tuple[Source, ...] = (WarpPricing(), WarpQuestions())


class WarpSpider(PlanSpider):
    """The pricing page, which is served whole."""

    name = "warp"
    sources = SOURCES
