"""Cline: ClinePass, a subscription for open models; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.cline.docs import ClinePass

SOURCES: tuple[Source, ...] = (ClinePass(),)


class ClineSpider(PlanSpider):
    """Cline's documentation of ClinePass."""

    name = "cline"
    sources = SOURCES
