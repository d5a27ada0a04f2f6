"""GitHub's documentation of Copilot's plans."""

from scrapers.reading.plan_table import PlanTable
from scrapers.source import PRICE

_TIERS = {
    "free": "free",
    "student": "student",
    "pro": "pro",
    r"pro\+": "pro-plus",
    "max": "max",
    "business": "business",
    "enterprise": "enterprise",
}


class CopilotDocs(PlanTable):
    """One table with the plans in its columns; Copilot Free is "Not applicable" there."""

    name = "copilot-docs"
    vendor = "copilot"
    product = "copilot"
    region = "INTL"
    currency = "USD"
    url = "https://docs.github.com/en/copilot/get-started/plans"
    addresses = r"docs\.github\.com/(?:en/)?copilot/(?:get-started/(?:plans|plans-for-github-copilot)|about-github-copilot/(?:plans-for-github-copilot|subscription-plans-for-github-copilot))"
    tiers = {rf"(?:github )?copilot {tier}": slug for tier, slug in _TIERS.items()}
    seats = r"business|enterprise"
    gives = PRICE
    minimum = 3
