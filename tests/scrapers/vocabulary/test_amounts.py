"""The one door of amounts: pages, imports, listings and accepted holds state what somebody can pay, or nothing."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nights import Nights, tiers
from story import empty, hold, offer

from db.curated.history_file import BadHistory
from db.curated.import_history import import_history
from pipeline.publish.decide import NoSuchHold, accept_hold
from pipeline.trackers.import_listings import import_listings
from scrapers.offer import CURRENCIES, BadOffer, Quota, payable, plain
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.registry import owner

PLACES = {currency: 0 if currency in ("JPY", "KRW", "ISK") else 2 for currency in CURRENCIES}
IMPOSSIBLE = ("99.9999", "8.333333333333334", "0.001", "9999999999999", "1" * 60, "10000000", "9999999.99995")
HEAD = (
    "vendor,product,plan,plan_name,region,per,period,currency,price,list_price,intro_price,intro_periods,"
    "availability,valid_from,valid_to,last_evidence,confidence,source\n"
)


@given(st.integers(0, 10**9 - 1), st.sampled_from(sorted(CURRENCIES)))
def test_noise_of_binary_fractions_is_removed_and_nothing_else_changes(cents: int, currency: str) -> None:
    exact = Decimal(cents) / 10 ** PLACES[currency]
    if exact < 10**7:
        assert payable(exact, currency) == exact
        assert payable(Decimal(float(exact) * 1.1 / 1.1), currency) == exact


@given(st.decimals(allow_nan=True, allow_infinity=True), st.sampled_from(sorted(CURRENCIES)))
def test_what_passes_the_door_can_be_paid(amount: Decimal, currency: str) -> None:
    try:
        exact = payable(amount, currency)
    except BadOffer:
        return
    assert 0 <= exact < 10**7
    assert abs(exact - amount) < Decimal("0.0001")
    assert len(plain(exact).partition(".")[2]) <= PLACES[currency]


@pytest.mark.parametrize("amount", [*IMPOSSIBLE, "-1", "NaN", "Infinity"])
@pytest.mark.parametrize("field", ["price", "list_price", "intro_price"])
def test_an_offer_has_no_amount_that_nobody_can_pay(amount: str, field: str) -> None:
    with pytest.raises(BadOffer):
        offer(**{field: amount})


def test_a_binary_fraction_from_json_is_the_amount_it_means() -> None:
    assert plain(offer(price="950.4000000000001").price or Decimal(0)) == "950.4"


@pytest.mark.parametrize("amount", ["1000000000000", "NaN", "Infinity", "0"])
def test_a_quota_that_nobody_can_use_is_none(amount: str) -> None:
    with pytest.raises(BadOffer):
        Quota(amount=Decimal(amount), unit="requests", window="P1M")


def test_a_renewal_with_binary_noise_is_no_second_price() -> None:
    row = {
        "tier": "PRO", "subscribePeriod": "YEARLY", "subscribeMode": "CONTINUOUS", "purchasable": True,
        "payAmount": 950.4, "renewAmount": 950.4000000000001, "originalAmount": 1188,
    }  # fmt: skip
    url = "https://api.z.ai/api/biz/overseas/team/subscribe/product/public_pricing"
    body = json.dumps({"code": 200, "data": {"productList": [row]}}).encode()
    (found,) = read(owner(url), Page(url=url, body=body)).offers
    assert (found.to_json()["price"], found.intro_price) == ("950.4", None)


@pytest.mark.parametrize("amount", IMPOSSIBLE)
def test_an_import_with_an_amount_that_nobody_can_pay_is_refused_by_line(tmp_path: Path, amount: str) -> None:
    file = tmp_path / "prices.csv"
    row = f"kimi,membership,plus,Plus,CN,account,P1M,CNY,{amount},,,,,2026-01-01,,2026-01-10,high,me\n"
    file.write_text(HEAD + row, encoding="utf-8")
    with pytest.raises(BadHistory, match=r"line 2: price: no amount"):
        import_history(empty(), file)


def test_a_listing_with_an_amount_that_nobody_can_pay_is_refused_alone(tmp_path: Path) -> None:
    line = {
        "observed_at": "2026-07-01T00:00:00Z", "vendor": "zhipu-ai", "list_price_text": None, "unit": "元/月",
        "notes": None, "details": None, "source_urls": [],
    }  # fmt: skip
    lines = [
        line | {"name": "GLM Coding Lite", "price_text": "¥49/月"},
        line | {"name": "GLM Coding Max", "price_text": f"¥{'9' * 13}/月"},
    ]
    file = tmp_path / "listings.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    summary = import_listings(empty(), file)
    assert (summary.listings, sum(summary.refused.values())) == (1, 1)


def test_a_hold_with_an_amount_that_nobody_can_pay_is_not_accepted() -> None:
    db = empty()
    hold(db, "2026-05-01T00:00:00Z", proposed=json.dumps(offer().to_json() | {"price": "9" * 13}))
    with pytest.raises(NoSuchHold, match="no amount that anybody pays"):
        accept_hold(db, 1)


@pytest.mark.parametrize("raw", ["99999", "88888", "999999"])
def test_a_placeholder_in_cents_is_held(tmp_path: Path, raw: str) -> None:
    acme = Nights(tmp_path)
    acme.night(tiers(lite="49", pro="149"))
    acme.nights(3, tiers(lite=plain(Decimal(raw) / 100), pro="149"))
    assert acme.shown() == {"lite": "49", "pro": "149"}


def test_one_number_for_every_tier_is_held(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night(tiers(lite="49", pro="149", max="469"))
    acme.nights(5, tiers(lite="150", pro="150", max="150"))
    assert acme.shown() == {"lite": "49", "pro": "149", "max": "469"}
    assert set(acme.rules().values()) == {"one_number"}


def test_a_price_with_two_places_that_ends_in_nines_is_a_price(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night(tiers(lite="89.99", pro="149"))
    acme.night(tiers(lite="99.99", pro="149"))
    assert acme.shown()["lite"] == "99.99"
