"""China Mobile Cloud (移动云): Coding Plan."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import Source
from scrapers.spider import PlanSpider


class ActivityPage(PlanCards):
    """Two cards, with what the first purchase costs after a coupon (首购券后价) in front of the price of every month."""

    name = "ecloud-coding-plan-cn"
    vendor = "ecloud"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://ecloud.10086.cn/portal/act/codingplan"
    addresses = r"ecloud\.10086\.cn/portal/act/codingplan"
    titles = "lite|pro"
    prefix = r"Coding ?Plan "
    first = rf"券后|{PlanCards.first}"
    browser = True
    minimum = 2
    proven = False


SOURCES: tuple[Source, ...] = (ActivityPage(),)


class EcloudSpider(PlanSpider):
    """Its activity page; where its help document stands was not recorded."""

    name = "ecloud"
    sources = SOURCES
