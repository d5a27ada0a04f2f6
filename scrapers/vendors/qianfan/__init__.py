"""Baidu Qianfan: Token Plan for persons and for companies; its Coding Plan ended on 13 July 2026."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.qianfan.docs import CodingPlanDocs, EnterpriseDocs, Rules
from scrapers.vendors.qianfan.pages import PlanPage, TokenPlanPage

SOURCES: tuple[Source, ...] = (
    TokenPlanPage(),
    EnterpriseDocs(),
    PlanPage(),
    CodingPlanDocs(),
    Rules(),
)


class QianfanSpider(PlanSpider):
    """The page of Token Plan and the document of its enterprise seats; what is superseded is read for the past only."""

    name = "qianfan"
    sources = SOURCES
