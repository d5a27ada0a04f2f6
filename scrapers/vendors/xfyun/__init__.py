"""iFlytek Astron: Coding Plan, and Token Plan for teams."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.xfyun.docs import CodingPlanDocs, TokenPlanDocs

SOURCES: tuple[Source, ...] = (CodingPlanDocs(), TokenPlanDocs())


class XfyunSpider(PlanSpider):
    """The documents of both plans; the order pages and their price service need an account."""

    name = "xfyun"
    sources = SOURCES
