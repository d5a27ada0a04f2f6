"""JD Cloud's page of Coding Plan, in its cards and in the data of its script."""

from collections.abc import Iterator
from typing import ClassVar

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_records import PlanRecords
from scrapers.unread import Unread


class _Payload(PlanRecords):
    """The records of the page's script, where the amount in front is what the first purchase costs."""

    name, vendor, product = "jdcloud-coding-plan-payload-cn", "jdcloud", "coding-plan"
    region, currency = "CN", "CNY"
    url = "https://www.jdcloud.com/cn/pages/codingplan"
    form = "script"
    records = ("productPrice title",)
    fields: ClassVar[dict[str, str]] = {
        "title": "title",
        "intro": "productPrice",
        "renewal": "originalPrice",
    }
    required = ("renewal",)
    evidence = ("intro", "renewal")
    tiers: ClassVar[dict[str, str]] = {"coding plan lite": "lite", "coding plan pro": "pro"}

    def text_of(self, page: Page) -> str:
        return f"{{{page.text}}}"  # an excerpt holds records alone, without the object around them


class CodingPlanPage(PlanCards):
    """Two cards: the first purchase in front, and the price of every month (原价) below it. Stock comes daily at 10:30."""

    name = "jdcloud-coding-plan-cn"
    vendor = "jdcloud"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.jdcloud.com/cn/pages/codingplan"
    addresses = r"(?:www\.)?jdcloud\.com/cn/pages/codingplan"
    titles = "lite|pro"
    prefix = r"Coding ?Plan "
    minimum = 2
    proven = False

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        yield from list(super().offers(page)) or _Payload().offers(page)
