"""calculatePriceV5, the price API of Volcengine's and BytePlus's order pages."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Offer, first_charge
from scrapers.page import Page
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import INTRO, PRICE, Source
from scrapers.vocabulary.money import number
from scrapers.vocabulary.plan_names import slug
from scrapers.vocabulary.select import one

_PERIODS = {"1": "P1M", "3": "P3M", "12": "P1Y"}
_CODE = re.compile(r"Coding_Plan_([A-Za-z]+)_monthly")


class PriceApi(Source):
    """calculatePriceV5 answers two totals and need not repeat what was asked: the fragment of the address,
    which is never sent, says which plan for how many months. Without Region, Times or Period it answers "0".
    """

    vendor = "volcengine"
    product = "coding-plan"
    goods: ClassVar[str]
    zone: ClassVar[str]
    plan_names: ClassVar[str]

    def fetches(self) -> Iterable[Fetch]:
        for tier in ("Lite", "Pro"):
            for times in (1, 3):
                code = f"Coding_Plan_{tier}_monthly"
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

    def offers(self, page: Page) -> Iterator[Offer]:
        result = self.result(page)
        regular, first = (number(result.one(key)) for key in ("TotalOriginalAmount", "TotalDiscountAmount"))
        if not regular or not first:
            raise PageChanged(f"a total of zero: the request lacked a region or a period: {page.text[:160]}")
        tier, period = _asked(page)
        yield Offer(
            vendor=self.vendor,
            product=self.product,
            plan=slug(tier),
            plan_name=f"{self.plan_names} {tier}",
            region=self.region,
            period=period,
            currency=self.currency,
            price=regular,
            charges=first_charge(first if first != regular else None),
            evidence=result.evidence("TotalOriginalAmount", "TotalDiscountAmount"),
        )

    def result(self, page: Page) -> JsonObject:
        """The totals of an answer; raises NotAPricePage for HTML, PageChanged for an error or another currency."""
        if page.text.lstrip().startswith("<"):
            raise NotAPricePage("HTML in place of JSON", "shell")
        answer = page.json()
        if not isinstance(answer, dict):
            raise PageChanged(f"no answer of calculatePriceV5: {page.text[:80]}")
        error = JsonObject(answer, page.text).inner("ResponseMetadata").inner("Error")
        if error.values:
            raise PageChanged(f"calculatePriceV5 refused: {error.maybe('Code')} {error.maybe('Message')}")
        result = JsonObject(answer, page.text).inner("Result")
        if result.maybe("Currency") not in (None, self.currency):
            raise PageChanged(f"{result.maybe('Currency')} in place of {self.currency}")
        return result


def _asked(page: Page) -> tuple[str, str]:
    """The tier and period that the answer repeats or the address's fragment names."""
    said = re.findall(r'"ConfigurationCode"\s*:\s*"(\w+)"', page.text)
    times = re.findall(r'"Times"\s*:\s*"?(\d+)', page.text)
    code, _, months = urlsplit(page.url).fragment.partition("/")
    plan = one(sorted({*said, *filter(None, [code])}), "ConfigurationCode in the answer or its address")
    many = one(sorted({*times, *filter(None, [months])}), "number of months in the answer or its address")
    named = _CODE.fullmatch(plan)
    if not named or many not in _PERIODS:
        raise PageChanged(f"unknown plan {plan!r} for {many} months")
    return named[1], _PERIODS[many]


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
