"""Tables of plans by the words of their labels: literal tables in, offers out, whatever stands where."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_table import PlanTable
from scrapers.refusals import Refused

Rows = Sequence[Sequence[str]]


class Acme(PlanTable):
    """It declares nothing."""

    name = "acme-docs-cn"
    vendor = "acme"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://acme.example/plans.md"
    addresses = r"acme\.example/.*"


class AcmeNoted(Acme):
    notices = True


def table(rows: Rows) -> str:
    head, *others = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *others])


def stated(text: str, source: PlanTable | None = None) -> Stated:
    return read(source or Acme(), Page(url=Acme.url, body=f"# Acme\n\n{text}\n".encode()))


def prices(text: str, source: PlanTable | None = None) -> dict[tuple[str, str | None], str | None]:
    return {(offer.plan, offer.period): _plain(offer.price) for offer in stated(text, source).offers}


def _plain(price: Any) -> str | None:
    return None if price is None else f"{price.normalize():f}"


def test_every_price_column_is_a_term() -> None:
    said = [
        ["档位", "月付", "季付", "年付"],
        ["Mini", "¥49", "¥129", "¥456"],
        ["Max", "¥699", "¥1889", "¥6666"],
    ]
    assert prices(table(said)) == {
        ("mini", "P1M"): "49", ("mini", "P3M"): "129", ("mini", "P1Y"): "456",
        ("max", "P1M"): "699", ("max", "P3M"): "1889", ("max", "P1Y"): "6666",
    }  # fmt: skip


def test_beside_a_renewing_column_the_other_is_for_once() -> None:
    """One month without renewal is another way to buy than the month that renews."""
    said = [
        ["套餐", "月付", "连续包月", "年付", "连续包年"],
        ["体验版", "免费", "免费", "免费", "免费"],
        ["Pro", "99 元/月", "70 元/月", "840 元/年", "672 元/年"],
    ]
    assert prices(table(said)) == {
        ("ti-yan-ban", "P1M"): "0",
        ("pro-once", "P1M"): "99", ("pro", "P1M"): "70", ("pro-once", "P1Y"): "840", ("pro", "P1Y"): "672",
    }  # fmt: skip


def test_unit_and_term_stand_in_the_label() -> None:
    offers = stated(
        table([["成员类型", "月价格(元/成员)", "月积分额度"], ["Standard", "200", "20000"]])
    ).offers
    assert [(offer.per, offer.period, _plain(offer.price)) for offer in offers] == [("seat", "P1M", "200")]
    assert [(int(q.amount), q.unit, q.window) for q in offers[0].quotas] == [(20000, "credits", "P1M")]


def test_two_periods_and_two_currencies_in_one_cell() -> None:
    said = table(
        [["版本", "价格"], ["Team", "198 元/人/月（2,376 元/人/年）"], ["Pro", "140 元/月（约 US$20/月）"]]
    )
    assert prices(said) == {("team", "P1M"): "198", ("team", "P1Y"): "2376", ("pro", "P1M"): "140"}


def test_list_promotion_and_renewal_columns_are_one_price() -> None:
    (offer,) = stated(table([["套餐", "原价", "活动价"], ["Pro", "60 元/月", "39 元/月"]])).offers
    assert (_plain(offer.price), _plain(offer.list_price)) == ("39", "60")
    (offer,) = stated(table([["套餐", "首月价格", "续费价格"], ["Pro", "9.9 元/月", "40 元/月"]])).offers
    assert (_plain(offer.price), _plain(offer.intro_price), offer.intro_periods) == ("40", "9.9", 1)


def test_a_month_s_figure_of_a_yearly_bill_is_a_year() -> None:
    assert prices(table([["Plan", "Monthly", "Annual"], ["Pro", "¥20/month", "¥16/month"]])) == {
        ("pro", "P1M"): "20",
        ("pro", "P1Y"): "192",
    }


@pytest.mark.parametrize(
    "said",
    [
        [["套餐", "月付", "年付"], ["Pro", "¥49", "¥39"]],  # a year below a month
        [["套餐", "价格"], ["Pro", "¥49"]],  # no period
        [["套餐", "价格", "月费"], ["Pro", "¥49/月", "¥59/月"]],  # two prices of one term
        [["套餐", "价格"], ["Pro", "¥49/月 起"]],
    ],
)
def test_what_stays_open_costs_the_row(said: Rows) -> None:
    found = stated(
        table([*said, ["Max", *["—"] * (len(said[0]) - 1)]])
        + "\n\n"
        + table([["套餐", "价格"], ["Lite", "¥9/月"]])
    )
    assert [offer.plan for offer in found.offers] == ["lite"]
    assert [unread.name for unread in found.unread] == ["Pro"]


def test_packs_without_a_term_are_no_plans() -> None:
    said = table([["套餐", "月付"], ["Pro", "¥49"]]) + "\n\n" + table([["加油包", "价格"], ["小油包", "¥49"]])
    assert prices(said) == {("pro", "P1M"): "49"}
    assert stated(said).unread == ()


def test_first_month_of_a_named_tier_is_not_its_neighbour_s() -> None:
    rows = table(
        [["套餐", "单月价格", "连续包月"], ["会员 Pro", "¥99", "¥89"], ["会员 Pro+", "¥239", "¥219"]]
    )
    found = stated(f"{rows}\n\n- 会员 Pro 首月 ¥69，第 2 个月恢复 ¥89。\n", AcmeNoted()).offers
    assert {offer.plan: _plain(offer.intro_price) for offer in found} == {
        "pro": "69", "pro-once": None, "pro-plus": None, "pro-plus-once": None,
    }  # fmt: skip
    found = stated(f"{rows}\n\n- 会员 Pro+ 首月 ¥199，第 2 个月恢复 ¥219。\n", AcmeNoted()).offers
    assert {offer.plan: _plain(offer.intro_price) for offer in found}["pro"] is None


def test_a_page_of_models_states_no_plan() -> None:
    with pytest.raises(Refused):
        stated(table([["模型", "输入(积分/百万Token)"], ["Spark X2", "300"]]))


_ROWS = {
    "价格": ["¥49/月", "¥149/月", "¥469/月"],
    "每 5 小时用量": ["80 次", "400 次", "1600 次"],
    "适合人群": ["a", "b", "c"],
}


@given(st.permutations(range(3)), st.permutations(sorted(_ROWS)), st.booleans())
def test_order_and_direction_do_not_matter(columns: list[int], labels: list[str], turned: bool) -> None:
    names = ["Lite", "Pro", "Max"]
    rows = [
        ["套餐", *(names[n] for n in columns)],
        *([label, *(_ROWS[label][n] for n in columns)] for label in labels),
    ]
    said = [list(row) for row in zip(*rows, strict=True)] if turned else rows
    offers = {offer.plan: offer for offer in stated(table(said)).offers}
    assert {plan: _plain(offer.price) for plan, offer in offers.items()} == {
        "lite": "49",
        "pro": "149",
        "max": "469",
    }
    assert {plan: int(offer.quotas[0].amount) for plan, offer in offers.items()} == {
        "lite": 80,
        "pro": 400,
        "max": 1600,
    }


@given(st.permutations(["价格", "每 5 小时用量"]))
def test_flattening_does_not_matter(labels: list[str]) -> None:
    lines = ["Lite", "Pro", "Max", *(line for label in labels for line in (label, *_ROWS[label]))]
    found = read(Acme(), Page(url=Acme.url, body="\n".join(["Acme", "", *lines]).encode())).offers
    assert {offer.plan: _plain(offer.price) for offer in found} == {"lite": "49", "pro": "149", "max": "469"}


class Seats(Acme):
    region = "INTL"
    currency = "USD"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["", "Free: for everyone at no cost", "Pro: for teams $19/mo. per user"], {("free", "P1M"): "0", ("pro", "P1M"): "19"}),
        (["Feature", "Lite ($10 / month)", "Max ($200 / year)"], {("lite", "P1M"): "10", ("max", "P1Y"): "200"}),
        (["Lite $10/month", "Max $20/month"], {("lite", "P1M"): "10", ("max", "P1M"): "20"}),
        (["", "Lite | $8/month, billed annually", "Max"], {("lite", "P1Y"): "96"}),
    ],
)  # fmt: skip
def test_a_heading_says_what_its_plan_costs(
    headings: list[str], expected: dict[tuple[str, str | None], str | None]
) -> None:
    cells = [heading.replace("|", "&#124;") for heading in headings]
    rows = [cells, ["Agents" if not heading else "yes" for heading in cells]]
    assert prices(table(rows), Seats()) == expected


def test_the_names_of_rows_say_what_their_plans_cost() -> None:
    said = [["Plan", "Agents"], ["Free", "one"], ["Pro ($20/month)", "two"]]
    assert prices(table(said), Seats()) == {("pro", "P1M"): "20"}


@pytest.mark.parametrize(
    "headings",
    [
        ["", "Pro (from $20/month)", "Max (save $5/month)"],
        ["Model", "Input ($3 / million tokens)", "Output ($15 / million tokens)"],
        ["", "Why pay $20/month?", "How we got from free to $20/month in a year"],
        ["", "Pro ($5 of usage per month)", "Max ($20)"],
    ],
)
def test_an_amount_in_a_heading_may_be_no_price(headings: list[str]) -> None:
    with pytest.raises(Refused):
        stated(table([headings, ["Agents", "2", "8"]]), Seats())


def test_a_number_of_requests_is_no_label() -> None:
    text = table([["Feature", "Free", "Pro"], ["Agent", "50 agent requests per month", "more"]])
    with pytest.raises(Refused, match="no price"):
        stated(text, Seats())
