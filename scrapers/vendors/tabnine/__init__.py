"""Tabnine: seats for organizations, by the year; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.tabnine.plans import TabninePlans

SOURCES: tuple[Source, ...] = (TabninePlans(),)


class TabnineSpider(PlanSpider):
    """Tabnine's pricing page."""

    name = "tabnine"
    sources = SOURCES
