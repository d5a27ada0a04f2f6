"""Records of JSON answers and of scripts: what is declared of their keys is read, everything else is refused by its key."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.reading.plan_records import PlanRecords
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
