"""Cursor's pricing page."""

from scrapers.reading.plan_cards import PlanCards


class PricingPage(PlanCards):
    """Cards of which the first of each group is open: Individual is Pro, Teams a standard seat. It only confirms."""

    name = "cursor-pricing"
    vendor = "cursor"
    product = "cursor"
    region = "INTL"
    currency = "USD"
    url = "https://cursor.com/pricing"
    addresses = r"(?:www\.)?cursor\.(?:com|sh)/pricing"
    titles = r"hobby|individual|pro|pro\+|ultra|teams(?: standard| premium)?|enterprise"
    tiers = {"individual": "pro", "teams": "teams-standard"}
    seats = r"teams.*"
    gives = frozenset()
    minimum = 2
