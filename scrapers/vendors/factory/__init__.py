"""Factory: Droid, an agent with plans for one person and for teams; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.factory.docs import FactoryDocs
from scrapers.vendors.factory.pricing import FactoryPricing

SOURCES: tuple[Source, ...] = (
    FactoryDocs(),
    FactoryPricing(),
)


class FactorySpider(PlanSpider):
    """Factory's documentation, and its pricing page as a second witness."""

    name = "factory"
    sources = SOURCES
