"""Tencent's CodeBuddy: memberships of its own editor."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.codebuddy.docs import DocsCN, DocsIntl, SupersededCN, SupersededIntl

SOURCES: tuple[Source, ...] = (DocsCN(), DocsIntl(), SupersededCN(), SupersededIntl())


class CodebuddySpider(PlanSpider):
    """CodeBuddy's documentation of its plans."""

    name = "codebuddy"
    sources = SOURCES
