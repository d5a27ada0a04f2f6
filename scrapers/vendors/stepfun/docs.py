"""StepFun's documentation of its Step Plan."""

from scrapers.reading.plan_table import PlanTable


class OverviewCN(PlanTable):
    """Month, quarter and year side by side, each a whole term; packs are topped up. A million Credits is one yuan of use."""

    name = "stepfun-overview-cn"
    vendor = "stepfun"
    product = "step-plan"
    region = "CN"
    currency = "CNY"
    url = "https://platform.stepfun.com/docs/zh/step-plan/overview.md"
    instead = ("https://platform.stepfun.com/docs/zh/step-plan/overview",)
    addresses = r"platform\.stepfun\.com/docs/(?:zh/)?step-plan/overview"
    tiers = {
        "(?:flash )?mini": "mini",
        "(?:flash )?plus": "plus",
        "(?:flash )?pro": "pro",
        "(?:flash )?max": "max",
    }
    minimum = 12
