"""Baidu's Comate: subscriptions of its own editor and plugin."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.comate.docs import BillingCN

SOURCES: tuple[Source, ...] = (BillingCN(),)


class ComateSpider(PlanSpider):
    """Comate's documentation of its prices."""

    name = "comate"
    sources = SOURCES
