"""Kilo Code: Kilo Pass for one person, seats of Kilo Teams; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.kilo.pricing import KiloPricing

SOURCES: tuple[Source, ...] = (KiloPricing(),)


class KiloSpider(PlanSpider):
    """Kilo's pricing page."""

    name = "kilo"
    sources = SOURCES
