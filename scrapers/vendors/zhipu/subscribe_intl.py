"""The subscription page of z.ai: a shell whose script chunks hold the products."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords
from scrapers.refusals import NotAPricePage
from scrapers.source import INTRO, PRICE
from scrapers.unread import Unread
from scrapers.vendors.zhipu.plans import plan
from scrapers.vendors.zhipu.subscribe import RenderedIntl

_CHUNK = re.compile(r"(?:/_next/)?static/chunks/[\w./%()@\[\]~+-]+?\.js\b")
_FRAMEWORK = re.compile(r"/(?:framework|main|main-app|polyfills|webpack)-[^/]*$")


class SubscribeIntl(PlanRecords):
    """Whole terms in USD, with every version ever sold. The other chunks hold no product, which is no failure of the
    source as long as one of its pages has offers. A rendered copy of the page reads as plan cards.
    """

    name = "zhipu-subscribe-intl"
    vendor = "zhipu"
    product = "coding-plan"
    region = "INTL"
    currency = "USD"
    url = "https://z.ai/subscribe"
    addresses = r"(?:www\.)?z\.ai/(?:subscribe|_next/static/chunks/.+\.js)"
    minimum = 3
    gives = PRICE | INTRO | {"availability"}  # the documentation states quotas more fully
    seats = r"team-.+"
    form = "script"
    records = ("productId money", "productId version")
    fields = {
        "title": "name", "price": "money", "list": "oldMoney", "list_shown": "showLineThrough", "period": "value",
        "months": "monthStep", "version": "version",
    }  # fmt: skip
    words = {"period": {"Monthly": "P1M", "Quarterly": "P3M", "Yearly": "P1Y"}}
    required = ("price",)
    evidence = ("price",)

    def plan(self, name: str) -> str:
        return plan(name)

    def follow(self, page: Page) -> Iterable[Fetch]:
        if urlsplit(page.url).path.endswith(".js") or page.status >= 400:
            return []
        paths = dict.fromkeys(re.sub(r"^/_next/", "", path) for path in _CHUNK.findall(page.text))
        return [Fetch(urljoin(self.url, f"/_next/{path}")) for path in paths if not _FRAMEWORK.search(path)]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        try:
            return super().offers(page)
        except NotAPricePage:
            if not re.match(r"\s*<", page.text):
                raise
        if not (offers := list(RenderedIntl().offers(page))):
            raise NotAPricePage("a shell whose prices are in its chunks", "shell")
        return iter(offers)
