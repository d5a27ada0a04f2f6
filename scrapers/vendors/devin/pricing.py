"""Devin's pricing page."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE


class DevinPricing(PlanCards):
    """Cards, and a table that compares them with the price behind each name.

    A team pays a fee and so much for each full seat.
    """

    name = "devin-pricing"
    vendor = "devin"
    product = "devin"
    region = "INTL"
    currency = "USD"
    url = "https://devin.ai/pricing"
    instead = ("https://windsurf.com/pricing",)
    addresses = r"(?:www\.)?(?:devin\.ai|windsurf\.com)/pricing"
    titles = r"free|pro|max|teams?|enterprise"
    tiers = {"teams?": "teams", "teams? full seat": "teams-full-seat"}
    seats = "teams-full-seat"
    behind = {r" for team plan": "", r" per full (?:dev )?(?:seat|user)": "full seat"}
    gives = PRICE
    minimum = 3
