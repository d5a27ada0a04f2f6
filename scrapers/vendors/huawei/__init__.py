"""Huawei Cloud: the Token Plan of its model service MaaS."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.huawei.docs import TokenPlanDocs, TokenPlanPrices

SOURCES: tuple[Source, ...] = (TokenPlanPrices(), TokenPlanDocs())


class HuaweiSpider(PlanSpider):
    """The price list and the document of Token Plan, both static; its activity page is a script without prices in it."""

    name = "huawei"
    sources = SOURCES
