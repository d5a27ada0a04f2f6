"""The schedule: each day once, also on the days whose clocks are changed, and what is due after sleep, restart or a wrong clock."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.database import Database
from db.open import open_db
from db.tables.runs import Outcome, What, begin_run, end_run, last_run
from db.tables.states import moment
from pipeline.unattended.due import due
from pipeline.unattended.schedule import Schedule

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
ZONES = [BERLIN, SHANGHAI, ZoneInfo("America/New_York"), ZoneInfo("Asia/Beirut"), ZoneInfo("Australia/Lord_Howe"), UTC]  # fmt: skip
NIGHT = Schedule((time(18, 30),), ZoneInfo("UTC"))


def moments(schedule: Schedule, begin: datetime, days: int) -> list[datetime]:
    found, until = [begin], begin + timedelta(days=days)
    while (upcoming := schedule.next(found[-1])) and upcoming < until:
        found.append(upcoming)
    return found[1:]


def test_the_next_night_is_the_next_time_the_clock_says_so() -> None:
    evening = datetime(2026, 10, 6, 19, 0, tzinfo=UTC)
    assert NIGHT.next(evening) == datetime(2026, 10, 7, 18, 30, tzinfo=UTC)
    assert NIGHT.last(evening) == datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
    assert NIGHT.last(datetime(2026, 10, 6, 18, 30, tzinfo=UTC)) == datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
    assert Schedule((), UTC).next(evening) is None


@pytest.mark.parametrize("zone", ZONES, ids=str)
@settings(max_examples=25)
@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_no_day_is_skipped_or_doubled_when_clocks_change(zone: ZoneInfo, hour: int, minute: int) -> None:
    """A daily job in hour 0 lost the day after the spring change, one in hour 2 ran twice in autumn."""
    schedule = Schedule((time(hour, minute),), zone)
    for begin in (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 9, 20, tzinfo=UTC)):
        days = [one.astimezone(zone).date() for one in moments(schedule, begin, 60)]
        assert days == [days[0] + timedelta(days=number) for number in range(len(days))]


def test_a_time_that_clocks_skip_is_an_hour_later_and_one_they_repeat_is_the_first() -> None:
    schedule = Schedule((time(2, 30),), BERLIN)
    assert schedule.next(datetime(2026, 3, 28, 12, tzinfo=UTC)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert schedule.next(datetime(2026, 10, 24, 12, tzinfo=UTC)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_jitter_is_the_same_after_a_restart_and_another_on_another_day() -> None:
    """One drawn again at each start hardly ever fires on a machine that is often restarted."""
    begin = datetime(2026, 10, 1, tzinfo=UTC)
    schedule = Schedule((time(2, 30),), SHANGHAI, timedelta(minutes=10), "x.db")
    first = moments(schedule, begin, 30)
    later = [one - moment for one, moment in zip(first, moments(Schedule((time(2, 30),), SHANGHAI), begin, 30), strict=True)]  # fmt: skip
    assert first == moments(Schedule((time(2, 30),), SHANGHAI, timedelta(minutes=10), "x.db"), begin, 30)
    assert all(timedelta() <= one <= timedelta(minutes=10) for one in later)
    assert len(set(later)) > 10


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_db(tmp_path / "x.db")


def ran(db: Database, at: datetime, outcome: Outcome | None, what: What = "night", minutes: int = 20) -> None:
    number = begin_run(db, what, moment(at))
    if outcome:
        end_run(db, number, moment(at + timedelta(minutes=minutes)), outcome, None)


EVENING = datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_a_night_that_was_missed_is_due_once_however_many_were(db: Database) -> None:
    ran(db, EVENING, "ok")
    woken = EVENING + timedelta(days=5, hours=9)
    assert due(db, "night", NIGHT, woken) == EVENING + timedelta(days=5)
    ran(db, woken, "partial")
    assert due(db, "night", NIGHT, woken + HOUR) is None
    assert due(db, "night", NIGHT, EVENING + timedelta(days=6)) == EVENING + timedelta(days=6)


def test_the_first_night_of_a_new_database_is_due_at_once(db: Database) -> None:
    assert due(db, "night", NIGHT, EVENING + HOUR) == EVENING


def test_a_failed_night_is_not_repeated_before_the_next_one(db: Database) -> None:
    ran(db, EVENING, "failed")
    assert due(db, "night", NIGHT, EVENING + HOUR) is None


def test_a_killed_or_stopped_night_is_tried_again_but_not_for_ever(db: Database) -> None:
    for number in range(3):
        assert due(db, "night", NIGHT, EVENING + number * HOUR) == EVENING
        ran(db, EVENING + number * HOUR, None if number else "interrupted")
    assert due(db, "night", NIGHT, EVENING + 3 * HOUR) is None
    assert due(db, "night", NIGHT, EVENING + timedelta(days=1)) == EVENING + timedelta(days=1)


def test_what_was_killed_is_called_interrupted_by_the_next_run(db: Database) -> None:
    ran(db, EVENING, None)
    assert last_run(db, "night").outcome is None  # type: ignore[union-attr]
    ran(db, EVENING + HOUR, "ok", "round")
    assert last_run(db, "night").outcome == "interrupted"  # type: ignore[union-attr]


def test_without_a_network_it_is_tried_again_later_as_often_as_it_takes(db: Database) -> None:
    for number in range(10):
        begun = EVENING + number * HOUR
        assert due(db, "night", NIGHT, begun) == EVENING
        ran(db, begun, "offline", minutes=5)
        assert due(db, "night", NIGHT, begun + 6 * MINUTE) is None


def test_a_run_that_a_wrong_clock_dated_years_ahead_keeps_nothing_from_running(db: Database) -> None:
    ran(db, EVENING + timedelta(days=1000), "ok")
    assert due(db, "night", NIGHT, EVENING) == EVENING


def test_a_clock_set_back_repeats_no_night(db: Database) -> None:
    """It is asked at every minute from the time it was set back to on, past the hour of the night a second time."""
    ran(db, EVENING + 5 * MINUTE, "ok")
    for back in (2 * HOUR, 23 * HOUR):
        asked = [EVENING + HOUR - back + number * MINUTE for number in range(0, 26 * 60, 7)]
        assert [at for at in asked if at < EVENING + timedelta(days=1) and due(db, "night", NIGHT, at)] == []
    assert due(db, "night", NIGHT, EVENING + timedelta(days=1)) == EVENING + timedelta(days=1)


def test_a_clock_set_back_after_a_night_without_network_is_tried_again_no_more_often(db: Database) -> None:
    ran(db, EVENING + HOUR, "offline", minutes=5)
    assert due(db, "night", NIGHT, EVENING) == EVENING
    ran(db, EVENING, "offline", minutes=5)
    assert due(db, "night", NIGHT, EVENING + 6 * MINUTE) is None
    assert due(db, "night", NIGHT, EVENING + 30 * MINUTE) == EVENING


def test_a_clock_that_was_a_year_ahead_silences_no_night(db: Database) -> None:
    ran(db, EVENING + timedelta(days=365), "ok")
    for day in range(5):
        assert due(db, "night", NIGHT, EVENING + timedelta(days=day)) == EVENING + timedelta(days=day)
        ran(db, EVENING + timedelta(days=day, minutes=1), "ok")
        assert due(db, "night", NIGHT, EVENING + timedelta(days=day, hours=1)) is None


def test_a_night_counts_for_the_rounds_before_it_and_a_round_for_no_night(db: Database) -> None:
    rounds = Schedule((time(9, 30), time(10), time(10, 30)), SHANGHAI)
    morning = datetime(2026, 10, 6, 2, 0, tzinfo=UTC)
    assert due(db, "round", rounds, morning + MINUTE) == morning
    ran(db, morning + MINUTE, "ok", "round", 1)
    assert due(db, "round", rounds, morning + 29 * MINUTE) is None
    assert due(db, "round", rounds, morning + 30 * MINUTE) == morning + 30 * MINUTE
    assert due(db, "night", NIGHT, morning + 30 * MINUTE)
    ran(db, morning + 31 * MINUTE, "partial")
    assert due(db, "round", rounds, morning + HOUR) is None
