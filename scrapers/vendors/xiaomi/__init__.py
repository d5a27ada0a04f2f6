"""Xiaomi MiMo's Token Plan, at home and abroad."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.xiaomi.docs import PriceDocsCN, Subscription

SOURCES: tuple[Source, ...] = (Subscription(), PriceDocsCN())


class XiaomiSpider(PlanSpider):
    """MiMo's static documentation, which states both currencies, and its price page at home."""

    name = "xiaomi"
    sources = SOURCES
