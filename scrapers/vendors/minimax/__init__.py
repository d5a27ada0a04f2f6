"""MiniMax: Coding Plan until March 2026, Token Plan since; two platforms, yuan in CN and dollars abroad."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.minimax.combo import MinimaxComboCn
from scrapers.vendors.minimax.docs import (
    MinimaxCodingDocsCn,
    MinimaxCodingDocsIntl,
    MinimaxDocsCn,
    MinimaxDocsIntl,
)

SOURCES: tuple[Source, ...] = (
    MinimaxComboCn(),
    MinimaxDocsCn(),
    MinimaxDocsIntl(),
    MinimaxCodingDocsCn(),
    MinimaxCodingDocsIntl(),
)


class MinimaxSpider(PlanSpider):
    name = "minimax"
    sources = SOURCES
