"""SCNet, the national supercomputing network (国家超算互联网): Coding Plan."""

from scrapers.reading.plan_table import PlanTable
from scrapers.source import Source
from scrapers.spider import PlanSpider

_DOCS = r"(?:www\.)?scnet\.cn/ac/openapi/doc/2\.0/moduleapi/codingplan/"


class SubscriptionNotice(PlanTable):
    """The notice of subscription: one table, a tier a column. What a Token Plan costs that followed is not published."""

    name = "scnet-coding-plan-cn"
    vendor = "scnet"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.scnet.cn/ac/openapi/doc/2.0/moduleapi/codingplan/subscriptionnotice.html"
    addresses = rf"{_DOCS}subscriptionnotice(?:\.html)?"
    minimum = 2
    proven = False


SOURCES: tuple[Source, ...] = (SubscriptionNotice(),)


class ScnetSpider(PlanSpider):
    """The page of its documentation, which is served whole."""

    name = "scnet"
    sources = SOURCES
