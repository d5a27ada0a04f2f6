"""Money as pages write it: a table of texts and amounts, a table of refusals, and a property over both."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.money import amounts, money, number
from scrapers.vocabulary.prices.price_terms import by_kind

READ = [  # text, (value, currency, period, kind) of each amount
    ("40元/月", [("40", "CNY", "P1M", "price")]),
    ("¥1,680", [("1680", "CNY", None, "price")]),
    ("￥４０．５／月", [("40.5", "CNY", "P1M", "price")]),
    ("3个月 ¥108", [("108", "CNY", None, "price")]),
    ("限时 5 折 ¥20 原价 ¥40", [("20", "CNY", None, "price"), ("40", "CNY", None, "list")]),
    ("原价¥120 现价¥40", [("120", "CNY", None, "list"), ("40", "CNY", None, "price")]),
    ("¥40（原价¥80）", [("40", "CNY", None, "price"), ("80", "CNY", None, "list")]),
    ("首月 ¥9.9", [("9.9", "CNY", None, "intro")]),
    ("9.9元/首月", [("9.9", "CNY", "P1M", "intro")]),
    ("前3个月 ¥9.9/月", [("9.9", "CNY", "P1M", "intro")]),
    ("第2个月起 ¥40/月", [("40", "CNY", "P1M", "renewal")]),
    ("首月￥9.9，次月起 ￥40", [("9.9", "CNY", None, "intro"), ("40", "CNY", None, "renewal")]),
    ("新客首月¥9.9 续费¥40/月", [("9.9", "CNY", None, "intro"), ("40", "CNY", "P1M", "renewal")]),
    ("¥20 起", [("20", "CNY", None, "bound")]),
    ("低至 ¥20", [("20", "CNY", None, "bound")]),
    ("From $100", [("100", "USD", None, "bound")]),
    ("仅需 ¥9.9", [("9.9", "CNY", None, "bound")]),
    ("立省 ¥58", [("58", "CNY", None, "saving")]),
    ("-¥5", [("5", "CNY", None, "saving")]),
    ("满100元减20元", [("100", "CNY", None, "bound"), ("20", "CNY", None, "saving")]),
    ("$10 credit", [("10", "USD", None, "saving")]),
    ("¥4 / 百万 tokens", [("4", "CNY", None, "rate")]),
    ("¥40/天", [("40", "CNY", None, "rate")]),
    ("¥20~¥40", [("20", "CNY", None, "bound"), ("40", "CNY", None, "bound")]),
    ("$17 Per month", [("17", "USD", "P1M", "price")]),
    ("40元/3个月", [("40", "CNY", "P3M", "price")]),
    ("US$ 1,200 per year", [("1200", "USD", "P1Y", "price")]),
    ("40美元/月", [("40", "USD", "P1M", "price")]),
    ("1.5万元", [("15000", "CNY", None, "price")]),
    ("Special offer $3", [("3", "USD", None, "price")]),
    ("Pro - ¥40", [("40", "CNY", None, "price")]),
    ("Pro 2 ¥199", [("199", "CNY", None, "price")]),
    ("每5小时120次，40元", [("40", "CNY", None, "price")]),
    ("¥40，120 次/5小时", [("40", "CNY", None, "price")]),
    ("￥１，６８０", [("1680", "CNY", None, "price")]),
    ("免费", []),
    ("0 成本试错", []),
    ("每5小时最多约120次", []),
    ("5折", []),
    ("¥5%", []),
    ("99999", []),
]

REFUSED = [  # texts that are not one plain price in yuan
    *(
        "免费",
        "0 成本试错",
        "每5小时最多约120次",
        "限时 5 折 ¥20 原价 ¥40",
        "40",
        "四十元",
        "4O元",
        "￥",
        "元",
        "",
    ),
    *(
        "¥20 起",
        "¥20起/月",
        "40元/月起",
        "低至 ¥20",
        "仅需¥9.9",
        "from ¥20",
        "立省 ¥58",
        "立减58元",
        "¥58 off",
        "-¥5",
    ),
    *("¥20-40", "¥20~¥40", "20/40元", "40元-50元", "¥40*12", "¥49.5/月*3", "¥40x3"),
    *("¥40/天", "¥40/week", "¥40 per day", "¥40/半年", "40元/6个月", "¥40 / 2 个月", "¥4/百万tokens"),
    *("¥1.680", "¥1,68", "¥12,34", "1 680元", "¥ 1 680", "40.005元", "¥40k", "40千元", "¥5%", "¥-5"),
    *("$40", "US$40", "40 USD", "€40", "HK$40", "NT$40", "JP¥500", "¥ 20 USD", "¥500 JPY", "40日元"),
    *("40元代金券", "满100元减20元", "¥40¥50"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_amounts(text: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    found = [(amount.value, amount.currency, amount.period, amount.kind) for amount in amounts(text)]
    assert found == [(Decimal(value), *rest) for value, *rest in expected]


@pytest.mark.parametrize("text", REFUSED)
def test_money_refuses(text: str) -> None:
    with pytest.raises(PageChanged):
        money(text, "CNY")


@pytest.mark.parametrize(
    ("text", "currency", "price"),
    [
        ("¥40/月", "CNY", "40"),
        ("￥ 1,680.50", "CNY", "1680.5"),
        ("RMB 40", "CNY", "40"),
        ("$20", "USD", "20"),
    ],
)
def test_money(text: str, currency: str, price: str) -> None:
    assert money(text, currency) == Decimal(price)


def test_a_lone_mark_stands_only_for_its_own_currencies() -> None:
    bare, sure = amounts("¥40")[0], amounts("40元")[0]
    assert (bare.bare, sure.bare) == (True, False)
    with pytest.raises(PageChanged):
        bare.of("USD")


def test_seats_and_packs() -> None:
    assert [(a.seat, a.pack, a.period) for a in amounts("¥198/座席/月 ¥50/个")] == [
        (True, False, "P1M"),
        (False, True, None),
    ]


def test_priced_by_kind() -> None:
    said = by_kind(amounts("原价 ¥80，限时 ¥40/月"), "")
    assert {kind: amount.value for kind, amount in said.items()} == {
        "list": Decimal(80),
        "price": Decimal(40),
    }
    with pytest.raises(PageChanged):
        by_kind(amounts("¥40 或者 ¥50"), "")


@pytest.mark.parametrize(("text", "value"), [("40", "40"), (" １，２００ ", "1200"), ("99999", "99999")])
def test_bare_number(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["40元", "1,20", "4 0", "", "约40", "1e5", "NaN", "-3"])
def test_bare_number_refuses(text: str) -> None:
    with pytest.raises(PageChanged):
        number(text)


WIDE = str.maketrans("0123456789.,/¥$ ", "０１２３４５６７８９．，／￥＄\u3000")
BEFORE = {
    "¥": "CNY",
    "￥": "CNY",
    "¥ ": "CNY",
    "RMB ": "CNY",
    "CN¥": "CNY",
    "$": "USD",
    "US$": "USD",
    "USD ": "USD",
}
AFTER = {"元": "CNY", " 元": "CNY", " RMB": "CNY", "人民币": "CNY", "美元": "USD", " USD": "USD"}
SUFFIX = {
    **dict.fromkeys(("/月", " / 月", "每月", "/个月", "/mo", "/month", " per month"), "P1M"),
    **dict.fromkeys(("/季", "/3个月", "/quarter"), "P3M"),
    **dict.fromkeys(("/年", " per year"), "P1Y"),
    **dict.fromkeys(("", " ", "。", "（含税）", "，每5小时约120次"), None),
}
PREFIX = {
    **dict.fromkeys(("首月", "首月 ", "新客首购 ", "First month "), "intro"),
    **dict.fromkeys(("原价", "原价：", "was "), "list"),
    **dict.fromkeys(("续费", "续费价 ", "renews at "), "renewal"),
    **dict.fromkeys(("低至", "from "), "bound"),
    **dict.fromkeys(("", "限时", "限时 5 折 ", "8.5折 ", "Pro ", "3个月 ", "每5小时120次，"), "price"),
}


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Decimal, str, str | None, str]:
    """An amount as some page may write it, with what it means."""
    value = draw(st.decimals(min_value=0, max_value=99999, places=draw(st.integers(0, 2))))
    digits = draw(st.sampled_from([format(value, "f"), format(value, ",f")]))
    if value >= 10000 and draw(st.booleans()):
        digits = f"{format((value / 10000).normalize(), 'f')}{draw(st.sampled_from(['万', ' 万']))}"
    before, after = draw(
        st.one_of(
            st.tuples(st.sampled_from(sorted(BEFORE)), st.just("")),
            st.tuples(st.just(""), st.sampled_from(sorted(AFTER))),
        )
    )
    prefix, suffix = draw(st.sampled_from(sorted(PREFIX))), draw(st.sampled_from(sorted(SUFFIX)))
    text = f"{prefix}{before}{digits}{after}{suffix}"
    if draw(st.booleans()):
        text = text.translate(WIDE)
    return text, value, BEFORE.get(before) or AFTER[after], SUFFIX[suffix], PREFIX[prefix]


@given(written())
def test_an_amount_is_read_as_written_or_refused(case: tuple[str, Decimal, str, str | None, str]) -> None:
    text, value, currency, period, kind = case
    try:
        found = amounts(text)
    except PageChanged:
        return
    assert len(found) <= 1
    for amount in found:
        assert (amount.value, amount.currency, amount.period, amount.kind) == (value, currency, period, kind)


@given(written())
def test_most_ways_to_write_an_amount_are_understood(case: tuple[str, Decimal, str, str | None, str]) -> None:
    text, value, *_ = case
    assert [amount.value for amount in amounts(text)] == [value]


@given(st.text(alphabet="0123456789.,¥$元/月 万起折原价首-~%kUSDMB", max_size=24))
def test_any_text_yields_amounts_or_is_refused(text: str) -> None:
    try:
        found = amounts(text)
    except PageChanged:
        return
    for amount in found:
        assert amount.value.is_finite()
        assert amount.value >= 0
