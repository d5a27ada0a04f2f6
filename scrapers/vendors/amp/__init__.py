"""Amp: tiers for one person, which members of a team may mix; dollars."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import Source
from scrapers.spider import PlanSpider


class AmpPricing(PlanCards):
    """The pricing page: a card for Hobby and one for Individual, which shows the tier whose tab is open.

    Only the first tier, Megawatt, is in the served page; the plan keeps the card's name.
    """

    name = "amp-pricing"
    vendor = "amp"
    product = "amp"
    region = "INTL"
    currency = "USD"
    url = "https://ampcode.com/pricing"
    addresses = r"(?:www\.)?ampcode\.com/pricing"
    titles = r"hobby|individual|teams|enterprise"
    minimum = 1


SOURCES: tuple[Source, ...] = (AmpPricing(),)


class AmpSpider(PlanSpider):
    """The pricing page, which is served whole."""

    name = "amp"
    sources = SOURCES
