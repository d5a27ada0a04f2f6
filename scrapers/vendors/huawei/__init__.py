"""Huawei Cloud: the Token Plan of its model service MaaS, and CodeArts (码道)."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.huawei.codearts import CodeArtsPage
from scrapers.vendors.huawei.docs import TokenPlanDocs, TokenPlanPrices

SOURCES: tuple[Source, ...] = (TokenPlanPrices(), TokenPlanDocs(), CodeArtsPage())


class HuaweiSpider(PlanSpider):
    """The price list and the document of Token Plan, both static, and the page of CodeArts; the activity page of
    Token Plan is a script without prices in it.
    """

    name = "huawei"
    sources = SOURCES
