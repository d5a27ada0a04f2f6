"""SenseTime's SenseNova Token Plan."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.sensenova.plan import PlanPage

SOURCES: tuple[Source, ...] = (PlanPage(),)


class SensenovaSpider(PlanSpider):
    """SenseNova's page of its Token Plan."""

    name = "sensenova"
    sources = SOURCES
