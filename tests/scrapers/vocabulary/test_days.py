"""Days as pages write them; a promotion over New Year ends in the next year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.refusals import PageChanged
from scrapers.vocabulary.dates import dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("活动时间：2026年12月1日至1月15日。首月 9.9 元，续费 40 元/月。", "2026-12-01 2027-01-15"),
        ("活动时间：12月20日至次年1月5日（2026年）。", "2026-12-20 2027-01-05"),
        (
            "2026年12月1日至1月15日。活动二：12月20日至次年1月5日（2026年）。",
            "2026-12-01 2027-01-15 2026-12-20 2027-01-05",
        ),
        ("2026年12月1日（周二）00:00 至 1月15日（周五）23:59", "2026-12-01 2027-01-15"),
        ("12月1日至2027年1月15日", "2026-12-01 2027-01-15"),
        ("2026年12月1日至15日", "2026-12-01 2026-12-15"),
        ("2026.12.1-12.31", "2026-12-01 2026-12-31"),
        ("2026/12/20 - 1/5", "2026-12-20 2027-01-05"),
        ("December 20 to January 5, 2027", "2026-12-20 2027-01-05"),
        ("Dec 1st, 2026 through January 15th", "2026-12-01 2027-01-15"),
        ("December 1–15, 2026", "2026-12-01 2026-12-15"),
        ("until 15 January 2027", "2027-01-15"),
        ("2026-07-30 起，8月1日生效", "2026-07-30 2026-08-01"),
        ("截至 2026年11月8日。11月9日起恢复", "2026-11-08 2026-11-09"),
        ("until January 15", ""),
        ("10月1日至10月7日", ""),
        ("V2.5, Top 10, 2026", ""),
    ],
)
def test_dates(text: str, days: str) -> None:
    assert [str(day) for day in dates(text)] == days.split()


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(PageChanged):
        dates("截至2026年2月30日")


WRITTEN = (
    "{0.year}年{0.month}月{0.day}日至{1.month}月{1.day}日",
    "{0:%b} {0.day}, {0.year} to {1:%B} {1.day}",
)


@given(st.dates(date(2025, 1, 1), date(2090, 1, 1)), st.integers(1, 360), st.sampled_from(WRITTEN))
def test_a_span_ends_after_it_begins(first: date, length: int, form: str) -> None:
    last = first + timedelta(days=length)
    if (last.month, last.day) != (2, 29) and (first.month, first.day) != (2, 29):
        assert dates(form.format(first, last)) == [first, last]
