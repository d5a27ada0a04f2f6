"""Amazon Q Developer: a free tier and a paid one by the user, at AWS; dollars."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable
from scrapers.source import Source
from scrapers.spider import PlanSpider


class DeveloperPricing(PlanTable):
    """The pricing page: a table of what each tier may do, whose headings say what it costs. Its examples are sums of a bill."""

    name = "amazon-q-developer-pricing"
    vendor = "amazon-q"
    product = "q-developer"
    region = "INTL"
    currency = "USD"
    url = "https://aws.amazon.com/q/developer/pricing/"
    addresses = r"aws\.amazon\.com/(?:[a-z]{2}/)?q/developer/pricing"
    tiers: ClassVar[dict[str, str]] = {"free tier": "free", "pro tier": "pro"}
    seats = r"pro"
    minimum = 1


SOURCES: tuple[Source, ...] = (DeveloperPricing(),)


class AmazonQSpider(PlanSpider):
    """The pricing page, which is served whole."""

    name = "amazon-q"
    sources = SOURCES
