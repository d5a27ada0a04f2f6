"""China Telecom Cloud's document of its plans."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable


class CtyunPlans(PlanTable):
    """One address that described the GLM plans first and describes Token Plan now; its tables of credits hold no prices."""

    name = "ctyun-plans-cn"
    vendor = "ctyun"
    product = "token-plan"
    products = ("coding-plan",)
    region = "CN"
    currency = "CNY"
    url = "https://www.ctyun.cn/document/11061839/11092368"
    addresses = r"(?:www\.)?ctyun\.cn/document/11061839/11092368"
    tiers: ClassVar[dict[str, str]] = {  # as the curated history calls what nobody recorded the names of
        "编程 Token Plan 29": "tier1",
        "编程 Token Plan 89": "tier2",
        "编程 Token Plan 199": "tier3",
        "编程 Token Plan 399": "tier4",
        "编程 Token Plan 699": "tier5",
    }
    minimum = 5
    proven = False
