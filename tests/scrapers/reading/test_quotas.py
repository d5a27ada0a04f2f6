"""Quotas: a window comes from its own label, two amounts cost the quotas and not the price, old tables are old."""

import pytest
from places import CASES

from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.refusals import PageChanged
from scrapers.registry import owner
from scrapers.vocabulary.use import quotas, united, window

CASES = CASES / "quotas"
ZHIPU = "https://docs.bigmodel.cn/cn/coding-plan/overview.md"
BAILIAN = "https://help.aliyun.com/zh/model-studio/coding-plan.md"
MINIMAX = "https://platform.minimaxi.com/docs/token-plan/intro.md"


def _read(url: str, text: str) -> Stated:
    return read(owner(url), Page(url=url, body=text.encode()))


def _quotas(stated: Stated) -> dict[str, list[tuple[str, int]]]:
    return {offer.plan: [(one.window, int(one.amount)) for one in offer.quotas] for offer in stated.offers}


def test_a_weekly_column_beside_five_hours_does_not_vanish() -> None:
    stated = _read(ZHIPU, (CASES / "zq1.md").read_text(encoding="utf-8"))
    assert _quotas(stated) == {"lite": [("PT5H", 2000), ("P7D", 10000)]}


def test_a_formula_in_a_label_is_not_its_window() -> None:
    stated = _read(ZHIPU, (CASES / "zq2.md").read_text(encoding="utf-8"))
    assert _quotas(stated) == {
        "lite": [("PT5H", 2000), ("P7D", 10000)],
        "pro": [("PT5H", 12000), ("P7D", 60000)],
        "max": [("PT5H", 28000), ("P7D", 140000)],
    }


@pytest.mark.parametrize(
    ("label", "span"),
    [
        ("周积分 (= 5h × 5)", "P7D"),
        ("周积分（5 小时积分的 5 倍）", "P7D"),
        ("积分（每 5 小时）", "PT5H"),
        ("积分 (= 5h × 5)", None),
        ("月额度", "P1M"),
        ("周", "P7D"),
        ("周年庆", None),
        ("日用量", "P1D"),
    ],
)
def test_a_window_comes_from_its_own_label(label: str, span: str | None) -> None:
    assert window(label) == span


def test_a_bare_number_takes_its_unit_from_its_label() -> None:
    assert united("2,000", "每 5 小时积分") == "2,000 credits"
    assert united("2,000", "价格") == "2,000"
    with pytest.raises(PageChanged):
        united("2,000", "每 5 小时")


PLANS = """# 套餐

| 套餐 | Lite | Pro |
|---|---|---|
| 价格 | ¥40/月 | ¥200/月 |
| 每 5 小时额度 | 1,200 次请求 | 6,000 次请求 |
| 5 小时限额 | {lite} | 6,000 次请求 |
"""


@pytest.mark.parametrize(
    ("url", "text"),
    [
        (BAILIAN, PLANS.format(lite="1,500 次请求")),
        (MINIMAX, PLANS.replace("Lite", "Plus").replace("Pro", "Max").format(lite="1,500 次请求")),
    ],
)
def test_two_amounts_for_one_window_cost_the_quotas_and_not_the_price(url: str, text: str) -> None:
    stated = _read(url, text)
    assert [(str(offer.price), len(offer.quotas)) for offer in stated.offers] == [("40", 0), ("200", 1)]
    assert [one.message for one in stated.unread] == ["two amounts of requests for one window, PT5H"]


LEGACY = """# 套餐说明

## {heading}

| 套餐 | 每 5 小时积分 |
|---|---|
| Lite | 1,000 |
"""


@pytest.mark.parametrize(
    "heading", ["Legacy plans", "个人套餐（V2 版）", "No longer sold", "已下线套餐", "历史套餐"]
)
def test_facts_under_a_heading_of_what_is_no_longer_sold_are_discontinued(heading: str) -> None:
    (lite,) = _read(ZHIPU, LEGACY.format(heading=heading)).offers
    assert (lite.plan, lite.availability) == ("lite", "Discontinued")


@pytest.mark.parametrize(
    "heading", ["在售套餐", "Legacy plan migration: FAQ", "如何从旧版升级？", "DeepSeek V2 用量"]
)
def test_other_headings_say_nothing_of_the_kind(heading: str) -> None:
    (lite,) = _read(ZHIPU, LEGACY.format(heading=heading)).offers
    assert lite.availability is None


def test_an_old_table_gives_way_to_the_one_that_holds() -> None:
    current = LEGACY.format(heading="个人套餐（V3 版）").replace("1,000", "2,000")
    for text in (
        current + LEGACY.format(heading="个人套餐（V2 版）"),
        LEGACY.format(heading="个人套餐（V2 版）") + current,
    ):
        (lite,) = _read(ZHIPU, text).offers
        assert (lite.availability, [int(one.amount) for one in lite.quotas]) == (None, [2000])


@pytest.mark.parametrize("url", [BAILIAN, MINIMAX])
def test_prices_under_such_a_heading_are_what_existing_customers_pay(url: str) -> None:
    table = "| 套餐 | Plus |\n|---|---|\n| 价格 | ¥{}/月 |\n"
    old = f"# 套餐\n\n## 历史套餐\n\n{table.format(29)}"
    assert [(str(one.price), one.availability) for one in _read(url, old).offers] == [("29", "Discontinued")]
    both = f"# 套餐\n\n## 在售\n\n{table.format(49)}\n## 历史套餐\n\n{table.format(29)}"
    assert [(str(one.price), one.availability) for one in _read(url, both).offers] == [("49", None)]


def test_a_price_whose_unit_stands_in_its_label_is_no_number_of_use() -> None:
    stated = _read(
        "https://cloud.tencent.com/document/product/1823/130060",
        "| 套餐 | 价格（元/月） | 每月积分 |\n|---|---|---|\n| Lite | 39 | 780 积分 |\n| Pro | 299 | 5,980 积分 |\n",
    )
    assert _quotas(stated) == {"lite": [("P1M", 780)], "pro": [("P1M", 5980)]}


def test_what_is_granted_on_top_for_a_time_is_no_quota() -> None:
    text = (
        "| 套餐 | 价格 | 基础积分/月 | 加赠积分/月（限时） | 每月实得积分（限时） |\n|---|---|---|---|---|\n"
        "| Lite | ¥49/月 | 2,000 | 2,000 | 4,000 |\n"
    )
    stated = _read(BAILIAN, f"# Coding Plan\n\n{text}")
    assert _quotas(stated) == {"lite": [("P1M", 2000)]}
    assert not stated.unread


@pytest.mark.parametrize(
    ("said", "window"),
    [("10 credits per 30 days", "P1M"), ("10 credits per 7 days", "P7D"), ("10 credits a day", "P1D")],
)
def test_a_window_of_several_days_is_no_day(said: str, window: str) -> None:
    assert [quota.window for quota in quotas(said)] == [window]


def test_a_window_nobody_knows_is_not_taken_for_a_day() -> None:
    with pytest.raises(PageChanged):
        quotas("10 credits per 14 days")
