"""First charge, second charge, price: each word's amount in its place, and refused where the words leave it open."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.trackers.listing_text import offer_of
from scrapers.offer import plain
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.refusals import PageChanged
from scrapers.registry import named
from scrapers.vocabulary.plan_names import slug
from scrapers.vocabulary.prices.price_terms import terms

THREE = ("40", [("7.9", 1), ("20", 1)])


@pytest.mark.parametrize(
    ("text", "price", "charges"),
    [
        ("首月 7.9 元，次月 20 元，之后 40 元/月", *THREE),
        ("首月特惠 ¥7.9；次月续费 ¥20；第三个月起 ¥40/月", *THREE),
        ("首购首月 ¥7.9，首次续费 ¥20，原价 ¥40/月", *THREE),
        ("首月 7.9 元，第二个月 20 元，第3个月起 40 元/月", *THREE),
        ("首月 ¥7.9，首次续费5折，之后 ¥40/月", *THREE),
        ("$7.9 first month, second month $20, then $40/month", *THREE),
        ("first month $7.9, first renewal at 50%, renews at $40/month", *THREE),
        ("first month $7.9, 50% off the first renewal, then $40/month", *THREE),
        ("首购 19.9 元，首次续费6折，原价 40 元/月", "40", [("19.9", 1), ("24", 1)]),
        ("首月 7.9 元，次月起 40 元/月", "40", [("7.9", 1)]),
        ("首月 7.9 元，第二个月起 40 元/月", "40", [("7.9", 1)]),
        ("首月 7.9 元，次月开始 40 元/月", "40", [("7.9", 1)]),
        ("first month $7.9, $40/month from the second month on", "40", [("7.9", 1)]),
        ("first month $7.9, from the second month $40/month", "40", [("7.9", 1)]),
        ("首月 7.9 元，次月续费 40 元，之后 40 元/月", "40", [("7.9", 1)]),
        ("前3个月 9.9 元/月，之后 40 元/月", "40", [("9.9", 3)]),
        ("首月 7.9 元，原价 40 元/月。首次续费5折活动已于2026年4月1日结束", "40", [("7.9", 1)]),
    ],
)
def test_every_charge_in_its_turn(text: str, price: str, charges: list[tuple[str, int]]) -> None:
    said = terms(text, "", "USD" if "$" in text else "CNY", label="价格")
    assert said is not None
    assert plain(said.price) == price
    assert [(plain(step.price), step.periods) for step in said.charges] == charges
    assert said.period == "P1M"


@pytest.mark.parametrize(
    "text",
    [
        "首月 7.9 元，次月续费 20 元/月",  # and after it?
        "¥40/月，首次续费 ¥20",  # what is the first charge?
        "¥40/月，首次续费6折",
        "次月续费 ¥20，原价 ¥40/月",
        "首月 7.9 元，次月 20 元，次月 30 元，之后 40 元/月",
        "首月 7.9 元，现价 30 元/月，续费 40 元/月",
    ],
)
def test_what_the_words_leave_open_is_refused(text: str) -> None:
    with pytest.raises(PageChanged):
        terms(text, "", "CNY", label="价格")


def test_a_card_that_strikes_the_price_twice_goes_on_at_it() -> None:
    said = terms("首购首月 ¥7.9 首次续费 ¥20 元/月", "¥40/月 ¥40/月", "CNY", label="价格")
    assert said is not None
    assert (said.price, said.list_price, len(said.charges)) == (Decimal(40), Decimal(40), 2)


@pytest.mark.parametrize(
    ("price_text", "list_price_text", "notes"),
    [
        ("¥40/月", None, "首月特惠 ¥7.9；次月续费 ¥20"),
        ("首月7.9元,次月20元,之后40元/月", None, None),
        ("¥7.9/首月", "¥40/月", "次月续费5折"),
        ("¥7.9/月", "¥40/月", "首月特惠；首次续费 ¥20"),
        ("¥7.9/首月", None, "下单立减32.1元；首次续费5折"),
    ],
)
def test_another_tracker_s_row_states_the_same(
    price_text: str, list_price_text: str | None, notes: str | None
) -> None:
    row = {"vendor": "tencent-cloud-ai", "name": "Coding Plan Lite", "unit": "月", "price_text": price_text}
    offer = offer_of(row | {"list_price_text": list_price_text, "notes": notes})
    assert offer.price == Decimal(40)
    assert [(plain(step.price), step.periods) for step in offer.charges] == THREE[1]


@pytest.mark.parametrize("second", ["次月续费 100 元", "首次续费 5 折", "次月 100.00 元"])
def test_a_bullet_beside_the_table_states_the_same(second: str) -> None:
    text = f"""# Coding Plan

