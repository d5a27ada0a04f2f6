"""What was on sale when somebody looked: counted by plan and day, told as a share of looks and a usual hour."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from stored_nights import stored_nights
from story import MAY, empty, hold_state, offer, rows

from db.copies import copy
from db.database import Database, select
from db.open import open_db
from db.tables.looks import note_looks
from reports.output.formats import as_csv, as_markdown
from reports.question import ReportQuery
from reports.site.build import build
from reports.views.catalogue import report
from scrapers.archive.replay import SAMPLES, load

PLAN = "acme/coding-plan/lite/CN/account"
ROUNDS = ("01:30", "02:00", "02:30", "18:30")  # UTC; the first three are 09:30 to 10:30 in Shanghai


def _month(days: int = 40) -> Database:
    """A plan that is back at ten every other day, and sold out by night."""
    db = empty()
    hold_state(db, offer(), "2026-04-01T02:00:00Z", "2026-05-29T18:30:00Z")
    for number in range(days):
        day = MAY - timedelta(days=days - 1 - number)
        for time in ROUNDS:
            note_looks(db, {PLAN: number % 2 == 1 and time in ("02:00", "02:30")}, f"{day}T{time}:00Z")
    return db


def test_every_look_counts_and_a_day_is_one_row() -> None:
    db = _month()
    [(kept, looks)] = db.execute("SELECT count(*), sum(looks) FROM looks").fetchall()
    assert (kept, looks) == (40, 160)


def test_the_report_says_the_share_of_the_last_days_and_the_hour_it_comes_back() -> None:
    [row] = rows(_month(), "stock")
    assert (row["plan"], row["on_sale"], row["days"], row["looks"], row["in_stock"]) == (
        PLAN,
        False,
        30,
        120,
        30,
    )
    assert (row["in_stock_percent"], row["restock_days"], row["usual_restock"]) == ("25", 15, "10:00")
    assert (row["last_look"], row["last_restock"]) == ("2026-05-29T18:30:00Z", "2026-05-29T02:00:00Z")


def test_an_earlier_day_is_told_as_it_was() -> None:
    [row] = rows(_month(), "stock", MAY - timedelta(days=1))
    assert (row["last_look"], row["last_restock"], row["looks"]) == (
        "2026-05-28T18:30:00Z",
        "2026-05-27T02:00:00Z",
        120,
    )


def test_a_plan_always_on_sale_never_comes_back_and_one_nobody_looks_at_is_not_told() -> None:
    db = empty()
    hold_state(db, offer(), "2026-04-01T02:00:00Z", "2026-05-29T18:30:00Z")
    assert rows(db, "stock") == []
    assert report(db, "stock", ReportQuery(day=MAY)).closing
    note_looks(db, {PLAN: True}, "2026-05-29T18:30:00Z")
    [row] = rows(db, "stock")
    assert (row["in_stock_percent"], row["usual_restock"], row["restock_days"]) == ("100", None, 0)
    assert rows(db, "stock", region="INTL") == []
    assert rows(db, "stock", date(2026, 8, 1)) == []


def test_it_is_said_in_both_languages_and_every_format() -> None:
    db, question = _month(), ReportQuery(day=MAY)
    english = as_markdown(report(db, "stock", question))
    chinese = as_markdown(report(db, "stock", replace(question, lang="zh")))
    assert "sold out" in english
    assert "售罄" in chinese
    assert all("25 %" in said and "10:00" in said for said in (english, chinese))
    assert PLAN in as_csv(report(db, "stock", question))


def test_the_page_of_the_plan_tells_it(tmp_path: Path) -> None:
    db = open_db(copy(_month(), tmp_path / "x.db"))
    build(db, MAY, tmp_path / "site", charts=False)
    found = (next((tmp_path / "site" / lang).rglob("acme*.html")) for lang in ("en", "zh"))
    pages = [page.read_text(encoding="utf-8") for page in found]
    assert "Available in 25% of 120 looks" in pages[0]
    assert "usually first seen at 10:00 Beijing time" in pages[0]
    assert "查看 120 次，25% 有货" in pages[1]


def test_a_crawl_counts_a_look_at_every_plan_whose_page_says_it() -> None:
    db = open_db(":memory:")
    [shelf, *_] = load(SAMPLES / "jdcloud")
    with stored_nights(db) as nights:
        for days in (0, 1):
            nights.store(replace(shelf, at=shelf.at + timedelta(days=days)), ["jdcloud"], kind="sample")
    seen = select(db, "SELECT plan, sum(looks) AS looks, sum(in_stock) AS sold FROM looks GROUP BY plan")
    assert seen
    assert {row["looks"] for row in seen} == {2}
    stated = (
        "SELECT count(DISTINCT vendor || product || plan) FROM current_prices WHERE availability IS NOT NULL"
    )
    assert len(seen) == db.execute(stated).fetchone()[0]
