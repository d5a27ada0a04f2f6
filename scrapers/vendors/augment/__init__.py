"""Augment Code: flat prices for a team of up to 50 seats; dollars."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import Source
from scrapers.spider import PlanSpider


class AugmentPricing(PlanCards):
    """The pricing page: a card a plan, whose price is the team's and not a seat's. The usage that is included is no price."""

    name = "augment-pricing"
    vendor = "augment"
    product = "augment-code"
    region = "INTL"
    currency = "USD"
    url = "https://www.augmentcode.com/pricing"
    addresses = r"(?:www\.)?augmentcode\.com/pricing"
    titles = r"indie|standard|business|enterprise"
    minimum = 2


SOURCES: tuple[Source, ...] = (AugmentPricing(),)


class AugmentSpider(PlanSpider):
    """The pricing page, which is served whole."""

    name = "augment"
    sources = SOURCES
