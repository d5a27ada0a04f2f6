"""Volcengine's generated articles, which must never be read."""

from collections.abc import Iterator

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.refusals import NotAPricePage
from scrapers.source import Source


class Articles(Source):
    """Generated articles on the vendor's own domain: their prices are wrong (29元/月), so none is ever read."""

    name = "volcengine-articles"
    vendor = "volcengine"
    product = "coding-plan"
    region = "CN"
    url = "https://www.volcengine.com/article/2810162"
    addresses = r"(?:www\.)?volcengine\.com/article/.+"
    gives = frozenset()
    minimum = 0
    nightly = False

    def offers(self, page: Page) -> Iterator[Offer]:
        raise NotAPricePage("a generated article on the official domain: such articles carry wrong prices")
