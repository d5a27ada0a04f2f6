"""A database of an older version that holds amounts nobody can pay: repaired when it is opened, and nothing is lost."""

import json
from datetime import date
from pathlib import Path

import pytest
from story import change, hold, hold_state, offer, rows

from db.database import Database
from db.open import open_db
from db.schema.migrations import REPAIR
from pipeline.publish.decide import NoSuchHold, accept_hold
from reports.files.export import write_data
from reports.site.build import build

DAY = date(2026, 5, 29)
AT = "2026-05-20T00:00:00Z"
LONG = "9" * 60


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as the version before the repair left it: five plans, three of them with impossible amounts."""
    path = tmp_path / "old.db"
    db = open_db(path)
    for plan in ("lite", "noisy", "huge", "listed", "used"):
        hold_state(db, offer(plan=plan, plan_name=plan.title(), intro_price="9.9", intro_periods=1), AT)
    _set(db, "noisy", price="950.4000000000001")
    hold_state(db, offer(plan="huge", plan_name="Huge"), "2026-05-25T00:00:00Z")
    db.execute("UPDATE observations SET price = ? WHERE first_seen > ?", [LONG, AT])
    charges = [{"price": "9.9", "periods": 1}, {"price": "8.333333333333334", "periods": 1}]
    _set(db, "listed", list_price="9999999999999", charges=json.dumps(charges))
    _set(db, "used", quotas=json.dumps([{"amount": 10**15, "unit": "tokens", "window": "P1M"}]))
    change(db, "price_changed", {"price": "40"}, {"price": LONG}, AT)
    change(db, "price_changed", {"price": "40"}, {"price": "950.4000000000001"}, "2026-05-21T00:00:00Z")
    hold(db, AT, proposed=json.dumps(offer().to_json() | {"price": LONG}), value=json.dumps({"price": LONG}))
    db.execute("DROP TABLE repairs")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = ?", [REPAIR])
    db.conn.commit()
    db.close()
    return path


def _set(db: Database, plan: str, **values: str) -> None:
    names = ", ".join(f"{name} = ?" for name in values)
    db.execute(
        f"UPDATE observations SET {names} WHERE offer_id = (SELECT id FROM offers WHERE plan = ?)",
        [*values.values(), plan],
    )


def test_reports_exports_and_the_site_work_on_it_again(old: Path, tmp_path: Path) -> None:
    db = open_db(old)
    prices = {row["plan"]: row["price"] for row in rows(db, "prices", DAY)}
    assert prices == {"lite": "40", "noisy": "950.4", "huge": "40", "listed": "40", "used": "40"}
    for name in ("ratio", "milk-tea", "history", "changes", "cost", "health"):
        rows(db, name, DAY, **({"plan": offer(plan="huge").id} if name == "history" else {}))
    write_data(db, DAY, tmp_path / "files")
    build(db, DAY, tmp_path / "site")


def test_what_was_done_is_said_once_and_kept_with_the_whole_row(
    old: Path, caplog: pytest.LogCaptureFixture
) -> None:
    db = open_db(old)
    said = [record.message for record in caplog.records]
    assert any(
        "acme/coding-plan/noisy/CN/account/P1M/CNY: price 950.4000000000001 rounded to 950.4" in one
        for one in said
    )
    assert any("/huge/" in one and "(60 characters)" in one for one in said)
    kept = [json.loads(row["was"]) for row in db.query("SELECT was FROM repairs ORDER BY id")]
    assert len(kept) == len(said) == 7
    assert {LONG, "950.4000000000001"} <= {row.get("price") for row in kept}
    assert {row.get("list_price") for row in kept} >= {"9999999999999"}
    caplog.clear()
    open_db(old)
    assert caplog.records == []


def test_a_hold_that_proposes_one_ends_and_news_of_one_leave(old: Path) -> None:
    db = open_db(old)
    assert db.execute("SELECT status FROM holds").fetchone()[0] == "withdrawn"
    with pytest.raises(NoSuchHold):
        accept_hold(db, 1)
    assert [json.loads(row["after"])["price"] for row in db.query("SELECT after FROM events")] == ["950.4"]


def test_a_database_without_such_rows_stays_as_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    db = open_db(tmp_path / "new.db")
    assert list(db.query("SELECT * FROM repairs")) == []
    assert caplog.records == []


def test_an_end_that_was_told_for_midnight_in_greenwich_is_told_for_midnight_in_shanghai(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.db"
    db = open_db(path)
    intro = {"intro_price": "9.9", "intro_periods": 1, "intro_until": "2026-05-20"}
    change(db, "intro_ended", intro, None, "2026-05-21T00:00:00Z")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm008_ends_of_days'")
    db.conn.commit()
    db.close()
    (event,) = open_db(path).query("SELECT at, published_at FROM events")
    assert event == {"at": "2026-05-20T16:00:00Z", "published_at": "2026-05-20T16:00:00Z"}
