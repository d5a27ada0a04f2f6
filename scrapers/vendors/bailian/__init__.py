"""Alibaba Cloud Bailian (Model Studio abroad): Coding Plan and Token Plan."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.bailian.api import PriceApi
from scrapers.vendors.bailian.docs import CodingPlanCN, CodingPlanIntl, TokenPlanCN, TokenPlanIntl
from scrapers.vendors.bailian.scene import Scene

SOURCES: tuple[Source, ...] = (
    CodingPlanCN(),
    TokenPlanCN(),
    CodingPlanIntl(),
    TokenPlanIntl(),
    PriceApi(),
    Scene(),
)


class BailianSpider(PlanSpider):
    """Bailian's help pages, and its price API as a second witness."""

    name = "bailian"
    sources = SOURCES
