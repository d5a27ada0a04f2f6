"""Mistral's pricing page."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE


class MistralPricing(PlanCards):
    """Cards of Le Chat, which share their page with prices of the API; students pay less. Its bytes have not been kept."""

    name = "mistral-pricing"
    vendor = "mistral"
    product = "le-chat"
    region = "INTL"
    currency = "USD"
    url = "https://mistral.ai/pricing"
    addresses = r"(?:www\.)?mistral\.ai/pricing"
    titles = r"free|pro|team|student|enterprise"
    seats = "team"
    gives = PRICE
    minimum = 2
    proven = False
