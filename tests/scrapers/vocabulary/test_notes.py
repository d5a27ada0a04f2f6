"""Digits that are no digits of the number: marks of notes are dropped, what may be cents or a power is refused."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from parsel import Selector
from places import CASES

from scrapers.page import Page
from scrapers.reading.document import cell
from scrapers.reading.extract import read
from scrapers.refusals import PageChanged
from scrapers.registry import owner
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.words import comparable

CASES = CASES / "numbers"
URL = "https://platform.minimaxi.com/docs/token-plan/intro.md"
NOTES = ("¹", "₁", "①", "⑴", "❶", "⒈", "[1]", "［２］", "[^3]", "（注1）", "*", "†", " ¹", "¹,²", "⁽¹⁾")
MAYBE_CENTS = ("⁹⁰", "₉₀", " ⁹⁰", ".⁹⁰", "½")


def _prices(text: str) -> list[str]:
    """What the page's plans cost; nothing where it is refused."""
    try:
        offers = read(owner(URL), Page(url=URL, body=text.encode())).offers
    except PageChanged:
        return []
    return [str(offer.price) for offer in offers]


def _case(name: str) -> str:
    return (CASES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["minimax_footnote.md", "minimax_footnote_sup.md"])
def test_a_foot_note_is_no_digit_of_the_price(name: str) -> None:
    assert _prices(_case(name)) == ["49", "119", "469"]


def test_two_raised_digits_are_never_part_of_the_price() -> None:
    assert set(_prices(_case("minimax_cents_or_note.md"))) <= {"49", "119"}


@given(
    st.decimals(0, 99999, places=2),
    st.sampled_from(NOTES),
    st.sampled_from(["¥{}/月", "{}元/月", "$ {} per month"]),
)
def test_a_note_behind_an_amount_changes_nothing(value: Decimal, note: str, form: str) -> None:
    assume(int(value) != 10 or not form.startswith("{}"))  # 10² may be a power
    for digits in (f"{value:f}", f"{value:,f}", str(int(value))):
        bare = [(one.value, one.currency, one.period, one.kind) for one in amounts(form.format(digits))]
        marked = amounts(form.format(f"{digits}{note}"))
        assert [(one.value, one.currency, one.period, one.kind) for one in marked] == bare


@given(
    st.integers(1, 99999),
    st.sampled_from(MAYBE_CENTS),
    st.sampled_from(["¥{}/月", "{}元/月", "$ {} per month", "¥{}"]),
)
def test_what_may_be_cents_is_refused(value: int, raised: str, form: str) -> None:
    with pytest.raises(PageChanged):
        amounts(form.format(f"{value}{raised}"))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("¥469<sup>1</sup>/月", "¥469/月"),
        ("¥469<sub>1</sub>/月", "¥469/月"),
        ("¥469<sup><a href='#n'>1</a></sup>/月", "¥469/月"),
        ("¥469<sup>[1]</sup>/月", "¥469/月"),
        ("¥469<sup>1,2</sup>/月", "¥469/月"),
        ("¥469<span style='vertical-align: super'>1</span>/月", "¥469/月"),
        ("¥469<sup>90</sup>/月", "¥469⁹⁰/月"),
        ("¥469<sup>.90</sup>/月", "¥469.⁹⁰/月"),
        ("<sup>$</sup>20<sup>/mo</sup>", "$20/mo"),
        ("Max<sup>5x</sup>", "Max5x"),
        ("GLM-5<sup>2</sup>", "GLM-5"),
    ],
)
def test_what_is_set_raised_stays_apart_from_the_number(html: str, text: str) -> None:
    assert comparable(cell(Selector(text=f"<p>{html}</p>", type="html").css("p")[0].root).text) == text


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("① 首月 9.9 元", "首月 9.9 元"),
        ("10⁶ tokens", "10⁶ tokens"),
        ("¥10¹/月", "¥10/月"),
        ("5h × 5", "5h × 5"),
        ("40*12", "40*12"),
        ("价格¹²", "价格"),
    ],
)
def test_marks_elsewhere(text: str, normal: str) -> None:
    assert comparable(text) == normal
    assert comparable(normal) == normal


@given(st.text("0123456789¹²₁①½⁹[]*()（）注.,¥$ 元月/", max_size=24))
def test_comparing_twice_is_comparing_once(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


UNREADABLE = (
    "¥99.9999/月",
    "¥12,34/月",
    "¥1.5k/月",
    "¥1.5K",
    "1千元/月",
    "$1.234.5 per seat",
    "¥.99/月",
    "40.005元",
    "¥1,2",
)
NO_PRICES = (
    "raised $3 billion",
    "¥0.0008/千 tokens",
    "0.0008元/千tokens",
    "$0.00125 per 1K tokens",
    "¥5%",
    "",
)


@pytest.mark.parametrize("text", UNREADABLE)
def test_an_amount_that_cannot_be_read_does_not_vanish(text: str) -> None:
    with pytest.raises(PageChanged):
        amounts(f"Pro {text}")


@pytest.mark.parametrize("text", NO_PRICES)
def test_numbers_that_are_no_price_of_a_plan_are_passed_over(text: str) -> None:
    assert amounts(f"Pro {text}") == []


@pytest.mark.parametrize("amount", ["¥99.9999 /月", "¥12,34 /月", "¥1.5k /月"])
def test_a_row_with_an_amount_that_cannot_be_read_is_not_passed_over(amount: str) -> None:
    assert set(_prices(_case("minimax_footnote.md").replace("¥469¹ /月", amount))) <= {"49", "119"}
