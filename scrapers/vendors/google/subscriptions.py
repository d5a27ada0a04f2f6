"""The page of Gemini's subscriptions."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE


class GeminiSubscriptions(PlanCards):
    """Cards in dollars where the address asks for them; elsewhere prices follow the caller's country."""

    name = "google-subscriptions"
    vendor = "google"
    product = "google-ai"
    region = "INTL"
    currency = "USD"
    url = "https://gemini.google/subscriptions/?hl=en&gl=us"
    addresses = r"gemini\.google/(?:us/)?subscriptions"
    titles = r"google ai (?:plus|pro|ultra)(?: \d+x)?"
    tiers = {
        r"google ai plus": "plus",
        r"google ai pro": "pro",
        r"google ai ultra 5x": "ultra-5x",
        r"google ai ultra 20x": "ultra-20x",
    }
    behind = {r": (5x|20x) higher usage": r"\1"}
    gives = PRICE
    minimum = 3
