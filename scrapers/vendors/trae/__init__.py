"""ByteDance's TRAE: memberships of its own editor, at home and abroad."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.trae.docs import DocsCN, DocsIntl, SupersededCN
from scrapers.vendors.trae.pricing import PricingCN, PricingIntl

SOURCES: tuple[Source, ...] = (DocsCN(), PricingIntl(), DocsIntl(), PricingCN(), SupersededCN())


class TraeSpider(PlanSpider):
    """TRAE's documentation at home, and its pricing page abroad."""

    name = "trae"
    sources = SOURCES
