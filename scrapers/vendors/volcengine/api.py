"""calculatePriceV5, the price API of Volcengine's and BytePlus's order pages."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapers.fetched import Fetch
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject, known
from scrapers.source import INTRO, PRICE
from scrapers.vocabulary.plan_names import slug
from scrapers.vocabulary.select import one

_TIERS = {"Coding_Plan_Lite_monthly": "Lite", "Coding_Plan_Pro_monthly": "Pro"}


class PriceApi(PlanRecords):
    """calculatePriceV5 answers two totals and need not repeat what was asked: the fragment of the address,
    which is never sent, says which plan for how many months. Without Region, Times or Period it answers "0".
    """

    vendor = "volcengine"
    product = "coding-plan"
    status = ("ResponseMetadata.Error.Code", "ResponseMetadata.Error.Message")
    fine = ()
    records = ("Result", "ResponseMetadata")
    fields = {
        "title": "ConfigurationCode", "renewal": "Result.TotalOriginalAmount", "intro": "Result.TotalDiscountAmount",
        "period": "Times", "currency": "Result.Currency",
    }  # fmt: skip
    words = {"period": {"1": "P1M", "3": "P3M", "12": "P1Y"}}
    required = ("renewal", "intro")
    evidence = ("renewal", "intro")
    goods: ClassVar[str]
    zone: ClassVar[str]
    plan_names: ClassVar[str]

    def fetches(self) -> Iterable[Fetch]:
        for code in _TIERS:
            for times in (1, 3):
                yield Fetch(
                    f"{self.url}#{code}/{times}",
                    method="POST",
                    headers={"content-type": "application/json", "accept": "application/json"},
                    body=json.dumps({"ConfigItems": [self.item(code, times)]}),
                )

    def item(self, code: str, times: int) -> dict[str, Any]:
        """What is asked for: one plan for a number of months."""
        return {
            "Product": self.goods,
            "ConfigurationCode": code,
            "ChargeItems": [{"ChargeItemCode": f"{code}_{self.zone}", "AttrValue": "1"}],
            "Quantity": 1,
            "Period": "monthly",
            "Times": times,
            "OrderType": 1,
            "SerialNo": "0",
        }

    def found(self, page: Page) -> list[JsonObject]:
        """The totals of an answer, with the plan and the months that it repeats or its address's fragment names."""
        results = super().found(page)
        code, _, months = urlsplit(page.url).fragment.partition("/")
        said = {*re.findall(r'"ConfigurationCode"\s*:\s*"(\w+)"', page.text), code} - {""}
        times = {*re.findall(r'"Times"\s*:\s*"?(\d+)', page.text), months} - {""}
        asked = {
            "ConfigurationCode": one(sorted(said), "ConfigurationCode in the answer or its address"),
            "Times": one(sorted(times), "number of months in the answer or its address"),
        }
        return [replace(result, values={**result.values, **asked}) for result in results]

    def title(self, record: JsonObject) -> str:
        return f"{self.plan_names} {known(_TIERS, super().title(record), 'plan')}"

    def plan(self, name: str) -> str:
        return slug(name.removeprefix(self.plan_names))


class PriceApiIntl(PriceApi):
    """BytePlus, in dollars; answers without a login."""

    name = "volcengine-price-api-intl"
    region = "INTL"
    currency = "USD"
    url = "https://www.byteplus.com/api/sales/calculatePriceV5"
    addresses = r"(?:www\.)?byteplus\.com/api/sales/calculatePriceV5"
    goods = "ModelArk"
    zone = "ap-southeast-1"
    plan_names = "BytePlus Coding Plan"
    gives = PRICE | INTRO
    minimum = 4

    def item(self, code: str, times: int) -> dict[str, Any]:
        return super().item(code, times) | {"Region": self.zone}


class PriceApiCN(PriceApi):
    """The mainland, in yuan. That it answers without a login is not confirmed, so it is no nightly source."""

    name = "volcengine-price-api-cn"
    region = "CN"
    currency = "CNY"
    url = "https://www.volcengine.com/api/sales/calculatePriceV5"
    addresses = r"(?:www\.)?volcengine\.com/api/sales/calculatePriceV5"
    goods = "ark_bd"
    zone = "cn-beijing"
    plan_names = "Coding Plan"
    gives = frozenset()
    nightly = False
