"""CodeBuddy's documentation of its plans, at home and abroad, and older pages of it that stay online."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable

_CLOUD = r"(?:www\.)?cloud\.tencent\.com/"
_ABROAD = r"(?:www\.)?tencentcloud\.com/"


class DocsCN(PlanTable):
    """Each personal tier has four prices: a month and a year, each renewing or not; enterprises pay by the seat."""

    name = "codebuddy-docs-cn"
    vendor = "codebuddy"
    product = "codebuddy"
    region = "CN"
    currency = "CNY"
    url = "https://www.codebuddy.cn/docs/ide/Account/pricing"
    addresses = r"(?:www\.)?codebuddy\.cn/(?:docs/(?:ide/Account|workbuddy|enterprise/price)/pricing|pricing)"
    tiers: ClassVar[dict[str, str]] = {
        r"(?:个人)?体验版": "free",
        r"(?:个人)?青春版": "youth",
        r"(?:个人)?标准版": "standard",
        r"(?:个人)?专业版": "professional",
        r"(?:个人)?高级版": "advanced",
        r"(?:个人)?旗舰版": "flagship",
        r"(?:企业旗舰版|saas ?企业版)(?: ?[/(].*)?": "enterprise-flagship",
        r"(?:企业专享版|专有云企业版)(?: ?[/(].*)?": "enterprise-dedicated",
        r"(?:企业私有化版|私有化企业版)": "enterprise-private",
    }
    tier_names = r"(?:个人)?(?:体验|青春|标准|专业|高级|旗舰)版"
    uses = r".*(?:积分|credits).*"
    seats = r"enterprise-.+"
    minimum = 8
    proven = False


class SupersededCN(DocsCN):
    """Pages of the same plans on Tencent Cloud, some of them older than the prices that hold."""

    name = "codebuddy-superseded-cn"
    url = "https://cloud.tencent.com/document/product/1749/109769"
    addresses = rf"{_CLOUD}(?:document/product/1749/(?:109769|126592|129680)|announce/detail/2270)"
    nightly = False
    gives = frozenset()


class DocsIntl(DocsCN):
    """The same page abroad, in dollars: a month's price beside a year's."""

    name = "codebuddy-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://www.codebuddy.ai/docs/ide/Account/pricing"
    addresses = r"(?:www\.)?codebuddy\.ai(?:/(?:docs/(?:ide/Account|workbuddy|enterprise/price)/)?pricing)?"
    tiers: ClassVar[dict[str, str]] = {
        r"(?:codebuddy )?free": "free",
        r"(?:codebuddy )?pro": "pro",
        r"(?:codebuddy )?team": "team",
    }
    tier_names = PlanTable.tier_names
    seats = "team|enterprise.*"
    minimum = 2


class SupersededIntl(DocsIntl):
    """Pages of the same plans on Tencent Cloud abroad, of which one still states the price of before 2026-08-07."""

    name = "codebuddy-superseded-intl"
    url = "https://www.tencentcloud.com/document/product/1256/77269"
    addresses = rf"{_ABROAD}document/product/1256/(?:77269|77270)"
    nightly = False
    gives = frozenset()
