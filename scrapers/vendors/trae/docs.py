"""TRAE's documentation of its memberships."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable


class DocsCN(PlanTable):
    """One month beside the renewing one; first months stand in bullets below. Points that only TraeWork takes are no quota."""

    name = "trae-docs-cn"
    vendor = "trae"
    product = "trae"
    region = "CN"
    currency = "CNY"
    url = "https://docs.trae.cn/ide_plans-and-billing.md"
    addresses = r"docs\.trae\.cn/(?:ide_plans-and-billing|ide/plans-and-billing)"
    tiers: ClassVar[dict[str, str]] = {
        "免费(?:版|用户)?": "free",
        "企业基础版": "enterprise-basic",
        "企业团队版": "enterprise-team",
        "企业旗舰版": "enterprise-flagship",
        "优速通(?: express)?": "express",
    }
    seats = "enterprise-.+"
    uses = r".*(?:积分|credits).*"
    units: ClassVar[dict[str, str]] = {"通用积分": "积分"}
    notices = True
    minimum = 8
    proven = False


class SupersededCN(DocsCN):
    """The announcement of the memberships, which went on showing first months that had ended."""

    name = "trae-announcement-cn"
    url = "https://docs.trae.cn/ide_coming-soon.md"
    addresses = r"docs\.trae\.cn/ide_coming-soon"
    nightly = False
    gives = frozenset()


class DocsIntl(DocsCN):
    """The same abroad, with years. It still held the prices of before 2026-09-20 when last read, so nobody asks it."""

    name = "trae-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://docs.trae.ai/ide/new-plans-and-billing"
    addresses = r"docs\.trae\.ai/ide/(?:new-)?plans-and-billing"
    tiers: ClassVar[dict[str, str]] = {}
    uses = PlanTable.uses
    units: ClassVar[dict[str, str]] = {}
    nightly = False
    minimum = 4
