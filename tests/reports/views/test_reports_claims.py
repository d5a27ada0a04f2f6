"""The article of 2026-05-29, claim by claim."""

from datetime import date
from typing import Any

import pytest
from story import asked, empty, past, rows


def _claim(name: str, **more: Any) -> dict[str, Any]:
    return next(row for row in rows(past(), "claims", **more) if row["claim"] == name)


@pytest.mark.parametrize(
    ("name", "verdict", "held"),
    [
        ("glm", "true", "49"),
        ("minimax", "true", "29"),
        ("volcengine", "false", None),
        ("bailian", "ended", None),
        ("claude", "true", "20"),
        ("yuan", "outdated", "135.34"),
        ("proportion", "partly", "1/4.67"),
    ],
)
@pytest.mark.parametrize("day", [date(2026, 5, 29), date(2026, 11, 1)])
def test_verdicts_are_of_the_articles_day(name: str, verdict: str, held: str | None, day: date) -> None:
    row = _claim(name, day=day)
    assert (row["verdict"], row["held"], row["checked_on"]) == (verdict, held, "2026-05-29")


def test_bailians_first_month_ended_on_the_fourth_of_march() -> None:
    row = _claim("bailian")
    assert row["days_true"] == [{"from": "2026-02-25", "last": "2026-03-03"}]
    assert "its last day was 2026-03-03" in row["why"]
    assert "queryPrice" in row["source"]


def test_volcengines_first_month_was_nine_ninety() -> None:
    row = _claim("volcengine")
    assert row["days_true"] == []
    assert "9.9 (2026-02-27 to 2026-04-05" in row["why"]
    assert "Not counted, unconfirmed: 9.9" in row["why"]


def test_the_past_goes_back_through_the_old_name_and_stops_when_sales_do() -> None:
    assert _claim("minimax")["days_true"] == [
        {"from": "2025-11-14", "last": "2026-03-17"},
        {"from": "2026-03-19", "last": "2026-05-31"},
    ]


def test_145_yuan_needs_a_rate_last_seen_a_year_before() -> None:
    row = _claim("yuan")
    assert (row["rate_needed"], row["rate_last_seen"], row["usd_cny"]) == ("7.25", "2025-05-05", "6.7668")
    assert "¥145 is 7.1% too high" in row["why"]


def test_one_fifth_and_one_twentieth_are_said_plainly() -> None:
    row = _claim("proportion")
    assert (row["best_monthly"], row["best_first_charge"], row["ended_first_charge"]) == (
        "4.67",
        "4.67",
        "17.13",
    )
    for said in (
        "¥29 against ¥145 (5.00 times)",
        "¥7.25 a month",
        "¥7.9 is 1/18.35 of ¥145",
        "1.48× the price",
    ):
        assert said in row["why"]


def test_an_empty_database_knows_nothing_and_says_so() -> None:
    found = asked(empty(), "claims")
    assert {row["verdict"] for row in found["rows"] if row["claim"] != "yuan"} == {"unknown"}
    assert found["article"]["published"] == "2026-05-29"
