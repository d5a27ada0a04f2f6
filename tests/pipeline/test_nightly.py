"""The schedule: the right hour, in a process of its own."""

from datetime import UTC, datetime

import pytest

from pipeline.unattended.nightly import BadTime, crawl_once, trigger


def test_the_next_crawl_is_the_next_time_the_clock_says_so() -> None:
    evening = datetime(2026, 10, 6, 19, 0, tzinfo=UTC)
    assert trigger("18:30").get_next_fire_time(None, evening) == datetime(2026, 10, 7, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", ["24:00", "18.30", "6", "18:60", ""])
def test_a_time_that_is_none_is_named(at: str) -> None:
    with pytest.raises(BadTime, match="is not a time of day"):
        trigger(at)


def test_code_of_the_callers_folder_is_not_run(tmp_path, monkeypatch) -> None:
    """The nightly crawl is the installed program, also in a folder with a cli/main.py of its own."""
    for module in ("cli", "scrapers", "sqlite3", "typer"):
        (tmp_path / module).mkdir()
        for file in ("__init__.py", "main.py"):
            (tmp_path / module / file).write_text("open('executed', 'w'); raise SystemExit(0)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODINGPLANS_BASE_URLS", "none")
    assert crawl_once(tmp_path / "x.db", lambda _: None) == 2
    assert not (tmp_path / "executed").exists()


def test_a_crawl_that_fails_is_told_and_does_not_raise(tmp_path) -> None:
    told: list[str] = []
    folder = tmp_path / "no" / "such.db"
    assert crawl_once(folder, told.append) != 0
    assert "crawl ended with status" in told[-1]
