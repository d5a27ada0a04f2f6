"""What an offer costs is exact, and never less for a longer time."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story import offer

from reports.facts.cost import (
    NoPrice,
    charges,
    cost,
    estimated,
    first_month,
    first_year,
    monthly,
    rounded,
)
from scrapers.offer import PERIODS, BadOffer, Offer, months_of

AMOUNTS = st.decimals(0, 20000, places=2).map(str)
TERMS = st.integers(1, 60)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    steps = st.fixed_dictionaries({"price": AMOUNTS, "periods": st.none() | st.integers(1, 24)})
    return offer(
        period=draw(st.sampled_from(PERIODS)), price=draw(AMOUNTS), charges=draw(st.lists(steps, max_size=3))
    )


@pytest.mark.parametrize(("period", "expected"), [("P1M", 1), ("P3M", 3), ("P1Y", 12), ("P2Y", 24)])
def test_months(period: str, expected: int) -> None:
    assert months_of(period) == expected


@pytest.mark.parametrize("period", ["P7D", "PT5H", "P0M", "", None, "P1M "])
def test_no_whole_months_refuse(period: str | None) -> None:
    with pytest.raises(BadOffer, match="months or years"):
        months_of(period)


@pytest.mark.parametrize(
    ("changes", "year", "first"),
    [
        ({}, "480", "40"),
        ({"intro_price": "9.9", "intro_periods": 2}, "419.8", "9.9"),
        ({"intro_price": "7.9"}, "447.9", "7.9"),  # unknown length counts once
        ({"intro_price": "7.9", "intro_periods": 24}, "94.8", "7.9"),  # longer than the year
        ({"intro_price": "60", "intro_periods": 1}, "500", "60"),  # a first charge can be higher
        ({"period": "P3M", "price": "120", "intro_price": "59.8", "intro_periods": 1}, "419.8", "19.93"),
        ({"period": "P1Y", "price": "480", "intro_price": "419.8", "intro_periods": 1}, "419.8", "34.98"),
        ({"price": "0"}, "0", "0"),
        ({"charges": [{"price": "7.9", "periods": 1}, {"price": "20", "periods": 1}]}, "427.9", "7.9"),
        ({"charges": [{"price": "7.9", "periods": 2}, {"price": "20", "periods": None}]}, "395.8", "7.9"),
        ({"charges": [{"price": "60", "periods": 1}, {"price": "20", "periods": 12}]}, "280", "60"),
    ],
)
def test_what_a_new_buyer_pays(changes: dict[str, object], year: str, first: str) -> None:
    bought = offer(**changes)
    assert cost(bought, 12) == first_year(bought) == Decimal(year)
    assert rounded(first_month(bought)) == rounded(Decimal(first))


@given(offers(), TERMS)
def test_a_longer_time_never_costs_less(bought: Offer, term: int) -> None:
    assert cost(bought, term) <= cost(bought, term + 1)


@given(offers(), TERMS)
def test_every_month_is_paid_for_once(bought: Offer, term: int) -> None:
    covered = sum(step.times for step in charges(bought, term)) * months_of(bought.period)
    assert term <= covered < term + months_of(bought.period)


@given(offers(), TERMS)
def test_the_total_is_what_each_month_s_charge_adds_up_to(bought: Offer, within: int) -> None:
    schedule = [step.price for step in bought.charges for _ in range(step.periods or 1)]
    total, paid_until, terms = Decimal(0), 0, 0
    for month in range(within):
        if month >= paid_until:
            total += schedule[terms] if terms < len(schedule) else bought.price
            terms += 1
            paid_until += months_of(bought.period)
    assert cost(bought, within) == total


@given(offers())
def test_a_whole_term_without_introduction_is_the_monthly_price(bought: Offer) -> None:
    if bought.intro_price is None:
        assert abs(first_year(bought) - 12 * monthly(bought)) < Decimal("1e-20")
        assert not estimated(bought)
    else:
        assert estimated(bought) == any(step.periods is None for step in bought.charges)


@given(st.decimals(-100000, 100000, places=6))
def test_rounding_is_half_up_in_plain_notation(amount: Decimal) -> None:
    text = rounded(amount)
    assert abs(Decimal(text) - amount) <= Decimal("0.005")
    assert "E" not in text
    assert text != "-0.00"
    assert rounded(Decimal("2.675")) == "2.68"


def test_an_offer_of_facts_has_no_cost() -> None:
    with pytest.raises(NoPrice, match="states no price"):
        cost(offer(price=None), 12)
