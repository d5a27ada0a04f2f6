"""What is asked of an open database, and a connection through which nothing is written."""

import sqlite3
from pathlib import Path

import pytest
from story import empty, hold_state, offer

from db.copies import copy
from db.database import select
from db.open import open_db
from db.reading import open_read_only
from db.tables import pages
from db.tables.crawls import any_real, record
from db.tables.rates import bank_days, last_day
from db.tables.states import claimed, last_of, numbered, offer_ids, vendors

CRAWL = {"vendor": "acme", "kind": "live", "started_at": "2026-05-29T02:00:00Z", "outcome": "ok", "offers": 1}


def test_rows_are_answered_by_name_and_what_answers_none_is_refused() -> None:
    db = empty()
    assert select(db, "SELECT ? AS one, 2 AS two", [1]) == [{"one": 1, "two": 2}]
    assert select(db, "SELECT :day AS day", {"day": "2026-05-29"}) == [{"day": "2026-05-29"}]
    with pytest.raises(ValueError, match="returns rows"):
        select(db, "DELETE FROM rates")
    assert last_day(db)


def test_nothing_is_written_through_a_connection_that_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_db(path).close()
    db = open_read_only(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        record(db, CRAWL, [])
    copied = open_read_only(copy(db, tmp_path / "copy.db"))
    assert last_day(copied) == last_day(db)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        record(db, CRAWL, [])
    assert not any_real(db)


def test_reading_leaves_no_file_beside_the_database(tmp_path: Path) -> None:
    open_db(tmp_path / "a.db").close()
    open_read_only(tmp_path / "a.db").close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_a_state_knows_its_offer_whichever_way_it_is_asked_for() -> None:
    """Two tables joined whole have two columns called id; the offer's is the state's."""
    db = empty()
    hold_state(db, offer(plan="lite"), "2026-05-01T02:00:00Z")
    hold_state(db, offer(plan="lite", price=50), "2026-05-02T02:00:00Z")
    hold_state(db, offer(plan="pro"), "2026-05-03T02:00:00Z")
    hold_state(db, offer(plan="pro", price=9), "2026-05-04T02:00:00Z", confidence="low")
    state = last_of(db, offer(plan="pro").id)
    assert state
    assert (state.offer_id, state.observation_id) == (2, 3)
    assert numbered(db, 3) == state
    assert [(one.offer_id, one.observation_id) for one in claimed(db, "2026-05-29T00:00:00Z")] == [(2, 4)]
    assert (offer_ids(db), vendors(db)) == ([offer(plan="lite").id, offer(plan="pro").id], ["acme"])


def test_a_crawl_of_thousands_of_pages_is_stored_with_each_of_them() -> None:
    """A statement has only so many parameters, a day of somebody else's archive may have any number of pages."""
    db = empty()
    read = {"source": "acme-docs", "parser": 1, "outcome": "ok", "offers": 1, "message": None}
    number = record(db, CRAWL | {"file": "acme/20260529T020000Z.warc.gz"}, [read])
    rows = [
        {
            "source": "acme-docs", "url": f"https://acme.example/{place}", "final_url": f"https://acme.example/{place}",
            "status": 200, "media": None, "fetched_at": "2026-05-29T02:00:05Z", "sha256": f"{place % 7:064}", "bytes": 5,
            "archive": "acme/20260529T020000Z.warc.gz", "position": place,
        }
        for place in range(5000)
    ]  # fmt: skip
    ids = pages.record(db, number, rows)
    stored = select(db, f"SELECT {', '.join(rows[0])} FROM pages ORDER BY id")
    assert (len(set(ids)), stored) == (5000, rows)


def test_the_view_of_rates_holds_the_days_with_both_rates_and_what_they_are_made_of() -> None:
    db = empty()
    [row] = select(db, "SELECT * FROM usd_cny WHERE day = '2026-05-29'")
    [(day, yuan, dollars)] = bank_days(db, "2026-05-29", "2026-05-29")
    assert (row["day"], row["cny_per_eur"], row["usd_per_eur"]) == (day, yuan, dollars)
    assert row["usd_cny"] == pytest.approx(float(yuan) / float(dollars))
