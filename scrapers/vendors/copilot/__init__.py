"""GitHub Copilot: plans for one person and seats for organizations; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.copilot.docs import CopilotDocs

SOURCES: tuple[Source, ...] = (CopilotDocs(),)


class CopilotSpider(PlanSpider):
    """Copilot's plans, from GitHub's documentation."""

    name = "copilot"
    sources = SOURCES
