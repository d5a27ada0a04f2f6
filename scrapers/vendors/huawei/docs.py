"""Huawei Cloud's documents of Token Plan."""

from scrapers.reading.plan_table import PlanTable


class TokenPlanPrices(PlanTable):
    """The price list of MaaS: a row a tier, with a number in front, its term and its tokens."""

    name = "huawei-token-plan-prices-cn"
    vendor = "huawei"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://support.huaweicloud.com/price-maas/price-maas-0035.html"
    addresses = r"support\.huaweicloud\.com/price-maas/price-maas-0035(?:\.html)?"
    minimum = 4
    proven = False


class TokenPlanDocs(TokenPlanPrices):
    """The document of Token Plan, which repeats the prices."""

    name = "huawei-token-plan-cn"
    url = "https://support.huaweicloud.com/Token-plan-maas/tokenplan-maas-0001.html"
    addresses = r"support\.huaweicloud\.com/Token-plan-maas/tokenplan-maas-0001(?:\.html)?"
