"""JD Cloud's documents of its plans."""

import re
from typing import ClassVar

from scrapers.reading.plan_table import PlanTable
from scrapers.source import FACTS


class TokenPlanDocs(PlanTable):
    """Token Plan for persons, and for companies by the seat, in tables of the same tiers."""

    name = "jdcloud-token-plan-cn"
    vendor = "jdcloud"
    product = "token-plan"
    products: ClassVar[tuple[str, ...]] = ("token-plan-enterprise",)
    region = "CN"
    currency = "CNY"
    url = "https://docs.jdcloud.com/cn/jdaip/pricing"
    addresses = r"docs\.jdcloud\.com/cn/jdaip/pricing"
    seats = "token-plan-enterprise"
    minimum = 8
    proven = False

    def plan(self, name: str) -> str:
        return super().plan(re.sub("个人版|企业版", " ", name))


class PackageOverview(PlanTable):
    """The overview of Coding Plan and the rules of its first purchase: requests a tier, and no price."""

    name = "jdcloud-coding-plan-docs-cn"
    vendor = "jdcloud"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://docs.jdcloud.com/cn/jdaip/PackageOverview"
    addresses = r"docs\.jdcloud\.com/cn/jdaip/(?:PackageOverview|Specialoffer)"
    gives = FACTS
    minimum = 0
    proven = False
