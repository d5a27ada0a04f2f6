"""Mistral: Le Chat with Vibe, for one person and by the seat; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.mistral.pricing import MistralPricing

SOURCES: tuple[Source, ...] = (MistralPricing(),)


class MistralSpider(PlanSpider):
    """Mistral's pricing page."""

    name = "mistral"
    sources = SOURCES
