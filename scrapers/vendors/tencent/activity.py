"""Tencent Cloud's activity pages: cards with the first month, the first renewal, and the price of every month crossed out."""

import re
from collections.abc import Iterator
from typing import ClassVar

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.plan_cards import PlanCards
from scrapers.unread import Unread

_COLUMNS = re.compile(r"(首购首月)\s+(首次续费)\s+(¥[\d.]+) (¥[\d.]+)\s+(¥[\d.]+) \4(?![\d.])")


class CodingPlanActivity(PlanCards):
    """The cards of Coding Plan, Pro before Lite; a card is a package for a month (月包)."""

    name = "tencent-coding-plan-activity-cn"
    vendor = "tencent"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://cloud.tencent.com/act/pro/codingplan"
    addresses = r"(?:www\.)?cloud\.tencent\.com/act/pro/codingplan"
    titles = r"(?:lite|pro)(?: ?套餐)?(?: ?[(（]coding plan 月包[)）])?(?: ?(?:(?:超值)?入门|专业进阶))?"
    tiers: ClassVar[dict[str, str]] = {"lite.*": "lite", "pro.*": "pro"}
    period = "P1M"
    nightly = False
    proven = False

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        """As text, the labels stand in one line and their amounts, what is crossed out among them, in the next."""
        lines = _COLUMNS.sub(r"<p>\1 \3 <s>\4</s></p><p>\2 \5 <s>\4</s></p>", page.text)
        if "<" in page.text or lines == page.text:
            return super().offers(page)
        return super().offers(
            page.but(body="".join(f"<p>{line}</p>" for line in lines.splitlines()).encode())
        )


class TokenPlanActivity(PlanCards):
    """The cards of Token Plan."""

    name = "tencent-token-plan-activity-cn"
    vendor = "tencent"
    product = "token-plan"
    products: ClassVar[tuple[str, ...]] = ("hy-token-plan",)
    region = "CN"
    currency = "CNY"
    url = "https://cloud.tencent.com/act/pro/tokenplan"
    addresses = r"(?:www\.)?cloud\.tencent\.com/act/pro/tokenplan"
    titles = "lite|standard|pro|max"
    prefix = r"(?:通用 ?)?Token Plan "
    nightly = False
    proven = False
