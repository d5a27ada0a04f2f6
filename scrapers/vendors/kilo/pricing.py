"""Kilo's pricing page."""

from scrapers.reading.plan_page import PlanPage
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.source import PRICE


class KiloPricing(PlanPage):
    """A calculator of Kilo Pass, and a table with the seat of Teams. Credits in dollars are no price."""

    name = "kilo-pricing"
    vendor = "kilo"
    product = "kilo-pass"
    products = ("kilo-teams",)
    region = "INTL"
    currency = "USD"
    url = "https://kilo.ai/pricing"
    addresses = r"(?:www\.)?kilo(?:code)?\.ai/pricing"
    titles = r"(?:kilo pass )?(?:starter|pro|expert)"
    tabs = False  # a year is twelve months at once, with more credits
    names = "feature"
    prices = "platform plan"
    gives = PRICE
    minimum = 3

    def plan_of(self, row: PlanRow) -> str | None:
        return None if row.name == "Individual" else super().plan_of(row)

    def product_of(self, row: PlanRow) -> str:
        return "kilo-teams"
