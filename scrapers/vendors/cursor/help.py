"""Cursor's help pages."""

from scrapers.reading.plan_sentences import PlanSentences
from scrapers.reading.plan_table import PlanTable
from scrapers.source import PRICE


class HelpPricing(PlanTable):
    """The table of all plans by the month. What usage is included, in dollars, is no price."""

    name = "cursor-help-pricing"
    vendor = "cursor"
    product = "cursor"
    region = "INTL"
    currency = "USD"
    url = "https://cursor.com/help/account-and-billing/pricing.md"
    addresses = r"(?:www\.)?cursor\.com/help/account-and-billing/pricing"
    seats = r"teams.*"
    gives = PRICE
    minimum = 5


class UsageLimits(PlanSentences):
    """The page on usage repeats prices behind the names of plans; it only confirms."""

    name = "cursor-help-usage-limits"
    vendor = "cursor"
    product = "cursor"
    region = "INTL"
    currency = "USD"
    url = "https://cursor.com/help/models-and-usage/usage-limits.md"
    addresses = r"(?:www\.)?cursor\.com/help/models-and-usage/usage-limits"
    titles = r"pro plus|pro\+|pro|ultra"
    gives = frozenset()
    nightly = False


class StartPlan(PlanSentences):
    """Start is sold in India only, in rupees, tax included."""

    name = "cursor-help-start"
    vendor = "cursor"
    product = "cursor"
    region = "INTL"
    currency = "INR"
    url = "https://cursor.com/help/account-and-billing/cursor-start.md"
    addresses = r"(?:www\.)?cursor\.com/help/account-and-billing/cursor-start"
    titles = r"cursor start"
    tiers = {"cursor start": "start"}
    gives = PRICE
