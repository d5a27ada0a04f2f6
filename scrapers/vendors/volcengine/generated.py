"""Volcengine's generated articles, which must never be read."""

from scrapers.reading.no_prices import NoPrices


class Articles(NoPrices):
    """Generated articles on the vendor's own domain: their prices are wrong (29元/月), so none is ever read."""

    name = "volcengine-articles"
    vendor = "volcengine"
    product = "coding-plan"
    region = "CN"
    url = "https://www.volcengine.com/article/2810162"
    addresses = r"(?:www\.)?volcengine\.com/article/.+"
    why = "a generated article on the official domain: such articles carry wrong prices"
