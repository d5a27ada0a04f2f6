"""MiniMax: Coding Plan until March 2026, then Token Plan, M Plan from October; two platforms, yuan in CN and dollars abroad."""

from scrapers.page_list import PageList
from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.minimax.combo import MinimaxComboCn
from scrapers.vendors.minimax.docs import (
    MinimaxCodingDocsCn,
    MinimaxCodingDocsIntl,
    MinimaxDocsCn,
    MinimaxDocsIntl,
    MinimaxMPlanDocsCn,
    MinimaxMPlanDocsIntl,
)
from scrapers.vendors.minimax.page_lists import DocsIndexCn, DocsIndexIntl

SOURCES: tuple[Source, ...] = (
    MinimaxComboCn(),
    MinimaxDocsCn(),
    MinimaxDocsIntl(),
    MinimaxMPlanDocsCn(),
    MinimaxMPlanDocsIntl(),
    MinimaxCodingDocsCn(),
    MinimaxCodingDocsIntl(),
)
INDEXES: tuple[PageList, ...] = (DocsIndexCn(), DocsIndexIntl())


class MinimaxSpider(PlanSpider):
    name = "minimax"
    sources = SOURCES
