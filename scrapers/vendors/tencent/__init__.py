"""Tencent Cloud: Coding Plan, Token Plan and Hy Token Plan at home, Token Plan abroad."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.tencent.docs import (
    Articles,
    CodingPlanDocs,
    TokenPlanDocs,
    TokenPlanDocsIntl,
    TokenPlanNotes,
)

SOURCES: tuple[Source, ...] = (
    CodingPlanDocs(),
    TokenPlanDocs(),
    TokenPlanDocsIntl(),
    TokenPlanNotes(),
    Articles(),
)


class TencentSpider(PlanSpider):
    """The documents of the plans, which are served whole; the activity pages and articles are no nightly work."""

    name = "tencent"
    sources = SOURCES
