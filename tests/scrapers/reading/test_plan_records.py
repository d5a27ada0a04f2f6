"""Records of JSON answers and of scripts: what is declared of their keys is read, everything else is refused by its key."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import NotAPricePage, PageChanged, PageInDoubt, Truncated

CENTS = st.integers(1, 999_999_999)


class Acme(PlanRecords):
    """Fen in a JSON answer, with all that a record may say."""

    name = "acme-records"
    vendor = "xfyun"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    records = ("title price",)
    status = ("code", "message")
    refusals = {"555": "queue"}
    fields = {
        "title": "title", "price": "price", "renewal": "renew.price", "list": "original", "period": "cycle", "visible": "show",
        "currency": "money", "quotas": "benefits.text", "models": "models.name",
    }  # fmt: skip
    words = {"period": {"month": "P1M", "quarter": "P3M", "year": "P1Y"}}
    flags = {"soldOut": "SoldOut", "open": "InStock"}
    use = {"limit": ("requests", "PT5H")}
    evidence = ("price",)


class Fen(Acme):
    minor = True


class AMonthOfTheTerm(Acme):
    monthly = True


class Script(Acme):
    form = "script"
    records = ("title price", "title version")
    fields = Acme.fields | {"version": "version"}


def record(**values: Any) -> dict[str, Any]:
    return {"title": "Lite", "price": "40", "cycle": "month"} | values


def offers(source: PlanRecords, *records: Mapping[str, Any], **answer: Any) -> dict[str, Offer]:
    stated = stated_of(source, json.dumps({"data": records, **answer}))
    return {offer.plan: offer for offer in stated.offers}


def stated_of(source: PlanRecords, body: str) -> Any:
    return read(source, Page(url="https://acme.example/plans", body=body.encode()))


def only(source: PlanRecords, **values: Any) -> Offer:
    (offer,) = offers(source, record(**values)).values()
    return offer


def unread(source: PlanRecords, **values: Any) -> str:
    """Why one record is left out, beside another that is read."""
    stated = stated_of(source, json.dumps([record(**values), record(title="Other", price="90")]))
    assert [offer.plan for offer in stated.offers] == ["other"]
    (one,) = stated.unread
    return str(one.message)


def spelled(value: Any, quote: str, bare: bool, spread: bool) -> str:
    """A value as JavaScript may spell it."""
    if isinstance(value, dict):
        members = [
            f"{key if bare else quote + key + quote}:{spelled(one, quote, bare, spread)}"
            for key, one in value.items()
        ]
        return "{" + ",".join(["...e"] * spread + members) + "}"
    if isinstance(value, bool | None):
        return (
            {True: "!0", False: "!1", None: "void 0"}[value]
            if bare
            else {True: "true", False: "false", None: "null"}[value]
        )
    return f"{quote}{value}{quote}" if isinstance(value, str) else str(value)


@pytest.mark.parametrize(
    "price", ["40", 40, "¥40", "40.00", "¥40/月", "40元", "40/月", "40/月（续费价格）", "¥40 元 / 月"]
)
def test_an_amount_may_be_a_number_or_words(price: str | int) -> None:
    assert only(Acme(), price=price).price == 40


@given(cents=CENTS)
def test_fen_are_a_hundredth_of_yuan_however_they_are_written(cents: int) -> None:
    assert {only(Fen(), price=said).price for said in (cents, str(cents))} == {Decimal(cents) / 100}
    assert only(Acme(), price=str(Decimal(cents) / 100)).price == Decimal(cents) / 100


@pytest.mark.parametrize("price", ["40.5", 40.5, "¥40", -4000, "40 00", "4e3", True, {}, [], "1" * 13])
def test_what_is_no_number_of_fen_costs_its_record(price: Any) -> None:
    assert "price" in unread(Fen(), price=price)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"price": True}, "price"),
        ({"price": {}}, "price"),
        ({"price": "0 成本试错"}, "not a bare number"),
        ({"price": "低至 ¥40/月"}, "not one plain price"),
        ({"price": "¥40 ¥50"}, "not one plain price"),
        ({"price": 40.123}, "too many places"),
        ({"price": -40}, "no amount that anybody pays"),
        ({"price": 0}, "costs nothing"),
        ({"price": "¥40/季"}, "P1M"),
        ({"cycle": "week"}, "unknown cycle 'week'"),
        ({"cycle": None}, "no stated period"),
        ({"cycle": 7}, "unknown cycle '7'"),
        ({"show": "yes"}, "show"),
        ({"soldOut": 1}, "soldOut"),
        ({"original": "30"}, "below the price"),
        ({"renew": 90}, "renew.price"),
        ({"title": ["Lite"]}, "title"),
        ({"models": "glm"}, "models"),
    ],
)
def test_a_value_of_a_wrong_kind_costs_its_record_by_its_key(values: dict[str, Any], said: str) -> None:
    assert said in unread(Acme(), **values)


def test_another_currency_is_a_doubt_about_the_whole_answer() -> None:
    for values in ({"money": "USD"}, {"price": "$40"}):
        with pytest.raises(PageInDoubt):
            offers(Acme(), record(**values), record(title="Other", price="90"))


def test_absent_and_null_are_not_stated() -> None:
    silent = dict.fromkeys(("original", "show", "money", "benefits", "models", "soldOut", "limit", "renew"))
    assert only(Acme(), **silent) == only(Acme())


def test_which_amount_is_what_is_decided_as_for_cells() -> None:
    """A price beside a renewal is the first charge; a list price that is not above what is paid is none."""
    offer = only(Acme(), price="9.9", renew={"price": "40"}, original="40")
    assert (offer.price, offer.intro_price, offer.list_price) == (40, Decimal("9.9"), 40)
    assert only(Acme(), original="40").list_price is None
    assert only(Acme(), original=0).list_price is None
    assert only(Acme(), original="60").list_price == 60


@given(
    cents=CENTS.filter(lambda cents: cents < 80_000_000),
    period=st.sampled_from([("month", 1), ("quarter", 3), ("year", 12)]),
)
def test_a_month_s_amount_of_a_longer_term_is_multiplied(cents: int, period: tuple[str, int]) -> None:
    word, months = period
    assert (
        only(AMonthOfTheTerm(), price=str(Decimal(cents) / 100), cycle=word).price
        == Decimal(cents * months) / 100
    )


def test_facts_beside_the_price() -> None:
    said = record(
        benefits=[{"text": "每周 9,000 次请求"}],
        models=[{"name": "glm-5"}],
        limit=1200,
        soldOut=True,
        open=True,
    )
    offer = only(Acme(), **said)
    assert [(quota.amount, quota.unit, quota.window) for quota in offer.quotas] == [
        (1200, "requests", "PT5H"), (9000, "requests", "P7D"),
    ]  # fmt: skip
    assert (offer.models, offer.availability) == (("glm-5",), "SoldOut")
    assert only(Acme(), open=True).availability == "InStock"


def test_quotas_in_doubt_cost_themselves_alone() -> None:
    stated = stated_of(Acme(), json.dumps([record(benefits=[{"text": "6,000 次请求"}])]))
    assert [(offer.plan, offer.quotas) for offer in stated.offers] == [("lite", ())]
    assert "without a window" in stated.unread[0].message


def test_what_is_hidden_is_left_out_without_a_word() -> None:
    assert set(offers(Acme(), record(show=False), record(title="Pro", show=True))) == {"pro"}


def test_an_answer_that_failed_is_no_price_page() -> None:
    with pytest.raises(NotAPricePage, match="answers 555: busy") as refusal:
        offers(Acme(), record(), code=555, message="busy")
    assert refusal.value.kind == "queue"
    with pytest.raises(PageChanged, match="answers 777"):
        offers(Acme(), record(), code="777")
    with pytest.raises(NotAPricePage, match="no record"):
        offers(Acme(), {"name": "Lite"})


def test_a_role_nobody_knows_is_a_fault_of_the_source() -> None:
    with pytest.raises(TypeError, match="prise"):
        type("Wrong", (Acme,), {"fields": {"prise": "price"}})


def test_evidence_is_the_answer_s_own_words() -> None:
    body = '[{"title": "Lite",\n "price" :  "¥40/月", "cycle": "month"}]'
    assert stated_of(Acme(), body).offers[0].evidence == '"price" : "¥40/月"'


# scripts


@given(
    cents=CENTS,
    quote=st.sampled_from("\"'`"),
    bare=st.booleans(),
    spread=st.booleans(),
    before=st.sampled_from(["", "x=[", "t=e=>{return{a:["]),
)
def test_a_script_spelled_another_way_says_the_same(
    cents: int, quote: str, bare: bool, spread: bool, before: str
) -> None:
    quote = quote if bare else quote.replace("`", '"')
    price = str(Decimal(cents) / 100)
    said = spelled(
        record(price=price, show=True, original=None, benefits=None, version="V3"), quote, bare, spread
    )
    text = before + said + {"": "", "x=[": "]", "t=e=>{return{a:[": "]}}"}[before]
    offer = stated_of(Script(), text).offers[0]
    assert (offer.plan, offer.price, offer.list_price) == ("lite", Decimal(cents) / 100, None)


def test_the_highest_version_is_on_sale() -> None:
    text = ",".join(
        spelled(record(price=price, version=version), '"', True, False)
        for price, version in ((20, "V9"), (40, "V10"), (30, "V1"))
    )
    assert [offer.price for offer in stated_of(Script(), f"x=[{text}]").offers] == [40]


@pytest.mark.parametrize(
    "code", ["e.price", "t('40')", "19.9*e", "e?40:50", "`${e}`", '"4"+"0"', "40,price:50"]
)
def test_code_in_place_of_a_price_costs_its_record(code: str) -> None:
    text = f'x=[{{title:"Lite",cycle:"month",price:{code},version:1}},{{title:"Pro",cycle:"month",price:90,version:1}}]'
    stated = stated_of(Script(), text)
    assert [offer.plan for offer in stated.offers] == ["pro"]
    assert "price" in stated.unread[0].message


def test_code_beside_a_price_costs_nothing() -> None:
    text = 'x=[{title:"Lite",icon:e?"a":"b",go(){return 1},n,...r,price:40,cycle:"month",label:t("x")+"}",version:1}]'
    assert stated_of(Script(), text).offers[0].price == 40


@pytest.mark.parametrize(
    "text",
    [
        'x=[{title:"Lite",price:40',
        'x=[{title:"Lite",price:40,cycle:"month",version:1}',
        'title:"Lite",price:40}]',
    ],
)
def test_a_script_that_breaks_off_is_truncated(text: str) -> None:
    with pytest.raises(Truncated):
        stated_of(Script(), text)


def test_braces_in_words_open_nothing() -> None:
    text = 'var a={t:"}{{",u:\'{\'};x=[{note:"{",title:"Lite",price:40,cycle:"month",version:1}]'
    assert stated_of(Script(), text).offers[0].price == 40


# shapes of pages that nobody prepared for


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
    tiers = {"Infini Coding (.+)": "x"}

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


def priced(stated: Any) -> dict[tuple[str, str | None], tuple[str, str | None]]:
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
