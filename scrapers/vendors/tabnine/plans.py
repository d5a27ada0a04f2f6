"""Tabnine's pricing page."""

from typing import ClassVar

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE


class TabninePlans(PlanCards):
    """A card a platform, with a number without a mark: what a seat costs by the month of an annual subscription."""

    name = "tabnine-plans-intl"
    vendor = "tabnine"
    product = "tabnine"
    region = "INTL"
    currency = "USD"
    url = "https://www.tabnine.com/pricing/"
    addresses = r"(?:www\.)?tabnine\.com/pricing"
    prefix = r"(?:the )?tabnine "
    titles = r"(?:code assistant|agentic)(?: platform)?"
    tiers: ClassVar[dict[str, str]] = {
        "code assistant platform": "code-assistant",
        "agentic platform": "agentic",
    }
    unmarked = True
    gives = PRICE
    minimum = 2
    proven = False
