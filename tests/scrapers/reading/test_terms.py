"""What one price cell states: price, list, introduction, period and seat."""

from decimal import Decimal

import pytest
from places import CASES

from scrapers.offer import Quota, first_charge
from scrapers.page import Page
from scrapers.reading.document import Cell, Record
from scrapers.reading.extract import read
from scrapers.reading.tabular.plan_quotas import quotas_of
from scrapers.refusals import PageChanged
from scrapers.registry import owner
from scrapers.vocabulary.prices.price_terms import terms


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
    said = terms(text, "", "CNY", label=label)
    assert said is not None
    assert (said.price, said.list_price) == (Decimal(price), listed and Decimal(listed))
    assert said.charges == first_charge(first and Decimal(first), periods)
    assert said.period == "P1M"


def test_a_seat_is_a_seat():
    assert terms("1,398 元/座席/月", "", "CNY", label="定价").seat


def test_a_cell_without_an_amount_has_no_terms():
    assert terms("联系销售", "", "CNY", label="定价") is None


@pytest.mark.parametrize(
    "text", ["低至 39 元/月", "39 元", "$39/月", "39 元/月 或 49 元/月", "39 元/月 399 元/年"]
)
def test_an_open_question_is_refused(text):
    with pytest.raises(PageChanged):
        terms(text, "", "CNY", label="定价")


def test_quotas_stand_shortest_window_first_and_a_pack_needs_a_window():
    week = Quota(amount=Decimal(2500), unit="credits", window="P7D")
    hours = Quota(amount=Decimal(700), unit="credits", window="PT5H")
    record = Record(
        "Lite",
        {"每 7 天限额": Cell("2,500 Credits"), "5 小时限额": Cell("700 Credits"), "额度": Cell("无限制")},
    )
    assert quotas_of(record) == (hours, week)
    assert quotas_of(Record("用量包", {"额度": Cell("20,000 Credits/个")}), pack=True) == ()


BILLED = [  # text, what is charged for which period, whether for a seat
    ("$10 USD per month billed annually", "120", "P1Y", False),
    ("$17 per month with annual subscription discount ($200 billed up front)", "200", "P1Y", False),
    ("$17/mo, $200 billed up front", "200", "P1Y", False),
    ("$20 per seat / month if billed annually", "240", "P1Y", True),
    ("$20/mo · billed annually · $240/yr", "240", "P1Y", False),
    ("$30 per month, billed quarterly", "90", "P3M", False),
    ("$10/month billed monthly", "10", "P1M", False),
]


@pytest.mark.parametrize(("text", "price", "period", "seat"), BILLED)
def test_a_month_that_is_billed_for_a_longer_term_is_that_term(
    text: str, price: str, period: str, seat: bool
) -> None:
    said = terms(text, "", "USD", label="Price")
    assert said is not None
    assert (said.price, said.period, said.seat) == (Decimal(price), period, seat)


@pytest.mark.parametrize(
    ("text", "price", "period"),
    [("¥94.4/月，按季付费", "283.2", "P3M"), ("¥40/月（按年付费）", "480", "P1Y"), ("¥49/月", "49", "P1M")],
)
def test_the_same_in_chinese(text: str, price: str, period: str) -> None:
    said = terms(text, "", "CNY", label="价格")
    assert said is not None
    assert (said.price, said.period) == (Decimal(price), period)


@pytest.mark.parametrize(
    ("text", "struck", "price", "period"),
    [
        ("$10/month", "¥98/month", "10", "P1M"),
        ("$100/year", "$10/month", "100", "P1Y"),
        ("$10 per month billed annually", "$12 per month", "120", "P1Y"),
    ],
)
def test_a_list_price_in_another_currency_or_for_another_period_is_none(
    text: str, struck: str, price: str, period: str
) -> None:
    said = terms(text, struck, "USD", label="Price")
    assert said is not None
    assert (said.price, said.period, said.list_price) == (Decimal(price), period, None)


CASES = CASES / "terms"
INTL = "https://platform.minimax.io/docs/token-plan/intro.md"


def test_a_list_price_in_another_currency_is_none_at_minimax() -> None:
    body = (CASES / "minimax_list_in_another_currency.md").read_bytes()
    (plus,) = read(owner(INTL), Page(url=INTL, body=body)).offers
    assert (plus.id, plus.price, plus.list_price) == (
        "minimax/token-plan/plus/INTL/account/P1M/USD",
        Decimal(10),
        None,
    )


@pytest.mark.parametrize("url", [INTL, "https://www.alibabacloud.com/help/en/model-studio/coding-plan.md"])
def test_billed_annually_in_a_table_is_a_year(url: str) -> None:
    body = (CASES / "billed_annually_table.md").read_bytes()
    (pro,) = read(owner(url), Page(url=url, body=body)).offers
    assert (pro.plan, pro.period, pro.price) == ("pro", "P1Y", Decimal(120))
