"""The introduction as a schedule: each first charge in its turn, then the price, wherever an offer goes."""

import json
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from nights import API, PAGE, Nights
from nights import offer as an_offer
from story import hold_state

from cli.main import main
from db.curated.history_file import BadHistory
from db.curated.import_history import import_history
from db.database import Database
from db.open import open_db
from db.schema.migrations import migrations
from db.tables.states import states_at
from pipeline.merge import Read, merge
from scrapers.offer import BadOffer, Charge, Offer, plain

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
    migrations.apply(old.utils, stop_before="m003_charges")
    old.table("offers").insert(
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
    first = [("7.9", 1), ("9.9", None), (None, None)]
    for day, (price, periods) in enumerate(first, 1):
        old.table("observations").insert(
            {**row, "intro_price": price, "intro_periods": periods, "first_seen": f"2026-01-0{day}T00:00:00Z"}
        )
    old.close()
    db = open_db(path)
    rows = [
        tuple(row.values())
        for row in db.query("SELECT intro_price, intro_periods, charges FROM observations")
    ]
    assert rows == [
        ("7.9", 1, '[{"price": "7.9", "periods": 1}]'), ("9.9", None, '[{"price": "9.9", "periods": null}]'), (None, None, "[]"),
    ]  # fmt: skip
    (state,) = states_at(db, "2026-01-02T12:00:00Z")
    assert state.offer.charges == (Charge(Decimal("9.9"), None),)


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


@pytest.fixture
def offer() -> Offer:
    return Offer.from_json(
        {
            "vendor": "acme", "product": "coding-plan", "plan": "lite", "plan_name": "Lite", "region": "CN", "per": "account",
            "period": "P1M", "currency": "CNY", "price": "40", "evidence": "首月 7.9 元，次月 20 元，之后 40 元/月",
            "charges": json.loads('[{"price": "7.9", "periods": 1}, {"price": "20", "periods": 1}]'),
        }
    )  # fmt: skip


def test_twelve_months_of_7_9_then_20_then_40_cost_427_9(
    offer: Offer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.db"
    hold_state(open_db(path), offer, "2026-05-28T02:00:00Z")
    words = ["report", "cost", "--months", "12", "--db", str(path), "--as-of", "2026-05-29", "--lang", "en"]
    said = json.loads(_said([*words, "--format", "json"], monkeypatch, capsys))
    (row,) = said["rows"]
    assert (row["cost"], row["cost_cny"], row["estimated"]) == ("427.9", "427.90", False)
    assert [(step["times"], step["amount"]) for step in row["charges"]] == [(1, "7.9"), (1, "20"), (10, "40")]
    (way,) = said["cheapest"]
    assert way["cost_cny"] == "427.90"
    assert [(step["first_month"], step["charge"]) for step in way["steps"]] == [
        (1, "7.9"),
        (2, "20"),
        (3, "40"),
    ]
    table = _said([*words, "--format", "md"], monkeypatch, capsys)
    assert "| ¥427.90 |" in table
    assert "¥7.90 × 1 + ¥20 × 1 + ¥40 × 10" in table
    (row,) = json.loads(_said(["report", "prices", *words[4:], "--format", "json"], monkeypatch, capsys))[
        "rows"
    ]
    assert row["charges"] == [{"price": "7.9", "periods": 1}, {"price": "20", "periods": 1}]
    assert (row["intro_price"], row["intro_periods"], row["first_year_cny"]) == ("7.9", 1, "427.90")


def _said(words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "argv", ["codingplans", *words])
    with pytest.raises(SystemExit) as done:
        main()
    assert not done.value.code
    return capsys.readouterr().out


FIRST, SECOND = Charge(Decimal("7.9"), 1), Charge(Decimal(20), 1)


def test_a_second_charge_that_appears_or_moves_is_an_event(acme: Nights) -> None:
    acme.night([_lite(FIRST)])
    acme.nights(3, [_lite(FIRST, SECOND)])
    acme.nights(3, [_lite(FIRST, Charge(Decimal(25), 1))])
    assert acme.news() == [("terms_changed", "lite")] * 2
    assert [one["after"] for one in acme.events("terms_changed")] == [
        {"later_charges": ["20"]},
        {"later_charges": ["25"]},
    ]


def test_a_second_charge_left_out_for_one_night_has_not_ended(acme: Nights) -> None:
    acme.nights(2, [_lite(FIRST, SECOND)])
    acme.night([_lite(FIRST)])
    assert acme.states()["lite"].offer.charges == (FIRST, SECOND)
    assert acme.rules() == {"lite": "intro_gone"}
    acme.night([_lite(FIRST, SECOND)])
    assert (acme.rules(), acme.news()) == ({}, [])
    acme.nights(2, [_lite(FIRST)])
    assert (acme.states()["lite"].offer.charges, acme.news()) == ((FIRST,), [("terms_changed", "lite")])


def test_a_schedule_survives_a_hold_that_a_person_accepts(acme: Nights) -> None:
    acme.night([_lite()])
    acme.night([_lite(replace(FIRST, price=Decimal(0)), SECOND)])
    (hold,) = acme.db.query("SELECT id, value FROM holds WHERE status = 'open' AND field = 'intro'")
    assert json.loads(hold["value"])["charges"][1] == {"price": "20", "periods": 1}
    acme.accept(hold["id"])
    assert [plain(step.price) for step in acme.states()["lite"].offer.charges] == ["0", "20"]


def test_a_source_that_leaves_the_second_charge_unsaid_does_not_deny_it() -> None:
    (found,) = merge([Read(PAGE, (_lite(FIRST),)), Read(API, (_lite(FIRST, SECOND),))])
    assert (found.offer.charges, found.said["intro"]) == ((FIRST, SECOND), "acme-api")
    (found,) = merge([Read(PAGE, (_lite(SECOND),)), Read(API, (_lite(FIRST, SECOND),))])
    assert (found.offer.charges, found.said["intro"]) == ((SECOND,), "acme-page")


def _lite(*charges: Charge) -> Offer:
    return an_offer("lite", "40", charges=charges)


HEAD = (
    "vendor,product,plan,plan_name,region,per,period,currency,price,list_price,intro_price,intro_periods,availability,"
    "valid_from,valid_to,last_evidence,confidence,source"
)
ROW = "acme,coding-plan,lite,Lite,CN,account,P1M,CNY,40,40,7.9,1,,2026-03-06,,2026-03-06,high,a page"


def test_the_curated_history_states_a_schedule_and_a_file_without_the_column_denies_it_not(
    tmp_path: Path,
) -> None:
    db = open_db(tmp_path / "shop.db")
    short, whole = tmp_path / "prices.csv", tmp_path / "charges.csv"
    short.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    whole.write_text(f"{HEAD},charges\n{ROW},7.9 ×1; 20 ×1\n", encoding="utf-8")
    told = [(import_history(db, file), _charges_of(db)) for file in (short, short, whole, short, whole)]
    both = (FIRST, SECOND)
    assert told == [(1, (FIRST,)), (0, (FIRST,)), (1, both), (0, both), (0, both)]


@pytest.mark.parametrize("cell", ["7.9", "7.9 ×0; 20 ×1", "8 ×1", "7.9 ×1, 20 ×1", "¥7.9 ×1"])
def test_a_cell_that_is_no_schedule_names_its_line(cell: str, tmp_path: Path) -> None:
    file = tmp_path / "charges.csv"
    file.write_text(f'{HEAD},charges\n{ROW},"{cell}"\n', encoding="utf-8")
    with pytest.raises(BadHistory, match=r"charges.csv, line 2: .*charges"):
        import_history(open_db(tmp_path / "shop.db"), file)


def _charges_of(db: Database) -> tuple[Charge, ...]:
    (state,) = states_at(db, "2026-03-10T12:00:00Z")
    return state.offer.charges
