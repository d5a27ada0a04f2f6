"""Tencent Cloud: Coding Plan, Token Plan and Hy Token Plan at home, Token Plan abroad."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.tencent.activity import CodingPlanActivity, TokenPlanActivity
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
    CodingPlanActivity(),
    TokenPlanActivity(),
    TokenPlanNotes(),
    Articles(),
)


class TencentSpider(PlanSpider):
    """The documents of the plans, which are served whole; the activity pages, which make a crawler wait, and articles
    serve the past."""

    name = "tencent"
    sources = SOURCES
