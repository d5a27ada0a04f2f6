"""Tencent Cloud's documents of its plans, and what its developers' articles quote of them."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable


class CodingPlanDocs(PlanTable):
    """The overview of Coding Plan: the list prices and the requests of two tiers."""

    name = "tencent-coding-plan-cn"
    vendor = "tencent"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://cloud.tencent.com/document/product/1823/130092"
    addresses = r"(?:www\.)?cloud\.tencent\.com/document/product/(?:1823/130092|1772/128947)"
    minimum = 2
    proven = False


class TokenPlanDocs(PlanTable):
    """The overview of Token Plan: a general plan and one of the Hy models under headings of their own."""

    name = "tencent-token-plan-cn"
    vendor = "tencent"
    product = "token-plan"
    products: ClassVar[tuple[str, ...]] = ("hy-token-plan",)
    region = "CN"
    currency = "CNY"
    url = "https://cloud.tencent.com/document/product/1823/130060"
    addresses = r"(?:www\.)?cloud\.tencent\.com/document/product/(?:1823/130060|1772/129449)"
    minimum = 8
    proven = False


class TokenPlanDocsIntl(TokenPlanDocs):
    """The overview of Token Plan abroad, in dollars."""

    name = "tencent-token-plan-intl"
    region = "INTL"
    currency = "USD"
    url = "https://www.tencentcloud.com/document/product/1300/81315"
    addresses = r"(?:www\.)?tencentcloud\.com/(?:[a-z]{2}/)?document/product/1300/81315"
    minimum = 4


class TokenPlanNotes(TokenPlanDocs):
    """Quick start, rules of credits and change log: numbers of use and addresses, no price."""

    name = "tencent-token-plan-notes-cn"
    url = "https://cloud.tencent.com/document/product/1772/129450"
    addresses = (
        r"(?:www\.)?cloud\.tencent\.com/document/product/(?:1772/129450|1823/(?:131172|133811|130675|130758))"
    )
    minimum = 0
    gives = frozenset()
    nightly = False


class Articles(TokenPlanDocs):
    """Articles of the developers' community, which anyone may write: they state nothing on their own."""

    name = "tencent-articles-cn"
    products = ("hy-token-plan", "coding-plan")
    url = "https://cloud.tencent.com/developer/article/2675766"
    addresses = r"(?:www\.)?cloud\.tencent\.com/developer/article/\d+"
    minimum = 0
    gives = frozenset()
    nightly = False
