"""SenseNova's page of its Token Plan."""

from scrapers.reading.plan_cards import PlanCards


class PlanPage(PlanCards):
    """One free tier in public beta, said as ¥0 a month; paid tiers are not published."""

    name = "sensenova-token-plan-cn"
    vendor = "sensenova"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.sensenova.cn/token-plan"
    addresses = r"(?:www|platform)\.sensenova\.cn/token-plan"
    titles = r"free(?: ?[·・-] ?公测)?|lite|pro|max"
    tiers = {"free.*": "free"}
    proven = False
