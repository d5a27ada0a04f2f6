"""Qianfan's documents: the seats of companies, the old Coding Plan, and rules with worked examples."""

import re
from collections.abc import Iterator
from typing import ClassVar

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_table import PlanTable
from scrapers.unread import Unread


class EnterpriseDocs(PlanTable):
    """Token Plan for companies, sold by the seat under names of its own."""

    name = "qianfan-token-plan-enterprise-cn"
    vendor = "qianfan"
    product = "token-plan-enterprise"
    region = "CN"
    currency = "CNY"
    url = "https://cloud.baidu.com/doc/qianfan/s/ymq8wwch2"
    addresses = r"cloud\.baidu\.com/doc/qianfan/s/ymq8wwch2"
    tiers: ClassVar[dict[str, str]] = {
        "轻享版": "light",
        "标准版|专业版": "professional",
        "高级版": "advanced",
    }
    seats = ".+"
    minimum = 3
    proven = False


class Rules(PlanTable):
    """The document of the personal Token Plan, its rules and its packs: prices only in a worked example of an upgrade."""

    name = "qianfan-token-plan-docs-cn"
    vendor = "qianfan"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://cloud.baidu.com/doc/qianfan/s/Dmrabu8b6"
    addresses = r"cloud\.baidu\.com/doc/qianfan/s/(?:Dmrabu8b6|mmt8h5mfp|Smoghsq3g)"
    minimum = 0
    gives = frozenset()
    nightly = False


class CodingPlanDocs(PlanTable):
    """The document of Coding Plan, which has stayed online: its plans went on sale no more on 13 July 2026."""

    name = "qianfan-coding-plan-docs-cn"
    vendor = "qianfan"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://cloud.baidu.com/doc/qianfan/s/imlg0beiu"
    addresses = r"cloud\.baidu\.com/doc/qianfan/s/imlg0beiu"
    gives = frozenset()
    nightly = False

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        if re.search(r"<table|\|\s*:?-{2,}", page.text):
            return super().offers(page)
        cells = re.sub(r"\|\s*\Z", "\n。", page.text).replace(
            "|", "\n"
        )  # the last one is closed, not cut off
        return _Cells().offers(page.but(body=cells.encode()))


class _Cells(PlanCards):
    """The cells of a row of that document alone, one a line."""

    name, vendor, product = "qianfan-coding-plan-cells-cn", "qianfan", "coding-plan"
    region, currency = "CN", "CNY"
    url = CodingPlanDocs.url
    titles = "lite|pro"
    prefix = "Coding ?Plan "
