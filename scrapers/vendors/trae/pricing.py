"""TRAE's pricing pages."""

from typing import ClassVar

from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject


class PricingCN(PlanRecords):
    """An array of plans in a script, whose price may be that of the first month: it is read when asked, and gives nothing."""

    name = "trae-pricing-cn"
    vendor = "trae"
    product = "trae"
    region = "CN"
    currency = "CNY"
    url = "https://www.trae.cn/pricing"
    addresses = r"(?:www\.)?trae(?:\.com)?\.cn/pricing"
    form = "script"
    records = ("price id title",)
    fields: ClassVar[dict[str, str]] = {"title": "title titleSuffix", "price": "price priceSuffix"}
    tiers: ClassVar[dict[str, str]] = {"免费(?:版)?": "free", "优速通(?: express)?": "express"}
    nightly = False
    gives = frozenset()
    proven = False

    def period_of(self, record: JsonObject, title: str) -> str | None:
        """What costs nothing names no period; every other price does."""
        return "P1M" if self.plan(title) == "free" else None


class PricingIntl(PlanCards):
    """Cards by the month. Two ladders were seen at this address since 2026-09-20 (3, 10, 30, 100 and 20, 60, 200).

    What is included ("$20 usage / month") is no price.
    """

    name = "trae-pricing-intl"
    vendor = "trae"
    product = "trae"
    region = "INTL"
    currency = "USD"
    url = "https://www.trae.ai/pricing"
    addresses = r"(?:www\.)?trae\.ai/pricing"
    titles = r"free|lite|pro\+?|ultra"
    minimum = 3
