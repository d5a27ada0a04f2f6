"""Qianfan's product pages, whose cards show what the first purchase costs (限时5折) above the price of every month."""

from typing import ClassVar

from scrapers.reading.plan_cards import PlanCards


class TokenPlanPage(PlanCards):
    """The page of the personal Token Plan. A lowered price holds for the first purchase alone; a sentence above the cards
    says what the first renewal costs (首次续费享 6 折).
    """

    name = "qianfan-token-plan-cn"
    vendor = "qianfan"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://cloud.baidu.com/product/qianfan_home/token_plan_personal.html"
    addresses = r"cloud\.baidu\.com/product/qianfan_home/token_plan_personal(?:\.html)?"
    titles = r"(?:mini|lite|pro|max)(?: ?(?:尝鲜|标准|进阶|专业)版)?"
    prefix = r"Token ?Plan "
    first = rf"(?:限时|首购) ?\d(?:\.\d)? ?折|{PlanCards.first}"
    notice = r"首次续费享? ?\d(?:\.\d)? ?折"
    minimum = 4
    proven = False


class PlanPage(TokenPlanPage):
    """The page that Coding Plan had, which has shown the cards of Token Plan since July 2026: it confirms them."""

    name = "qianfan-coding-plan-page-cn"
    url = "https://cloud.baidu.com/product/codingplan.html"
    addresses = r"cloud\.baidu\.com/product/codingplan(?:\.html)?"
    gives: ClassVar[frozenset[str]] = frozenset()
    nightly = False
