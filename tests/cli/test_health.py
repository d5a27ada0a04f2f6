"""`codingplans health`: how old the last good crawl is, in one line and a status, whoever schedules the crawls."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nights import Nights

from db.tables.runs import begin_run, end_run
from db.tables.states import moment
from pipeline.outcomes import Crawl, Outcome
from pipeline.publish.store import store
from reports.facts.source_reads import last_good
from reports.views.freshness import freshness_line
from scrapers.source import Source

DAY = timedelta(hours=36)


def crawled(nights: Nights, at: datetime, *, good: int, failed: int = 0) -> None:
    """A crawl of so many vendors at once."""
    for number in range(good + failed):
        source = type("Page", (Source,), {"name": f"v{number}-page", "vendor": f"v{number}", "minimum": 0})()
        outcome = Outcome(
            source, "ok" if number < good else "dns", message=None if number < good else "no address"
        )
        store(nights.db, Crawl(f"v{number}", "live", moment(at), [outcome]))


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


NOW = datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_good_crawl_read_half_of_the_vendors_and_a_light_round_is_none(nights: Nights) -> None:
    """Rounds several times a day would hide that nights fail for weeks."""
    crawled(nights, NOW - 50 * HOUR, good=5, failed=1)
    crawled(nights, NOW - 26 * HOUR, good=2, failed=4)
    crawled(nights, NOW - HOUR, good=2)
    found = last_good(nights.db, NOW)
    assert found.age == 50 * HOUR
    assert found.failing == ("v2", "v3", "v4", "v5")
    assert not found.young(DAY)
    assert freshness_line(found, DAY, "en").startswith("OLD: last good crawl 2026-10-04T16:30:00Z, 50.0 h ago, more than 36 h; failing: v2, ")  # fmt: skip
    crawled(nights, NOW - 30 * timedelta(minutes=1), good=6)
    assert (
        freshness_line(last_good(nights.db, NOW), DAY, "en")
        == "ok: last good crawl 2026-10-06T18:00:00Z, 0.5 h ago"
    )


def test_a_crawl_that_a_wrong_clock_dates_ahead_is_not_young(nights: Nights) -> None:
    crawled(nights, NOW - 50 * HOUR, good=2)
    crawled(nights, NOW + 5000 * HOUR, good=2)
    assert last_good(nights.db, NOW).age == 50 * HOUR


def test_an_interrupted_night_is_said_until_one_is_finished(nights: Nights) -> None:
    crawled(nights, NOW - HOUR, good=2)
    begin_run(nights.db, "night", "2026-10-06T18:00:00Z")
    assert "the night of 2026-10-06T18:00:00Z is not finished" in freshness_line(
        last_good(nights.db, NOW), DAY, "en"
    )
    end_run(nights.db, begin_run(nights.db, "night", "2026-10-06T18:10:00Z"), moment(NOW), "ok", None)
    assert "not finished" not in freshness_line(last_good(nights.db, NOW), DAY, "en")


def said(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "cli.main", "health", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_is_one_line_and_a_status_for_monitors(nights: Nights, tmp_path: Path) -> None:
    db = str(tmp_path / "nights.db")
    none = said("--db", db)
    assert (none.returncode, none.stdout) == (1, "OLD: no good crawl yet\n")
    crawled(nights, datetime.now(UTC) - 2 * HOUR, good=2)
    young = said("--db", db)
    assert young.returncode == 0
    assert young.stdout.count("\n") == 1
    assert said("--db", db, "--max-age", "60m").returncode == 1
    chinese = said("--db", db, "--lang", "zh")
    assert (chinese.returncode, chinese.stdout[:9]) == (0, "正常：上次成功读取")
    assert said("--db", db, "--lang", "fr").returncode == 2
    assert said("--db", db, "--max-age", "soon").returncode == 2
    missing = said("--db", str(tmp_path / "none.db"))
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "no such database" in missing.stderr
