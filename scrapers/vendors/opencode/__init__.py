"""OpenCode Go, by Anomaly: a subscription for open models; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.opencode.go import GoDocs, GoPage

SOURCES: tuple[Source, ...] = (
    GoPage(),
    GoDocs(),
)


class OpencodeSpider(PlanSpider):
    """OpenCode Go's page, and its documentation."""

    name = "opencode"
    sources = SOURCES
