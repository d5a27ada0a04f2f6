"""Factory's pricing page."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE


class FactoryPricing(PlanCards):
    """The cards of the marketing page."""

    name = "factory-pricing"
    vendor = "factory"
    product = "droid"
    region = "INTL"
    currency = "USD"
    url = "https://factory.com/pricing"
    instead = ("https://factory.ai/pricing",)
    addresses = r"(?:www\.)?factory\.(?:com|ai)/pricing"
    titles = r"free|pro|plus|max|ultra|teams|business|enterprise"
    gives = PRICE
    minimum = 3
