"""Cursor's documentation."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.vendors.cursor.help import HelpPricing


class ModelsAndPricing(HelpPricing):
    """The individual plans, between some sixty rows of token prices."""

    name = "cursor-docs-models-and-pricing"
    url = "https://cursor.com/docs/models-and-pricing.md"
    addresses = r"(?:www\.)?cursor\.com/docs/(?:account/|models-and-)pricing"
    tiers = {r"start(?: \(india only\))?": "start"}
    currencies = ("INR",)
    minimum = 3


class TeamsPricing(PlanCards):
    """The types of seat of a team, in a list; the free one is of an administrator who does not use Cursor."""

    name = "cursor-docs-teams-pricing"
    vendor = "cursor"
    product = "cursor"
    region = "INTL"
    currency = "USD"
    url = "https://cursor.com/docs/account/teams/pricing.md"
    addresses = r"(?:www\.)?cursor\.com/docs/account/teams/pricing"
    titles = r"standard|premium"
    tiers = {"standard": "teams-standard", "premium": "teams-premium"}
    seats = r"teams.*"
    gives = frozenset()
    nightly = False
    minimum = 2
