"""Bailian's price API, a witness only."""

import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from urllib.parse import quote, urlsplit

from scrapers.fetched import Fetch
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.select import one

_ASKED = files(__package__) / "query_price.json"  # what the order page asks for Pro
_MODULE = "subscription_type"
_GOODS = {"lite": (10000019802, "Lite 基础套餐"), "pro": (10000019803, "Pro 高级套餐")}
_HEADERS = {
    "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    "accept": "application/json, text/plain, */*",
    "origin": "https://www.aliyun.com",
    "referer": "https://www.aliyun.com/benefit/scene/codingplan",
}


class PriceApi(PlanRecords):
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
    status = ("code", "message")
    fine = ("200",)
    records = ("moduleResults", "commodityId")
    fields = {
        "title": "title", "renewal": "unitPrice|listPrice",
        "intro": "discountedUnitPrice|discountedPrice|finalPrice",
    }  # fmt: skip
    period = "P1M"
    minor = True
    required = ("renewal",)
    evidence = ("intro",)
    tiers = {"Lite 基础套餐": "lite", "Pro 高级套餐": "pro"}

    def fetches(self) -> Iterable[Fetch]:
        asked = json.loads(_ASKED.read_text(encoding="utf-8"))
        body = "param=" + quote(json.dumps(asked, ensure_ascii=False, separators=(",", ":")), safe="")
        return [Fetch(f"{self.url}#pro", method="POST", headers=_HEADERS, body=body)]

    def found(self, page: Page) -> list[JsonObject]:
        """The price of the one plan in an answer, with the title that it or its address's fragment names."""
        articles = super().found(page)
        answer = page.json()
        if not isinstance(answer, Mapping) or answer.get("success") is not True:
            raise PageChanged(f"queryPrice did not succeed: {page.text[:120]}")
        article = one(articles, "articleItemResults")
        modules = [row for row in article.many("moduleResults") if row.maybe("moduleCode") == _MODULE]
        price = (modules[0] if len(modules) == 1 else article).inner("price")
        said = price.values or article.inner("depreciateInfo").values
        named = {title for number, title in _GOODS.values() if re.search(rf"\b{number}\b|{title}", page.text)}
        asked = {title for plan, (_, title) in _GOODS.items() if plan == urlsplit(page.url).fragment.lower()}
        title = one(sorted(named | asked), "plan that the answer or its address names")
        return [JsonObject({**said, "title": title}, page.text)]

    def terms_of(
        self, record: JsonObject, fields: Mapping[str, str], period: str | None, plan: str
    ) -> Terms | None:
        terms = super().terms_of(record, fields, period, plan)
        if terms and terms.charges and not re.search("新人|新客|首月|首购", record.text):
            raise PageChanged(f"a discount that does not say for whom: {record.text[:160]}")
        return terms

    def intro_periods_of(self, record: JsonObject) -> int | None:
        return 1 if "首月" in record.text else None
