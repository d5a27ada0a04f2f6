"""X-AIO's page: a shell whose script holds the plans."""

import re
from collections.abc import Iterable
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from scrapers.fetched import Fetch
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords


class Bundle(PlanRecords):
    """Each plan has a month's price and that of the first order."""

    name = "xaio-bundle-cn"
    vendor = "xaio"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://code.x-aio.com/"
    addresses = r"code\.x-aio\.com(?:/assets/index-[\w-]+\.js)?"
    form = "script"
    records = ("nameCN price",)
    fields: ClassVar[dict[str, str]] = {
        "title": "name nameCN", "price": "price.monthly", "intro": "price.firstOrder.monthly",
    }  # fmt: skip
    period = "P1M"
    intro_periods = 1
    required = ("price",)
    minimum = 3
    proven = False

    def follow(self, page: Page) -> Iterable[Fetch]:
        if urlsplit(page.url).path.endswith(".js") or page.status >= 400:
            return []
        paths = dict.fromkeys(re.findall(r"/?assets/index-[\w-]+\.js", page.text))
        return [Fetch(urljoin(self.url, path)) for path in paths]
