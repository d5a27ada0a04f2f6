"""Zed: an editor whose Pro plan includes tokens of hosted models; dollars."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import Source
from scrapers.spider import PlanSpider


class ZedPricing(PlanCards):
    """The pricing page: a card a plan. The tokens that Pro includes and the trial's credits are amounts of use, no prices."""

    name = "zed-pricing"
    vendor = "zed"
    product = "zed"
    region = "INTL"
    currency = "USD"
    url = "https://zed.dev/pricing"
    addresses = r"(?:www\.)?zed\.dev/pricing"
    titles = r"personal|pro|business|enterprise"
    seats = r"business|enterprise"
    minimum = 2


SOURCES: tuple[Source, ...] = (ZedPricing(),)


class ZedSpider(PlanSpider):
    """The pricing page, which is served whole."""

    name = "zed"
    sources = SOURCES
