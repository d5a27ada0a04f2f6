"""Records of vendors nobody prepared for: bundles, arrays in a chunk, fen against yuan, several terms in one record."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject


def stated_of(source: PlanRecords, body: str) -> Stated:
    return read(source, Page(url="https://acme.example/plans", body=body.encode()))


class Xaio(PlanRecords):
    name = "xaio-bundle"
    vendor = "xaio"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    form = "script"
    records = ("id price",)
    fields = {"title": "name", "plan": "id"}
    terms = {
        "P1M": {"price": "price.monthly", "intro": "price.firstOrder.monthly"},
        "P1Y": {"price": "price.yearly"},
    }
    intro_periods = 1

    def text_of(self, page: Page) -> str:
        """A price that its first order does not close is closed: `firstOrder:{monthly:36},description:`."""
        first, rest = "firstOrder:{monthly:", page.text.split("firstOrder:{monthly:")
        return first.join([rest[0], *(one.replace("},", "}},", 1) for one in rest[1:])])


class Infini(PlanRecords):
    name = "infini-bundle"
    vendor = "infini"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    form = "elements"
    records = ("package-name",)
    fields = {"title": "package-name", "price": "currency amount unit", "quotas": "feature-title"}

    def plan(self, name: str) -> str:
        return super().plan(name.removeprefix("Infini Coding "))


class Trae(PlanRecords):
    """The array states of Pro what the first month costs."""

    name = "trae-array"
    vendor = "trae"
    product = "membership"
    region = "CN"
    currency = "CNY"
    records = ("id price",)
    fields = {"title": "title", "plan": "id", "price": "price priceSuffix"}

    def fields_of(self, record: JsonObject) -> Mapping[str, str]:
        first = {"intro": self.fields["price"], "title": "title", "plan": "id"}
        return first if record.maybe("id") == "pro" else self.fields


class Xfyun(PlanRecords):
    name = "xfyun-package"
    vendor = "xfyun"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    minor = True
    period = "P1M"
    records = ("name detail",)
    fields = {
        "title": "name",
        "price": "detail.price",
        "quotas": "benefits",
        "models": "supportedModels.name",
    }


class Stepfun(PlanRecords):
    name = "stepfun-plans"
    vendor = "stepfun"
    product = "step-plan"
    region = "CN"
    currency = "CNY"
    minor = True
    status = ("status", "message")
    fine = ("1",)
    records = ("name monthPrice",)
    fields = {"title": "name"}
    terms = {"P1M": {"price": "monthPrice"}, "P3M": {"price": "quarterPrice"}, "P1Y": {"price": "yearPrice"}}


class Kwaikat(PlanRecords):
    """`discountPrice` may be an introduction: it is what is charged now, the list price what goes on."""

    name = "kwaikat-products"
    vendor = "kwaikat"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    records = ("skuId originalPrice", "skuId discountPrice")
    fields = {"title": "level", "renewal": "originalPrice", "intro": "discountPrice", "period": "unit"}
    words = {"period": {"月": "P1M"}}


def priced(stated: Stated) -> dict[tuple[str, str | None], tuple[str, str | None]]:
    return {
        (offer.plan, offer.period): (str(offer.price), offer.to_json()["intro_price"])
        for offer in stated.offers
    }


def test_fen_as_words_of_three_terms_in_one_record() -> None:
    plan = {"name": "plus", "monthPrice": "9900", "quarterPrice": "26900", "yearPrice": "93600"}
    stated = stated_of(
        Stepfun(),
        json.dumps({"status": 1, "plans": [plan, {"name": "mini", "monthPrice": "4900", "yearPrice": None}]}),
    )
    assert priced(stated) == {
        ("plus", "P1M"): ("99", None), ("plus", "P3M"): ("269", None), ("plus", "P1Y"): ("936", None), ("mini", "P1M"): ("49", None),
    }  # fmt: skip


def test_fen_beneath_a_name_with_benefits_and_models() -> None:
    plan = {
        "name": "高效版",
        "detail": {"price": 19900, "realFee": 19900},
        "benefits": ["每 5 小时 6,000 次请求"],
        "supportedModels": [{"name": "glm-5"}],
    }
    (offer,) = stated_of(Xfyun(), json.dumps({"data": [plan]})).offers
    assert (offer.price, offer.models, len(offer.quotas)) == (199, ("glm-5",), 1)


def test_a_discount_beside_its_list_price_is_the_first_charge() -> None:
    rows = [
        {"skuId": "1", "level": "mini", "discountPrice": 8.8, "originalPrice": 29, "unit": "月"},
        {"skuId": "2", "level": "max", "discountPrice": 350, "originalPrice": 350, "unit": "月"},
    ]
    assert priced(stated_of(Kwaikat(), json.dumps({"data": {"data": {"productDiscountList": rows}}}))) == {
        ("mini", "P1M"): ("29", "8.8"), ("max", "P1M"): ("350", None),
    }  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize(
    ("source", "file", "expected"),
    [
        (Xaio(), "xaio/2026-08_code-x-aio-com-app-bundle.js", {("lite", "P1M"): ("72", "36"), ("pro", "P1M"): ("360", "180")}),
        (Infini(), "infini/2026-04-08_cloud-infini-ai-com-bundle.js", {("lite", "P1M"): ("40", None), ("pro", "P1M"): ("200", None)}),
        (
            Trae(), "trae/2026-07-23_trae-cn-pricing-plan-array.json",
            {("free", None): ("None", None), ("pro-plus", "P1M"): ("239", None), ("ultra", "P1M"): ("699", None), ("express", "P1M"): ("1999", None)},
        ),
    ],
    ids=lambda value: getattr(value, "name", None),
)  # fmt: skip
def test_pages_of_vendors_nobody_prepared_for(
    source: PlanRecords, file: str, expected: object, shared: Path
) -> None:
    body = (shared / "captures-2026-11" / file).read_text(encoding="utf-8")
    assert priced(stated_of(source, body)) == expected
