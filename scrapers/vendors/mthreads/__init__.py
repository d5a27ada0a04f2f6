"""Moore Threads' Coding Plan."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.mthreads.docs import OverviewCN

SOURCES: tuple[Source, ...] = (OverviewCN(),)


class MthreadsSpider(PlanSpider):
    """The overview of Moore Threads' Coding Plan."""

    name = "mthreads"
    sources = SOURCES
