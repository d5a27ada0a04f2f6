"""The curated history: refused whole where one row is wrong, imported once, and read as one series."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from nights import empty

from db.curated.history_file import COLUMNS, RENAMED_FROM, BadHistory, read_history
from db.curated.import_history import BUNDLED, import_history
from db.database import Database
from db.open import open_db
from db.tables.states import State, states_on
from reports.facts import cost
from reports.facts.figures import figures
from reports.facts.timeline import Timeline
from reports.question import ReportQuery
from scrapers.vocabulary.brands import BRANDS

ROW = {
    "vendor": "acme", "product": "coding-plan", "plan": "pro", "plan_name": "Pro", "region": "CN", "per": "account",
    "period": "P1M", "currency": "CNY", "price": "40", "list_price": "", "intro_price": "", "intro_periods": "",
    "availability": "", "valid_from": "2026-01-01", "valid_to": "", "last_evidence": "2026-02-01", "confidence": "high",
    "source": "a stand-in row",
}  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Database:
    file = tmp_path / "history.db"
    file.write_bytes(empty())
    return open_db(file)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Database:
    db = open_db(tmp_path_factory.mktemp("shipped") / "history.db")
    import_history(db)
    return db


def written(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    file = folder / "prices.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(ROW | row for row in rows)
    return file


def shown(db: Database, day: str) -> dict[str, State]:
    return {state.offer.plan: state for state in states_on(db, date.fromisoformat(day))}


def told(db: Database) -> list[tuple[str, str, str]]:
    rows = db.query("SELECT at, kind, offer FROM events ORDER BY at, kind, offer")
    return [(row["at"][:10], row["kind"], row["offer"].split("/")[2]) for row in rows]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"region": "China"}, "unknown region 'China'"),
        ({"currency": "RMB"}, "unknown currency 'RMB'"),
        ({"period": "month"}, "unknown period 'month'"),
        ({"per": "user"}, "unknown per 'user'"),
        ({"availability": "sold out"}, "unknown availability 'sold out'"),
        ({"confidence": "sure"}, "unknown confidence 'sure'"),
        ({"plan": "Pro 高性价比"}, "plan is not a slug"),
        ({"price": "¥40"}, "not an amount"),
        ({"price": "NaN"}, "not an amount"),
        ({"price": "-1"}, "price: no amount that anybody pays: -1"),
        ({"price": ""}, "no price"),
        ({"valid_from": "1.2.2026"}, "valid_from is '1.2.2026', not a day"),
        ({"last_evidence": ""}, "last_evidence is '', not a day"),
        ({"valid_to": "2026-01-01"}, "ends before it begins"),
        ({"intro_periods": "1"}, "without its price"),
        ({"intro_periods": "one", "intro_price": "9"}, "intro_periods is 'one', not a number"),
        ({"source": ""}, "no evidence"),
    ],
)
def test_wrong_word_names_file_and_line_and_writes_nothing(
    db: Database, tmp_path: Path, wrong: dict[str, str], message: str
) -> None:
    file = written(tmp_path, {"plan": "lite"}, wrong)
    with pytest.raises(BadHistory) as error:
        import_history(db, file)
    assert f"{file}, line 3:" in str(error.value)
    assert message in str(error.value)
    assert db.execute("SELECT count(*) FROM observations").fetchone() == (0,)


def test_two_rows_that_hold_on_one_day_are_refused(db: Database, tmp_path: Path) -> None:
    overlap = written(tmp_path, {"valid_to": "2026-03-01"}, {"valid_from": "2026-02-01", "price": "50"})
    with pytest.raises(
        BadHistory, match=r"two rows of acme/coding-plan/pro/CN/account/P1M/CNY hold on 2026-02-01"
    ):
        import_history(db, overlap)
    claim = written(tmp_path, {}, {"valid_from": "2026-02-01", "price": "50", "confidence": "low"})
    assert len(read_history(claim)) == 2


def test_missing_column_is_named(tmp_path: Path) -> None:
    columns = tuple(name for name in COLUMNS if name not in ("per", "confidence"))
    with pytest.raises(BadHistory, match="no column per, confidence"):
        read_history(written(tmp_path, {}, columns=columns))


def test_import_again_changes_nothing(db: Database, tmp_path: Path) -> None:
    file = written(tmp_path, {}, {"plan": "lite", "intro_price": "9.9"}, {"price": "30", "confidence": "low"})
    assert import_history(db, file) == 3
    before = everything(db)
    assert import_history(db, file) == 0
    assert everything(db) == before


def test_import_of_the_shipped_history_again_changes_nothing(shipped: Database) -> None:
    before = everything(shipped)
    assert import_history(shipped) == 0
    assert everything(shipped) == before


def everything(db: Database) -> dict[str, list[Any]]:
    return {table: list(db.query(f"SELECT * FROM {table}")) for table in ("offers", "observations", "events")}


def test_corrected_row_is_taken_over(db: Database, tmp_path: Path) -> None:
    import_history(db, written(tmp_path, {"price": "40"}))
    assert import_history(db, written(tmp_path, {"price": "45"})) == 1
    assert str(shown(db, "2026-02-01")["pro"].offer.price) == "45"
    assert db.execute("SELECT count(*) FROM observations").fetchone() == (1,)


def test_interval_is_half_open_and_last_seen_is_its_last_evidence(db: Database, tmp_path: Path) -> None:
    risen = {"price": "50", "valid_from": "2026-03-01", "last_evidence": "2026-03-05"}
    import_history(db, written(tmp_path, {"valid_to": "2026-03-01"}, risen))
    assert shown(db, "2025-12-31") == {}
    assert str(shown(db, "2026-02-28")["pro"].offer.price) == "40"
    later = shown(db, "2026-03-01")["pro"]
    assert (str(later.offer.price), later.last_seen, later.provenance) == ("50", "2026-03-05", "curated")
    assert told(db) == [("2026-03-01", "price_changed", "pro")]


def test_announced_end_of_an_introduction_leaves_the_recurring_price(db: Database, tmp_path: Path) -> None:
    import_history(
        db, written(tmp_path, {"intro_price": "9.9", "intro_periods": "1", "valid_to": "2026-03-01"})
    )
    during, after = shown(db, "2026-02-27")["pro"], shown(db, "2026-02-28")["pro"]
    assert (str(during.offer.intro_price), during.offer.intro_until) == ("9.9", date(2026, 2, 28))
    assert (str(after.offer.price), after.offer.intro_price, after.last_seen) == ("40", None, "2026-02-01")
    (ended,) = db.query("SELECT at, kind FROM events")
    assert ended == {"at": "2026-02-28T16:00:00Z", "kind": "intro_ended"}  # midnight in Shanghai


def test_row_without_a_successor_that_ends_is_gone(db: Database, tmp_path: Path) -> None:
    import_history(db, written(tmp_path, {"valid_to": "2026-03-01"}))
    assert shown(db, "2026-03-01") == {}
    assert told(db) == [("2026-03-01", "plan_gone", "pro")]


def test_rename_is_linked_and_is_no_death(db: Database, tmp_path: Path) -> None:
    renamed = {"plan": "professional", "valid_from": "2026-03-01", "last_evidence": "2026-03-05"}
    import_history(db, written(tmp_path, {"valid_to": "2026-03-01"}, renamed))
    assert told(db) == [("2026-03-01", "renamed", "professional")]
    link = "SELECT new.plan FROM offers JOIN offers AS new ON new.id = offers.successor_id WHERE offers.plan = 'pro'"
    assert db.execute(link).fetchone() == ("professional",)


def test_a_product_whose_tiers_are_renamed_with_it_goes_on(db: Database, tmp_path: Path) -> None:
    """Token Plan's Plus and Max became M Plan's Go and Explore; one tier alone would be chance."""
    prices = {"plus": ("go", "49"), "max": ("explore", "119"), "solo": ("other", "9")}
    old = [{"product": "token-plan", "plan": plan, "price": price, "valid_to": "2026-09-30"}
           for plan, (_, price) in prices.items()]  # fmt: skip
    new = [
        {"product": product, "plan": plan, "price": price, "valid_from": "2026-09-30", "last_evidence": "2026-10-01"}
        for product, (plan, price) in zip(("m-plan", "m-plan", "packs"), prices.values(), strict=True)
    ]  # fmt: skip
    import_history(db, written(tmp_path, *old, *new))
    assert told(db) == [
        ("2026-09-30", "plan_gone", "solo"),
        ("2026-09-30", "renamed", "explore"),
        ("2026-09-30", "renamed", "go"),
    ]


def test_a_declared_rename_is_linked_whatever_it_costs_and_however_sure_its_price(
    db: Database, tmp_path: Path
) -> None:
    begun = {"valid_from": "2026-03-01", "last_evidence": "2026-03-05", "product": "m-plan"}
    new = [
        begun | {"plan": "go", "price": "49", "renamed_from": "coding-plan/pro"},
        begun | {"plan": "build", "confidence": "low", "renamed_from": "coding-plan/max"},
    ]
    old = [{"valid_to": "2026-03-01"}, {"plan": "max", "price": "90"}]
    file = written(tmp_path, *old, *new, columns=(*COLUMNS, RENAMED_FROM))
    assert (import_history(db, file), import_history(db, file)) == (4, 0)
    assert told(db) == [("2026-03-01", "renamed", "build"), ("2026-03-01", "renamed", "go")]
    past, end = Timeline(db), "CN/account/P1M/CNY"
    assert past.ids(f"acme/m-plan/go/{end}")[1:] == [f"acme/coding-plan/pro/{end}"]
    assert past.newest(f"acme/coding-plan/max/{end}") == f"acme/coding-plan/max/{end}"  # build is a claim


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["pro"], "not a product and plan such as"),
        (["coding-plan/solo"], "line 3: renamed_from is acme/coding-plan/solo/CN/account/P1M/CNY, of which"),
        (["coding-plan/other-0"], "of which the file has no other row"),
        (["coding-plan/pro", "coding-plan/pro"], "lines 3 and 4: .* is renamed twice"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(
    db: Database, tmp_path: Path, names: list[str], message: str
) -> None:
    rows = [{"plan": f"other-{number}", "renamed_from": name} for number, name in enumerate(names)]
    with pytest.raises(BadHistory, match=message):
        import_history(db, written(tmp_path, {}, *rows, columns=(*COLUMNS, RENAMED_FROM)))
    assert list(db.query("SELECT 1 FROM observations")) == []


def test_what_ended_unseen_or_was_closed_is_followed_by_nothing(db: Database, tmp_path: Path) -> None:
    """Devin's Core was closed when Pro began at its price; Augment's Indie had not been seen for months."""
    new = {"plan": "standard", "valid_from": "2026-06-01", "last_evidence": "2026-06-05"}
    for old in (
        {"valid_to": "2026-06-01"},
        {"valid_to": "2026-06-01", "last_evidence": "2026-05-31", "availability": "Discontinued"},
    ):
        import_history(db, written(tmp_path, old, new))
        assert told(db) == [("2026-06-01", "plan_gone", "pro")]


def test_two_names_that_could_follow_are_linked_to_none(db: Database, tmp_path: Path) -> None:
    begun = {"valid_from": "2026-03-01", "last_evidence": "2026-03-05"}
    import_history(
        db, written(tmp_path, {"valid_to": "2026-03-01"}, begun | {"plan": "a"}, begun | {"plan": "b"})
    )
    assert told(db) == [("2026-03-01", "plan_gone", "pro")]


def test_claim_of_low_confidence_is_no_state(db: Database, tmp_path: Path) -> None:
    import_history(db, written(tmp_path, {}, {"price": "30", "confidence": "low"}))
    assert str(shown(db, "2026-02-01")["pro"].offer.price) == "40"
    assert [row["price"] for row in db.query("SELECT price FROM claims")] == ["30"]


# the history that ships


def test_shipped_history_is_read_whole() -> None:
    entries = read_history(BUNDLED)
    assert {"zhipu", "minimax", "kimi", "volcengine", "bailian", "claude"} <= {
        entry.offer.vendor for entry in entries
    }
    assert all(entry.last_evidence >= entry.valid_from for entry in entries)


def test_promotion_with_a_known_end_is_stored_and_announced(shipped: Database) -> None:
    running = [
        state.offer
        for state in states_on(shipped, date(2026, 11, 7))
        if state.offer.vendor == "volcengine" and state.offer.intro_until
    ]
    assert {offer.intro_until for offer in running} == {date(2026, 11, 8)}
    over = {state.offer.id: state.offer for state in states_on(shipped, date(2026, 11, 8))}
    assert all(
        over[offer.id].intro_price is None and over[offer.id].price == offer.price for offer in running
    )
    ended = shipped.query(
        "SELECT offer FROM events WHERE kind = 'intro_ended' AND at LIKE '2026-11-08T16:00%'"
    )
    assert {row["offer"] for row in ended} == {offer.id for offer in running}


def test_the_renames_of_the_autumn_are_links(shipped: Database) -> None:
    past, month = Timeline(shipped), "account/P1M"
    for new, old in {
        f"claude/membership/max/INTL/{month}/USD": f"claude/membership/max-5x/INTL/{month}/USD",
        f"claude/membership/ultra/INTL/{month}/USD": f"claude/membership/max-20x/INTL/{month}/USD",
        f"kimi/membership/plus/CN/{month}/CNY": f"kimi/membership/moderato/CN/{month}/CNY",
        f"kimi/membership/ultra/INTL/{month}/USD": f"kimi/membership/vivace/INTL/{month}/USD",
        f"devin/devin/pro/INTL/{month}/USD": f"devin/windsurf/pro/INTL/{month}/USD",
    }.items():
        assert past.ids(new)[1] == old
    renamed = {
        row["offer"]
        for row in shipped.query("SELECT offer FROM events WHERE kind = 'renamed' AND at LIKE '2026-09-30%'")
    }
    assert renamed == {f"minimax/m-plan/{plan}/CN/{month}/CNY" for plan in ("go", "explore", "build")}


def test_introductions_of_two_steps_are_whole(shipped: Database) -> None:
    for vendor in ("tencent", "qianfan"):
        (lite,) = (
            state.offer
            for state in states_on(shipped, date(2026, 3, 10))
            if (state.offer.vendor, state.offer.product, state.offer.plan) == (vendor, "coding-plan", "lite")
        )
        assert [str(step.price) for step in lite.charges] == ["7.9", "20"]


def test_every_vendor_and_currency_of_the_shipped_history_is_called_and_converted(shipped: Database) -> None:
    found = figures(shipped, ReportQuery(day=date(2026, 11, 20)))
    assert {one.offer.vendor for one in found} <= set(BRANDS)
    assert len({one.offer.vendor for one in found}) == 70
    euros = next(one for one in found if one.offer.currency == "EUR")
    assert euros.money("monthly", "CNY") == euros.rate.convert(cost.monthly(euros.offer), "EUR", "CNY") > 0


def test_minimax_coding_plan_goes_on_as_token_plan(shipped: Database) -> None:
    rows = shipped.query(
        "SELECT offer FROM events WHERE kind = 'renamed' AND offer LIKE 'minimax/token-plan/%'"
    )
    assert {row["offer"].split("/")[2] for row in rows} >= {"plus", "max"}
    gone = shipped.query(
        "SELECT 1 FROM events WHERE kind = 'plan_gone' AND offer LIKE 'minimax/coding-plan/plus/CN/%/P1M/%'"
    )
    assert list(gone) == []