|  | **Lite** | **Pro** |
|---|---|---|
| **价格** | ¥ 40/月 | ¥ 200/月 |
| **用量限制** | 每月 18,000 次请求 | 每月 90,000 次请求 |

* **限时优惠**：Lite 套餐新客首月特惠 7.9 元，次月起按套餐价格续费；Pro 套餐新客首月特惠 39.9 元，{second}，第三个月起按套餐价格续费。
"""
    source = named("bailian-coding-plan-cn")
    found = {one.plan: one for one in read(source, Page(url=source.url, body=text.encode())).offers}
    assert [(plain(step.price), step.periods) for step in found["lite"].charges] == [("7.9", 1)]
    assert [(plain(step.price), step.periods) for step in found["pro"].charges] == [("39.9", 1), ("100", 1)]


@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("会员 Lite（单月）", "lite-once"), ("TRAE Lite (single month)", "trae-lite-once"), ("Pro（连续包月）", "pro"),
        ("Pro 不自动续费", "pro-once"), ("Max", "max"),
    ],
)  # fmt: skip
def test_one_month_without_renewal_is_a_plan_of_its_own(name: str, plan: str) -> None:
    assert slug(name) == plan


@pytest.mark.parametrize(
    ("cell", "sold"),
    [
        ("连续包月 ¥ 45/月，单月 ¥ 49/月", {"pro": "45", "pro-once": "49"}),
        ("¥ 45/月（自动续费），单月购买 ¥ 49/月", {"pro": "45", "pro-once": "49"}),
        ("连续包月 ¥ 45/月，单月 ¥ 45/月", {"pro": "45"}),
        ("单月 ¥ 49/月", {"pro": "49"}),
    ],
)
def test_a_renewing_and_a_single_month_at_two_prices_are_two_offers(cell: str, sold: dict[str, str]) -> None:
    text = f"# Coding Plan\n\n|  | **Pro** |\n|---|---|\n| **价格** | {cell} |\n| **用量限制** | 每月 90,000 次请求 |\n"
    source = named("bailian-coding-plan-cn")
    stated = read(source, Page(url=source.url, body=text.encode()))
    assert {one.plan: plain(one.price or Decimal(0)) for one in stated.offers} == sold


def test_kimi_s_table_with_single_months_beside_renewing_ones() -> None:
    rows = "".join(f"| {name} | ¥{price + 10}/月 | ¥{price}/月 |\n" for name, price in PRICES.items())
    text = f"# 会员定价\n\n| 套餐 | 单月价格 | 连续包月 |\n|---|---|---|\n{rows}"
    source = named("kimi-help-cn")
    found = {one.plan: one.price for one in read(source, Page(url=source.url, body=text.encode())).offers}
    assert found == {
        f"{name.lower()}{end}": price + more
        for name, price in PRICES.items()
        for end, more in (("", 0), ("-once", 10))
    }


@pytest.mark.shared
def test_zhipu_s_seats_bought_once_at_another_price(shared: Path) -> None:
    text = (shared / "captures/zhipu/2026-07_zcode-z-ai-client-configs.json").read_text(encoding="utf-8")
    source, before = named("zhipu-client-configs"), '"subscribeMode": "ONE_TIME"'
    at = text.index(before)
    dearer = text[:at] + text[at:].replace('"payAmount": 598.0', '"payAmount": 648.0', 1)
    first, second = (
        {one.id: one for one in read(source, Page(url=source.url, body=body.encode())).offers}
        for body in (text, dearer)
    )
    (added,) = second.keys() - first.keys()
    assert (added, second[added].price) == (
        "zhipu/coding-plan/team-standard-once/CN/seat/P1M/CNY",
        Decimal(648),
    )
    assert {one: second[one] for one in first} == first


PRICES = {"Andante": 49, "Moderato": 99, "Allegretto": 199, "Allegro": 699}
