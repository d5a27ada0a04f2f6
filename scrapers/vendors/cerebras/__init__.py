"""Cerebras Code: plans for one person; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.cerebras.code import CerebrasCode

SOURCES: tuple[Source, ...] = (CerebrasCode(),)


class CerebrasSpider(PlanSpider):
    """Cerebras Code's page."""

    name = "cerebras"
    sources = SOURCES
