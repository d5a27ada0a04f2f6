"""Ollama's cloud: plans for one person and seats for teams; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.ollama.pricing import OllamaPricing

SOURCES: tuple[Source, ...] = (OllamaPricing(),)


class OllamaSpider(PlanSpider):
    """Ollama's pricing page."""

    name = "ollama"
    sources = SOURCES
