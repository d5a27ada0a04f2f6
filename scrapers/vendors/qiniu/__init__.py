"""Qiniu Cloud's token plans for enterprises."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.qiniu.plan import PlanPage

SOURCES: tuple[Source, ...] = (PlanPage(),)


class QiniuSpider(PlanSpider):
    """Qiniu's page of its plans."""

    name = "qiniu"
    sources = SOURCES
