"""Factory's documentation of its plans."""

from scrapers.reading.plan_page import PlanPage
from scrapers.source import PRICE


class FactoryDocs(PlanPage):
    """Headings with a price, "Pro -- $20/mo"; until 2026-04-08 a table of tokens. Extra usage and extra seats are no plans."""

    name = "factory-docs"
    vendor = "factory"
    product = "droid"
    region = "INTL"
    currency = "USD"
    url = "https://docs.factory.ai/pricing.md"
    addresses = r"docs\.factory\.ai/(?:jp/)?pricing"
    titles = r"free|pro|pro plus|plus|max|ultra|teams|business|enterprise"
    gives = PRICE
    minimum = 3
