"""The goods of StreamLake's page: one answer names the packages, another one states what each costs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import ClassVar
from urllib.parse import quote, unquote, urlsplit

from scrapers.fetched import Fetch
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_answers import entries
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import PageChanged, Refused
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.select import one

_DETAIL = "https://console.streamlake.com/api/common/describe-product-detail"


class Goods(PlanRecords):
    """Prices in yuan. The answer does not name its plan: the fragment of the address, which is never sent, does.

    Until 2026-03-26 the lower of two prices was that of the first month, which nothing in the answer says: two that
    differ are in doubt.
    """

    name = "kwaikat-goods-cn"
    vendor = "kwaikat"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.streamlake.com/api/get-kconf-content?key=website_kat_coder_coding_plan&name=platform_web&folder=streamlake"
    addresses = (
        r"www\.streamlake\.com/(?:api/get-kconf-content|marketing/coding-plan)"
        r"|console\.streamlake\.com/api/common/describe-product-detail"
    )
    records = ("skuId discountPrice",)
    fields: ClassVar[dict[str, str]] = {"title": "level", "price": "discountPrice", "list": "originalPrice"}
    tiers: ClassVar[dict[str, str]] = {
        rf"(?:kat[ -]?)?(?:coding |coder )?(?:plan )?{tier}": tier
        for tier in ("mini", "starter", "pro", "max")
    }
    period = "P1M"
    required = ("price",)
    evidence = ("price",)
    minimum = 4
    proven = False

    def follow(self, page: Page) -> Iterable[Fetch]:
        """A request for the price of each package of a month."""
        if "get-kconf-content" not in page.url:
            return []
        try:
            packages = entries(page, lambda values: {"skuId", "level"} <= values.keys())
            return [self._asked(package) for package in packages if "monthPackages" in package.above]
        except Refused:
            return []

    def _asked(self, package: JsonObject) -> Fetch:
        asked = {
            "productType": "standard",
            "productCategory": "kat_coder_coding_plan",
            "skuIdList": [package.one("skuId")],
        }
        headers = {"content-type": "application/json"}
        return Fetch(
            f"{_DETAIL}#{quote(package.one('level'))}", method="POST", headers=headers, body=json.dumps(asked)
        )

    def found(self, page: Page) -> list[JsonObject]:
        found = super().found(page)
        level = unquote(urlsplit(page.url).fragment)
        return (
            [replace(one(found, "product"), values={**found[0].values, "level": level})] if level else found
        )

    def terms_of(
        self, record: JsonObject, fields: Mapping[str, str], period: str | None, plan: str
    ) -> Terms | None:
        terms = super().terms_of(record, fields, period, plan)
        if terms and terms.list_price not in (None, terms.price):
            raise PageChanged(
                f"is {terms.price} beside {terms.list_price} the price or that of the first month?"
            )
        return terms
