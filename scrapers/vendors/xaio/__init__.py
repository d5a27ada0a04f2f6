"""X-AIO's Coding Plan."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.xaio.bundle import Bundle

SOURCES: tuple[Source, ...] = (Bundle(),)


class XaioSpider(PlanSpider):
    """The script of X-AIO's page."""

    name = "xaio"
    sources = SOURCES
