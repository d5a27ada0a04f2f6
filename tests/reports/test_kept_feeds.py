"""Feeds that are taken over: the same bytes as ever, and whatever they tell that changed is told."""

import json
from datetime import date
from pathlib import Path

import pytest
from story import change, empty, hold_state, offer

from db.database import Database
from reports.feeds.feed_files import write_feeds
from reports.feeds.kept_feeds import LIST, KeptFeeds

DAY, NEXT = date(2026, 5, 20), date(2026, 5, 21)


@pytest.fixture
def db() -> Database:
    base = empty()
    hold_state(base, offer(price=30, intro_price=9, intro_until="2026-06-01"), "2026-05-01T02:00:00Z")
    hold_state(base, offer(), "2026-05-10T02:00:00Z")
    change(base, "price_changed", {"price": "30"}, {"price": "40"}, "2026-05-10T02:00:00Z", evidence="40")
    return base


def feeds(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "feeds").iterdir()}


def again(db: Database, folder: Path, base_url: str | None = None) -> dict[str, bytes]:
    """The feeds of the next day over those of the day, which are what an empty folder would have got."""
    write_feeds(db, NEXT, folder, base_url)
    fresh = folder / "fresh"
    write_feeds(db, NEXT, fresh, base_url)
    assert feeds(folder) == feeds(fresh)
    return feeds(folder)


def test_a_night_without_news_writes_no_feed_anew(db: Database, tmp_path: Path) -> None:
    write_feeds(db, DAY, tmp_path, None)
    before = feeds(tmp_path)
    db.execute("UPDATE observations SET last_seen = '2026-05-21T02:00:00Z' WHERE price = '40'")
    assert again(db, tmp_path) == before


@pytest.mark.parametrize(
    "correction",
    [
        'UPDATE events SET after = json(\'{"price": "41"}\')',
        "UPDATE events SET evidence = 'other words'",
        "UPDATE events SET url = 'https://acme.example/other'",
        "UPDATE observations SET plan_name = 'Another Name'",
        "UPDATE observations SET intro_until = '2026-06-02' WHERE intro_until IS NOT NULL",
        "DELETE FROM events",
    ],
)
def test_whatever_a_feed_tells_is_told_once_it_changed(db: Database, tmp_path: Path, correction: str) -> None:
    write_feeds(db, DAY, tmp_path, None)
    before = feeds(tmp_path)
    db.execute(correction)
    assert again(db, tmp_path) != before


def test_feeds_served_elsewhere_are_written_anew(db: Database, tmp_path: Path) -> None:
    write_feeds(db, DAY, tmp_path, None)
    assert b"plans.example" in again(db, tmp_path, "https://plans.example/")["changes.json"]


@pytest.mark.parametrize("touched", ["feeds/changes.xml", "feeds/vendor-acme.zh.json", LIST])
@pytest.mark.parametrize("text", ["", "[]", "{}", '{"feeds/changes.xml": 1}', "\x00"])
def test_a_feed_that_somebody_touched_is_written_anew(
    db: Database, tmp_path: Path, touched: str, text: str
) -> None:
    write_feeds(db, DAY, tmp_path, None)
    before = feeds(tmp_path)
    (tmp_path / touched).write_text(text)
    assert again(db, tmp_path) == before


def test_only_what_was_made_of_the_same_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    for told, text, expected in (
        ("a", "first", "first"),
        ("a", "second", "first"),
        ("b", "second", "second"),
    ):
        kept = KeptFeeds(tmp_path, tmp_path)
        written = kept.write("feeds/x.xml", told, lambda text=text: text)  # type: ignore[misc]
        kept.close()
        assert written.read_text() == expected
    assert list(json.loads((tmp_path / LIST).read_text())) == ["feeds/x.xml"]
