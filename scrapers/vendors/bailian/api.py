"""Bailian's price API, a witness only, and its scene page, which states no price."""

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Charge, Offer
from scrapers.page import Page
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import Source
from scrapers.vocabulary.select import one

_CODE = "sfm_codingplan_public_cn"
_GOODS = {"lite": (10000019802, "Lite 基础套餐"), "pro": (10000019803, "Pro 高级套餐")}
_HEADERS = {
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "accept": "application/json, text/plain, */*",
    "origin": "https://www.aliyun.com",
    "referer": "https://www.aliyun.com/benefit/scene/codingplan",
}


def _param(plan: str) -> dict[str, Any]:
    commodity, title = _GOODS[plan]
    return {
        "commodityId": commodity,
        "commodities": [
            {
                "couponNum": "default",
                "orderType": "BUY",
                "components": [
                    {
                        "componentCode": "subscription_type",
                        "componentName": "订阅套餐",
                        "instanceProperty": [{"code": "subscription_type", "name": title, "value": plan}],
                    }
                ],
                "quantity": 1,
                "specCode": _CODE,
                "commodityCode": _CODE,
                "commodityName": "阿里云百炼 Coding Plan",
                "chargeType": "PREPAY",
                "chargeTypeTitle": "预付费",
                "pricingCycle": "Month",
                "pricingCycleTitle": "月",
                "duration": "1",
                "autoRenew": False,
                "orderParams": {
                    "queryGetCouponActivity": True,
                    "order_created_by": "merak",
                    "pricing_trigger_type": "default",
                },
                "uniqLabel": f"{_CODE}.{commodity}.0",
            }
        ],
    }


class PriceApi(Source):
    """queryPrice, in fen. It went on answering 40 for Lite five months after its sale had ended and knows no
    first-month price, so it gives nothing and only confirms or contradicts the help page.

    The answer need not name its plan: the fragment of the address, which is never sent, does.
    """

    name = "bailian-price-api-cn"
    vendor = "bailian"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://t.aliyun.com/abs/promotion/queryPrice"
    addresses = r"t\.aliyun\.com/abs/promotion/queryPrice"
    gives = frozenset()

    def fetches(self) -> Iterable[Fetch]:
        body = "param=" + quote(json.dumps(_param("pro"), ensure_ascii=False, separators=(",", ":")), safe="")
        return [Fetch(f"{self.url}#pro", method="POST", headers=_HEADERS, body=body)]

    def offers(self, page: Page) -> Iterator[Offer]:
        plan = _plan(page)
        said, evidence = _price(page)
        regular = _yuan(said, "unitPrice", "listPrice")
        now = _yuan(said, "discountedUnitPrice", "discountedPrice", "finalPrice") or regular
        if now is None or regular is None:
            raise PageChanged(f"no price in {evidence}")
        first = re.search("新人|新客|首月|首购", page.text)
        if now != regular and not first:
            raise PageChanged(f"a discount that does not say for whom: {evidence}")
        yield Offer(
            vendor=self.vendor,
            product=self.product,
            plan=plan,
            plan_name=_GOODS[plan][1],
            region=self.region,
            period="P1M",
            currency=self.currency,
            price=regular,
            charges=(Charge(now, 1 if "首月" in page.text else None),) if now != regular else (),
            evidence=evidence,
        )


def _plan(page: Page) -> str:
    named = {
        plan for plan, (number, title) in _GOODS.items() if re.search(rf"\b{number}\b|{title}", page.text)
    }
    asked = urlsplit(page.url).fragment.lower()
    return one(sorted(named | ({asked} & set(_GOODS))), "plan that the answer or its address names")


def _price(page: Page) -> tuple[JsonObject, str]:
    answer = page.json()
    if not isinstance(answer, dict) or answer.get("success") is not True or str(answer.get("code")) != "200":
        raise PageChanged(f"queryPrice did not succeed: {page.text[:120]}")
    article = one(
        JsonObject(answer, page.text).inner("data").many("articleItemResults"), "articleItemResults"
    )
    modules = [row for row in article.many("moduleResults") if row.maybe("moduleCode") == "subscription_type"]
    said = modules[0].inner("price") if len(modules) == 1 else article.inner("price")
    if not said.values:
        said = (
            said.inner("depreciateInfo") if said.maybe("depreciateInfo") else article.inner("depreciateInfo")
        )
    found = re.search(
        r'"(?:discountedUnitPrice|discountedPrice|unitPrice|listPrice)"\s*:\s*"?[\d.]+"?', page.text
    )
    return said, found[0] if found else page.text[:80]


def _yuan(said: JsonObject, *keys: str) -> Decimal | None:
    for key in keys:
        text = said.maybe(key)
        if text is not None:
            if not re.fullmatch(r"[1-9]\d*", text):
                raise PageChanged(f"{key} is no amount of fen: {text!r}")
            return Decimal(text) / 100
    return None


class Scene(Source):
    """The marketing page of Coding Plan: without any price since summer 2026."""

    name = "bailian-scene-cn"
    vendor = "bailian"
    product = "coding-plan"
    region = "CN"
    url = "https://www.aliyun.com/benefit/scene/codingplan"
    addresses = r"(?:www\.)?aliyun\.com/benefit/scene/(?:codingplan|tokenplan)"
    gives = frozenset()
    minimum = 0
    nightly = False

    def offers(self, page: Page) -> Iterator[Offer]:
        raise NotAPricePage("the scene page states no price; prices are in the help pages")
