"""Kimi Code's own page, which names its tiers and what they cost on cards."""

import re
from typing import Any

from scrapers.offer import Offer
from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.select import one

_PRODUCTS = {
    "kimi-code": r"starter|explorer|expert|master",
    "membership": r"adagio|andante|moderato|allegretto|allegro|vivace|go|plus|pro|max|ultra",
}
_SELLS_IN = {"CNY": "CN", "USD": "INTL"}


class KimiCode(PlanCards):
    """The page of Kimi Code. It sold tiers of its own in July 2026 and shows those of the membership otherwise.

    Its bytes have never been seen: a card counts only where its title is a tier that is known, whose product it is.
    """

    name = "kimi-code-page"
    vendor = "kimi"
    product = "kimi-code"
    region = "CN"  # the sign of the money says where it is sold
    regions = ("CN", "INTL")
    url = "https://www.kimi.com/code"
    addresses = r"(?:www\.)?kimi\.(?:com|ai)/(?:(?:zh|en)(?:-[a-z]+)?/)?code(?:/(?:zh|en)(?:-[a-z]+)?)?"
    prefix = r"Kimi (?:Code )?"
    titles = "|".join(_PRODUCTS.values())
    gives = PRICE
    nightly = False

    def offer(self, name: str, terms: Terms | None, evidence: str, **given: Any) -> Offer:
        products = [made for made, tiers in _PRODUCTS.items() if re.fullmatch(tiers, self.plan(name))]
        product, region = one(products, f"product of {name!r}"), _SELLS_IN[given["currency"]]
        return super().offer(name, terms, evidence, product=product, region=region, **given)
