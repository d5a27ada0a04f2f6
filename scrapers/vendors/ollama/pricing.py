"""Ollama's pricing page."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE


class OllamaPricing(PlanCards):
    """Cards whose bytes have not been seen. What Pro may use, in dollars, is no price."""

    name = "ollama-pricing"
    vendor = "ollama"
    product = "ollama-cloud"
    region = "INTL"
    currency = "USD"
    url = "https://ollama.com/pricing"
    addresses = r"(?:www\.)?ollama\.com/pricing"
    titles = r"free|pro|max|team"
    seats = "team"
    gives = PRICE
    minimum = 2
    proven = False
