"""What the next site takes over from the one before: only what would be written the same, whatever else moved."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from story import change, empty, hold_state, offer

from db.database import Database
from reports.output.edition import edition_of, mark
from reports.site.build import build

DAY, NEXT = date(2026, 5, 20), date(2026, 5, 21)
PAGE = "plan/acme_coding-plan_lite_cn.html"
TABLE, HISTORY, EVENTS = '<tbody data-of="', 'aria-labelledby="quotas"', 'aria-labelledby="events"'
KEPT = "<!-- of the site before -->"


@pytest.fixture
def db() -> Database:
    """A plan whose price moved once."""
    base = empty()
    hold_state(base, offer(price=30), "2026-05-01T02:00:00Z")
    hold_state(base, offer(), "2026-05-10T02:00:00Z")
    change(base, "price_changed", {"price": "30"}, {"price": "40"}, "2026-05-10T02:00:00Z")
    return base


@pytest.fixture
def folder(db: Database, tmp_path: Path) -> Path:
    """The site of a day, with a note in each part of a plan's page that may be taken over."""
    build(db, DAY, tmp_path / "site", charts=False)
    for lang in ("en", "zh"):
        page = tmp_path / "site" / lang / PAGE
        text = page.read_text(encoding="utf-8").replace("</tbody>", f"{KEPT}</tbody>")
        for part in (HISTORY, EVENTS):
            head, tail = text.split(part)
            text = head + part + tail.replace("</section>", f"{KEPT}</section>", 1)
        page.write_text(text, encoding="utf-8")
    return tmp_path / "site"


def kept(db: Database, folder: Path, day: date = NEXT) -> set[str]:
    """Which parts of the English page the next site took over; the rest of it is as a new site has it."""
    build(db, day, folder, charts=False)
    text = (folder / "en" / PAGE).read_text(encoding="utf-8")
    fresh = folder.with_name("fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    build(db, day, fresh, charts=False)
    for path in fresh.rglob("*.html"):
        shown = (folder / path.relative_to(fresh)).read_text(encoding="utf-8")
        assert shown.replace(KEPT, "") == path.read_text(encoding="utf-8"), path
    table = text.split(TABLE)[1].split("</tbody>")[0]
    parts = {name: text.split(name)[1].split("</section>")[0] for name in (HISTORY, EVENTS)}
    return {name for name, part in {TABLE: table, **parts}.items() if KEPT in part}


def test_a_night_without_news_takes_over_what_it_would_write_the_same(db: Database, folder: Path) -> None:
    db.execute("UPDATE observations SET last_seen = '2026-05-21T02:00:00Z' WHERE price = '40'")
    assert kept(db, folder) == {TABLE, HISTORY, EVENTS}


def test_a_changed_price_is_seen(db: Database, folder: Path) -> None:
    hold_state(db, offer(price=55), "2026-05-21T02:00:00Z")
    assert kept(db, folder) == {HISTORY, EVENTS}
    assert "¥55" in (folder / "en" / PAGE).read_text(encoding="utf-8").split(TABLE)[1]


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("price", "31", TABLE),
        ("list_price", "99", TABLE),
        ("charges", '[{"price": "9.9", "periods": 1}]', TABLE),
        ("availability", "SoldOut", TABLE),
        ("evidence", "other words", TABLE),
        ("url", "https://acme.example/other", TABLE),
        ("provenance", "curated", TABLE),
        ("first_seen", "2026-04-01T02:00:00Z", TABLE),
        ("models", '["glm-5"]', HISTORY),
        ("quotas", '[{"amount": 5, "unit": "requests", "window": "P1M"}]', HISTORY),
    ],
)
def test_whatever_is_corrected_in_an_old_state_is_seen(
    db: Database, folder: Path, column: str, value: str, part: str
) -> None:
    db.execute(f"UPDATE observations SET {column} = ? WHERE price = '30'", [value])
    assert part not in kept(db, folder)


@pytest.mark.parametrize(
    "correction",
    [
        "UPDATE rates SET per_eur = per_eur * 2 WHERE currency = 'USD' AND day <= '2026-05-10'",
        'UPDATE events SET after = json(\'{"price": "41"}\')',
        "UPDATE events SET cause = 'correction'",
    ],
)
def test_another_rate_or_event_is_seen(db: Database, folder: Path, correction: str) -> None:
    db.execute(correction)
    assert EVENTS not in kept(db, folder)


def test_the_site_of_an_earlier_day_shows_what_was_so(db: Database, folder: Path) -> None:
    assert TABLE not in kept(db, folder, date(2026, 5, 5))


def test_nothing_is_taken_over_from_another_edition(tmp_path: Path) -> None:
    room, file = tmp_path / "room", tmp_path / "room" / "words" / "en.mo"
    file.parent.mkdir(parents=True)
    editions = set()
    for name, text in (
        ("en.mo", "a"),
        ("en.mo", "b"),
        ("zh.mo", "b"),
        ("page.html.j2", "x"),
        ("rows.py", "x"),
    ):
        (file.parent / name).write_text(text)
        editions.add(edition_of([room]))
    file.unlink()
    editions.add(edition_of([room]))
    assert len(editions) == 6
    assert len({mark(one, ["49"]) for one in editions} | {mark("", ["49"]), mark("", ["59"])}) == 8
