"""Cards whose amounts have no mark of a currency, and prices that are a month of a year by words of a commitment."""

import pytest

from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.reading.plan_cards import PlanCards
from scrapers.refusals import Refused
from scrapers.vocabulary.prices.money import amounts


class Acme(PlanCards):
    name, vendor, product, region, currency = "acme", "acme", "membership", "INTL", "USD"
    url, addresses, titles = "https://acme.example/pricing", r"acme\.example/pricing", "lite|pro"
    unmarked = True


class Marked(Acme):
    unmarked = False


def page(*lines: str) -> Page:
    said = "".join(f"<div>{line}</div>" for line in lines)
    return Page(
        Acme.url,
        f"<html><body><main><div><h2>Pro</h2>{said}<p>For those who write code all day.</p></div></main></body></html>".encode(),
    )


def prices(found: Page, source: PlanCards | None = None) -> list[tuple[str, str | None, str]]:
    return [(str(one.price), one.period, one.per) for one in read(source or Acme(), found).offers]


def test_a_number_above_its_term_is_an_amount_of_the_declared_currency() -> None:
    assert prices(page("39", "per user per month")) == [("39", "P1M", "seat")]
    assert prices(page("39", "/ month")) == [("39", "P1M", "account")]
    assert [one.evidence for one in read(Acme(), page("39", "per user per month")).offers] == [
        "39 per user per month"
    ]


@pytest.mark.parametrize(
    "lines", [("39", "agents"), ("39", "per request"), ("500", "requests per month"), ("39",)]
)
def test_a_number_of_something_else_is_none(lines: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        prices(page(*lines))


def test_where_a_source_does_not_say_so_no_bare_number_is_money() -> None:
    with pytest.raises(Refused):
        prices(page("39", "per user per month"), Marked())


@pytest.mark.parametrize(
    "behind",
    [
        ", annual subscription",
        " (annual commitment)",
        "| { Annual subscription * } Get a quote",
        " Annual contract only",
    ],
)
def test_a_month_with_words_of_a_yearly_commitment_is_one_of_a_year(behind: str) -> None:
    (amount,) = amounts(f"$39 per user per month{behind}")
    assert (str(amount.value), amount.period, amount.spread) == ("468", "P1Y", True)


@pytest.mark.parametrize(
    "behind",
    [
        " | Annual subscription | $100/year",
        " | Annual subscription: $100",
        " | Annual subscription saves 20%",
    ],
)
def test_the_label_of_a_yearly_amount_does_not_make_a_year_of_the_month_before_it(behind: str) -> None:
    amount = amounts(f"$10 per month{behind}")[0]
    assert (str(amount.value), amount.period) == ("10", "P1M")
