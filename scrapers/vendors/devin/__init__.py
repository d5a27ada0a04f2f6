"""Devin, by Cognition, with the former Windsurf: plans for one person and seats for teams; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.devin.pricing import DevinPricing

SOURCES: tuple[Source, ...] = (DevinPricing(),)


class DevinSpider(PlanSpider):
    """Devin's pricing page."""

    name = "devin"
    sources = SOURCES
