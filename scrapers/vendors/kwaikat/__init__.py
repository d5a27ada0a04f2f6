"""Kuaishou's KAT Coding Plan on StreamLake."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.kwaikat.goods import Goods

SOURCES: tuple[Source, ...] = (Goods(),)


class KwaikatSpider(PlanSpider):
    """The goods of StreamLake's page."""

    name = "kwaikat"
    sources = SOURCES
