"""What one price cell states: price, list, introduction, period and seat."""

from decimal import Decimal

import pytest

from scrapers.document import Cell, Record
from scrapers.offer import Quota, first_charge
from scrapers.refused import PageChanged
from scrapers.terms import quotas_of, terms


@pytest.mark.parametrize(
    ("text", "label", "price", "listed", "first", "periods"),
    [
        ("原价 60 元/月 限时 39 元/月", "定价", "39", "60", None, None),
        ("¥ 200/月", "价格", "200", None, None, None),
        ("40", "价格（元/月）", "40", None, None, None),
        ("9.9 元/月（续费 40 元/月）", "价格", "40", None, "9.9", None),
        ("首月 39.90 元，原价 200 元/月", "价格", "200", "200", "39.9", 1),
        ("¥200", "月费", "200", None, None, None),
    ],
)
def test_terms(text, label, price, listed, first, periods):
    said = terms(Cell(text), label, "CNY")
    assert said is not None
    assert (said.price, said.list_price) == (Decimal(price), listed and Decimal(listed))
    assert said.charges == first_charge(first and Decimal(first), periods)
    assert said.period == "P1M"


def test_a_seat_is_a_seat():
    assert terms(Cell("1,398 元/座席/月"), "定价", "CNY").seat


def test_a_cell_without_an_amount_has_no_terms():
    assert terms(Cell("联系销售"), "定价", "CNY") is None


@pytest.mark.parametrize(
    "text", ["低至 39 元/月", "39 元", "$39/月", "39 元/月 或 49 元/月", "39 元/月 399 元/年"]
)
def test_an_open_question_is_refused(text):
    with pytest.raises(PageChanged):
        terms(Cell(text), "定价", "CNY")


def test_quotas_stand_shortest_window_first_and_a_pack_needs_a_window():
    week = Quota(amount=Decimal(2500), unit="credits", window="P7D")
    hours = Quota(amount=Decimal(700), unit="credits", window="PT5H")
    record = Record(
        "Lite",
        {"每 7 天限额": Cell("2,500 Credits"), "5 小时限额": Cell("700 Credits"), "额度": Cell("无限制")},
    )
    assert quotas_of(record) == (hours, week)
    assert quotas_of(Record("用量包", {"额度": Cell("20,000 Credits/个")}), pack=True) == ()
