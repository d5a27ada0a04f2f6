"""iFlytek's documents of its two plans."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable


class CodingPlanDocs(PlanTable):
    """A table a term under one heading row; a tier that is no longer sold says so inside its name (已下线)."""

    name = "xfyun-coding-plan-cn"
    vendor = "xfyun"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.xfyun.cn/doc/spark/CodingPlan.html"
    addresses = r"(?:www\.)?xfyun\.cn/doc/spark/CodingPlan(?:\.html)?"
    tiers: ClassVar[dict[str, str]] = {
        "入门版": "entry",
        "无忧版": "carefree",
        "专业版": "professional",
        "高效版": "efficient",
        "速通版": "express",
    }
    minimum = 2
    proven = False


class TokenPlanDocs(PlanTable):
    """Members of a team by the month; a second table prices models in credits, which is no money."""

    name = "xfyun-token-plan-cn"
    vendor = "xfyun"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.xfyun.cn/doc/spark/TokenPlan.html"
    addresses = r"(?:www\.)?xfyun\.cn/doc/spark/TokenPlan(?:\.html)?"
    tiers: ClassVar[dict[str, str]] = {
        "标准成员": "standard",
        "高级成员": "advanced",
        "尊享成员": "premium",
    }
    seats = ".+"
    minimum = 3
    proven = False
