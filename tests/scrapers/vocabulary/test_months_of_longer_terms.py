"""A month's figure that is a month of a longer term is never the price of a month."""

import pytest

from scrapers.offer import plain
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.price_columns import PriceCell, priced
from scrapers.vocabulary.prices.several_terms import card_terms, cell_terms


def currency(text: str) -> str:
    return "USD" if "$" in text else "CNY"


@pytest.mark.parametrize(
    "text",
    [
        "$39 per user per month, annual subscription. 24/7 support",
        "$39/user/month on an annual plan",
        "$39/mo (annual)",
        "$39/month with a 12-month commitment",
        "$39/month, billed once per year",
        "$39 per month for 12 months",
        "年付 198 元/月",
        "198 元/月 包年",
        "１９８元／月，按年订阅",
        "¥198/月，需一次性购买 12 个月",
    ],
)
def test_a_cell_with_a_month_among_words_of_a_longer_term_is_in_doubt(text: str) -> None:
    with pytest.raises(PageChanged):
        cell_terms(text, "", currency(text))


def test_columns_of_a_year_that_show_months_are_in_doubt() -> None:
    cells = [PriceCell("年付原价", "¥50/月"), PriceCell("年付活动价", "¥40/月")]
    with pytest.raises(PageChanged):
        priced(cells, "CNY")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("$200/year ($16.67/month)", {"P1Y": "200"}),
        ("$16.67 per month, $200 per year", {"P1Y": "200"}),
        ("¥100/季（¥33.33/月）", {"P3M": "100"}),
        ("$20/month or $200/year", {"P1M": "20", "P1Y": "200"}),
        ("198 元/月（2,376 元/年）", {"P1M": "198", "P1Y": "2376"}),  # nothing is rounded: both are sold
    ],
)
def test_the_rounded_month_of_a_total_is_nobody_s_price(text: str, stated: dict[str, str]) -> None:
    for read in (cell_terms, card_terms):
        assert {one.period: plain(one.price) for one in read(text, "", currency(text))} == stated
