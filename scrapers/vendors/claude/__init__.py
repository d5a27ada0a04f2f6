"""Anthropic's Claude: memberships for one person, seats for teams; dollars, without tax."""

from scrapers.page_list import PageList
from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.claude.page_lists import Sitemap
from scrapers.vendors.claude.pricing import ClaudeCodePage, ClaudePricing
from scrapers.vendors.claude.support import ClaudeSupport, ClaudeTeamSupport

SOURCES: tuple[Source, ...] = (ClaudePricing(), ClaudeSupport(), ClaudeTeamSupport(), ClaudeCodePage())
INDEXES: tuple[PageList, ...] = (Sitemap(),)


class ClaudeSpider(PlanSpider):
    """Claude memberships; robots.txt allows everything."""

    name = "claude"
    sources = SOURCES
