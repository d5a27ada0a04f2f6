"""The two subscription pages: cards in a rendered page of bigmodel.cn, a bundle's products at z.ai."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import INTRO, PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vendors.zhipu.bundle import members_of, number, string
from scrapers.vendors.zhipu.cards import card_offers
from scrapers.vendors.zhipu.plans import per, plan
from scrapers.vocabulary.billing import MONTHS
from scrapers.vocabulary.plan_names import clean

_CHUNK = re.compile(r"(?:/_next/)?static/chunks/[\w./%()@\[\]~+-]+?\.js\b")
_FRAMEWORK = re.compile(r"/(?:framework|main|main-app|polyfills|webpack)-[^/]*$")
_CHARGED = PRICE | INTRO | {"availability"}  # the documentation states quotas more fully
_TERMS = {"Monthly": "P1M", "Quarterly": "P3M", "Yearly": "P1Y"}


class GlmCodingCn(Source):
    """The plan cards of bigmodel.cn, rendered: one read for each billing tab, as only the open tab is priced.

    The default tab is 连续包季, whose "¥94.4/月" is a third of what is charged.
    """

    name = "zhipu-glm-coding-cn"
    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://bigmodel.cn/glm-coding"
    addresses = r"(?:www\.|open\.)?bigmodel\.cn/glm-coding"
    minimum = 3
    gives = _CHARGED
    browser = True

    def fetches(self) -> Iterable[Fetch]:
        return [Fetch(self.url, click=tab) for tab in ("连续包月", "连续包季", "连续包年")]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        return card_offers(self, Document(page), "CNY")


class SubscribeIntl(Source):
    """z.ai/subscribe: a shell without prices names script chunks, and one of those holds the products.

    Whole terms in USD, with every version ever sold: the highest is the one on sale. The other chunks hold
    no product and are refused as NotAPricePage of kind "nothing", which is no failure of the source as long
    as one of its pages has offers. A rendered copy of the page reads as plan cards.
    """

    name = "zhipu-subscribe-intl"
    vendor = "zhipu"
    product = "coding-plan"
    region = "INTL"
    currency = "USD"
    url = "https://z.ai/subscribe"
    addresses = r"(?:www\.)?z\.ai/(?:subscribe|_next/static/chunks/.+\.js)"
    minimum = 3
    gives = _CHARGED

    def follow(self, page: Page) -> Iterable[Fetch]:
        if urlsplit(page.url).path.endswith(".js") or page.status >= 400:
            return []
        paths = dict.fromkeys(re.sub(r"^/_next/", "", path) for path in _CHUNK.findall(page.text))
        return [Fetch(urljoin(self.url, f"/_next/{path}")) for path in paths if not _FRAMEWORK.search(path)]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        products = [
            members for members in members_of(page.text) if "money" in members or "version" in members
        ]
        if products:
            latest = max(_version(product) for product in products)
            sold = [product for product in products if _version(product) == latest]
            yield from each(sold, lambda product: [self._offer(product)], _quoted)
        elif re.match(r"\s*<", page.text):
            yield from self._rendered(page)
        else:
            raise NotAPricePage("a chunk without products")

    def _rendered(self, page: Page) -> Iterator[Offer | Unread]:
        offers = list(card_offers(self, Document(page), "USD"))
        if not offers:
            raise NotAPricePage("a shell whose prices are in its chunks", "shell")
        yield from offers

    def _offer(self, product: dict[str, str]) -> Offer:
        price, name = number(product, "money"), string(product, "name")
        return Offer(
            vendor=self.vendor,
            product=self.product,
            plan=plan(name),
            plan_name=clean(name),
            region=self.region,
            per=per(plan(name)),
            period=_period(product),
            currency=self.currency,
            price=price,
            list_price=_listed(product, price),
            evidence=f"money:{product['money']}",
        )


def _quoted(product: dict[str, str]) -> tuple[str, str]:
    said = ",".join(f"{key}:{value}" for key, value in product.items())
    return product.get("name", said).strip("\"'`"), said


def _version(product: dict[str, str]) -> int:
    found = re.fullmatch(r"V(\d+)", string(product, "version"), re.I)
    if not found:
        raise PageChanged(f"unknown version {product['version']}")
    return int(found[1])


def _period(product: dict[str, str]) -> str:
    period = _TERMS.get(string(product, "value"))
    if period is None:
        raise PageChanged(f"unknown billing cycle {product['value']}")
    if "monthStep" in product and number(product, "monthStep") != MONTHS[period]:
        raise PageChanged(f"{product['value']} of {product['monthStep']} months")
    return period


def _listed(product: dict[str, str], price: Decimal) -> Decimal | None:
    """The crossed-out price, where one is shown and higher."""
    shown = product.get("showLineThrough", "!0") in ("!0", "true")
    listed = number(product, "oldMoney") if shown and "oldMoney" in product else price
    return listed if listed > price else None
