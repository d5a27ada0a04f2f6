"""Cursor, by Anysphere: an editor with plans for one person and seats for teams; dollars, without tax."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.cursor.docs import ModelsAndPricing, TeamsPricing
from scrapers.vendors.cursor.help import HelpPricing, StartPlan, UsageLimits
from scrapers.vendors.cursor.pricing import PricingPage

SOURCES: tuple[Source, ...] = (
    HelpPricing(),
    ModelsAndPricing(),
    TeamsPricing(),
    StartPlan(),
    UsageLimits(),
    PricingPage(),
)


class CursorSpider(PlanSpider):
    """Cursor's plans, from its help pages and documentation in Markdown."""

    name = "cursor"
    sources = SOURCES
