"""The introduction as a schedule: each first charge in its turn, then the price, wherever an offer goes."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.migrations import migrations
from db.open import open_db
from db.states import states_at
from scrapers.offer import BadOffer, Charge, Offer

LITE = "acme/coding-plan/lite/CN/account/P1M/CNY"


def test_a_row_of_before_the_schedule_is_its_first_step(offer: Offer) -> None:
    row = offer.to_json()
    assert row["charges"] == [{"price": "7.9", "periods": 1}, {"price": "20", "periods": 1}]
    assert (row["intro_price"], row["intro_periods"]) == ("7.9", 1)
    assert Offer.from_json(row) == offer
    del row["charges"]
    assert Offer.from_json(row).charges == (Charge(Decimal("7.9"), 1),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"intro_price": "9.9"},
        {"charges": [{"price": "-1", "periods": 1}]},
        {"charges": [{"price": "1", "periods": 0}]},
        {"charges": [], "intro_price": None, "intro_periods": 1},
    ],
)
def test_a_schedule_that_contradicts_itself_is_refused(offer: Offer, wrong: dict[str, object]) -> None:
    with pytest.raises(BadOffer):
        Offer.from_json(offer.to_json() | wrong)


def test_a_database_of_before_the_schedule_keeps_every_introduction(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old = Database(str(path))
    migrations.apply(old, stop_before="m003_charges")
    old["offers"].insert(
        {"offer": LITE, **dict(zip(("vendor", "product", "plan", "region", "per", "period", "currency"), LITE.split("/"), strict=True))}
    )  # fmt: skip
    row = {
        "offer_id": 1,
        "plan_name": "Lite",
        "price": "40",
        "evidence": "首月 7.9 元",
        "last_seen": "2026-06-01T00:00:00Z",
    }
    row |= {"provenance": "scraped", "confidence": "high", "source": "acme"}
    first = [("7.90", 1), ("9.9", None), (None, None)]
    for day, (price, periods) in enumerate(first, 1):
        old["observations"].insert(
            {**row, "intro_price": price, "intro_periods": periods, "first_seen": f"2026-01-0{day}T00:00:00Z"}
        )
    old.close()
    db = open_db(path)
    rows = [
        tuple(row.values())
        for row in db.query("SELECT intro_price, intro_periods, charges FROM observations")
    ]
    assert rows == [
        ("7.90", 1, '[{"price": "7.90", "periods": 1}]'), ("9.9", None, '[{"price": "9.9", "periods": null}]'), (None, None, "[]"),
    ]  # fmt: skip
    (state,) = states_at(db, "2026-01-02T12:00:00Z")
    assert state.offer.charges == (Charge(Decimal("9.9"), None),)


@pytest.fixture
def offer() -> Offer:
    return Offer.from_json(
        {
            "vendor": "acme", "product": "coding-plan", "plan": "lite", "plan_name": "Lite", "region": "CN", "per": "account",
            "period": "P1M", "currency": "CNY", "price": "40", "evidence": "首月 7.9 元，次月 20 元，之后 40 元/月",
            "charges": json.loads('[{"price": "7.9", "periods": 1}, {"price": "20", "periods": 1}]'),
        }
    )  # fmt: skip
