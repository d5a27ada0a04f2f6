"""The subscription page of bigmodel.cn: cards in a rendered page."""

from collections.abc import Iterable, Iterator

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.source import INTRO, PRICE, Source
from scrapers.unread import Unread
from scrapers.vendors.zhipu.cards import card_offers

_CHARGED = PRICE | INTRO | {"availability"}  # the documentation states quotas more fully


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
