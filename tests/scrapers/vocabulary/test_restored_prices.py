"""A lowered price of which the words say that the list price comes back is a first charge, never the price."""

import pytest

from scrapers.offer import plain
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.reading.plan_cards import PlanCards
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.price_terms import terms


@pytest.mark.parametrize(
    "text",
    [
        "¥9.9/月，次月起恢复原价¥40/月",
        "９．９元／月，次月起恢复原价４０元／月",
        "¥9.9/月，次月恢复原价 40 元/月",
        "¥9.9/月，第二个月起按原价 40 元/月",
        "¥9.9/月，之后按原价 ¥40/月续费",
        "9.9 元/月，原价 40 元/月，次月起恢复原价",
        "原价 40 元/月，9.9 元/月。到期后按原价续费",
        "$9.9/mo, then regular price $40/mo",
        "$9.9/month, reverts to the regular price of $40/month",
        "$9.9/month. Regular price $40/month. Returns to the regular price after the first month",
    ],
)
def test_the_list_price_that_comes_back_is_the_price(text: str) -> None:
    said = terms(text, "", "USD" if "$" in text else "CNY")
    assert said is not None
    assert (plain(said.price), [plain(step.price) for step in said.charges]) == ("40", ["9.9"])


@pytest.mark.parametrize("text", ["¥9.9/月，次月起恢复原价", "$9.9/month, then the regular rate"])
def test_without_the_list_price_there_is_no_price(text: str) -> None:
    with pytest.raises(PageChanged):
        terms(text, "", "USD" if "$" in text else "CNY")


@pytest.mark.parametrize("text", ["¥24/月，续费原价 ¥40/月", "¥24/月，到期后续费享原价 8 折，原价 ¥40/月"])
def test_the_list_price_of_a_renewal_is_no_price(text: str) -> None:
    said = terms(text, "", "CNY")
    assert said is not None
    assert (plain(said.price), said.charges) == ("24", ())


class Acme(PlanCards):
    name, vendor, product, region, currency = "acme", "acme", "membership", "INTL", "USD"
    url, addresses, titles = "https://acme.example/pricing", r"acme\.example/pricing", "lite|pro"


@pytest.mark.parametrize(
    ("line", "price", "first"),
    [
        ("After the limit your speed returns to normal", "20", None),
        ("Returns to normal rate limits after five hours", "20", None),
        ("Returns to full speed", "20", None),
        ("Reverts to the regular price after the first month", "25", "20"),
    ],
)
def test_what_else_returns_to_normal_makes_no_first_charge(line: str, price: str, first: str | None) -> None:
    card = f"<div><h3>Pro</h3><p><s>$25</s> $20/month</p><p>{line}</p></div>"
    (offer,) = read(Acme(), Page(Acme.url, f"<html><body>{card}</body></html>".encode())).offers
    assert offer.price is not None
    assert (plain(offer.price), plain(offer.intro_price) if offer.intro_price else None) == (price, first)
