"""Charts of the site: their marks, and that a night without news draws none of them anew."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from story import empty, hold_state, offer

from reports.question import ReportQuery
from reports.site.charts.draw import draw
from reports.site.charts.series import drawn_until, history
from reports.site.facts import gather
from reports.site.plans import Term

FIRST, CHANGE = date(2026, 1, 1), date(2026, 9, 1)


def _term(day: date, seen: date | None = None) -> Term:
    """An offer whose price changed once, as it is known on a day, seen until then."""
    db = empty()
    hold_state(db, offer(), f"{FIRST}T02:00:00Z")
    if day >= CHANGE:
        hold_state(db, offer(price=99), f"{CHANGE}T02:00:00Z")
    db.execute("UPDATE observations SET last_seen = ?", [f"{seen or day}T02:00:00Z"])
    [plan] = gather(db, day).plans
    return plan.terms[0]


def _sets(day: date, seen: date | None = None) -> object:
    return history(_term(day, seen), ReportQuery(day=day))


def test_a_chart_is_the_same_on_most_nights_without_news() -> None:
    quiet = [date(2026, 11, 1) + timedelta(days=number) for number in range(28)]
    assert len({str(_sets(day)) for day in quiet}) <= 5
    ends = [drawn_until(_term(day), day) for day in quiet]
    assert ends == sorted(ends)
    assert all(timedelta() <= day - end < timedelta(days=7) for day, end in zip(quiet, ends, strict=True))


@pytest.mark.parametrize("later", range(10))
def test_a_chart_shows_a_change_from_its_first_day_on(later: int) -> None:
    day = CHANGE + timedelta(days=later)
    sets = history(_term(day), ReportQuery(day=day))
    assert sets["last"][0]["t"] == "99"
    assert CHANGE <= drawn_until(_term(day), day) <= day


def test_a_price_that_goes_on_says_no_last_day_and_one_not_seen_is_dashed() -> None:
    day = date(2026, 11, 20)
    said = [one["d"] for one in history(_term(day), ReportQuery(day=day))["price"]]
    assert said == ["@¥40 · 2026-01-01 – 2026-09-01", "@¥99 · 2026-09-01 –"]
    [dashed] = history(_term(day, CHANGE + timedelta(days=3)), ReportQuery(day=day))["stale"]
    assert dashed["s"] < dashed["e"]
    [none] = history(_term(day), ReportQuery(day=day))["stale"]
    assert none["s"] == none["e"]


def test_a_chart_of_the_site_before_is_taken_over_where_it_shows_the_same(tmp_path: Path) -> None:
    job = ("lines", {"a": [{"s": 0, "p": 1.0, "run": 0}, {"s": 86_400_000, "p": 2.0, "run": 0}]})
    other = ("lines", {"a": [{"s": 0, "p": 1.0, "run": 0}, {"s": 86_400_000, "p": 3.0, "run": 0}]})
    page = tmp_path / "en" / "plan" / "x.html"
    page.parent.mkdir(parents=True)
    drawn = str(draw({"x": job})["x"])
    page.write_text(f"<p>before</p>{drawn.replace('</svg>', '<desc>kept</desc></svg>')}<p>after</p>")
    again = draw({"x": job, "y": other}, tmp_path)
    assert "kept" in again["x"]
    assert str(again["x"]).replace("<desc>kept</desc>", "") == drawn
    assert "kept" not in again["y"]
