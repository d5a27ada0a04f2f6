"""The command answers at once: starting it loads none of the heavy libraries."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.main import app
from cli.panels import PANELS
from db.open import open_db

HEAVY = (
    "scrapy",
    "pandas",
    "sqlite_utils",
    "altair",
    "twisted",
    "currency_converter",
    "warcio",
    "apscheduler",
    "pydantic_settings",
)


@pytest.mark.parametrize(
    "words", [["--help"], ["report", "--help"], ["report", "prices", "--help"], ["holds", "--help"]]
)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    program = f"""
import sys
sys.argv = ["codingplans", *{words!r}]
from cli.main import main
try:
    main()
except SystemExit as done:
    assert done.code == 0, done.code
loaded = [name for name in {HEAVY!r} if name in sys.modules]
assert not loaded, loaded
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


NOT_FOR_A_REPORT = (
    "sqlite_utils",
    "scrapy",
    "twisted",
    "parsel",
    "lxml",
    "pandas",
    "numpy",
    "pydantic",
    "pipeline",
    "jinja2",
    "tomllib",
    "anyascii",
    "importlib.resources",
)


@pytest.mark.parametrize(
    ("form", "drawn"), [("json", False), ("csv", False), ("md", False), ("table", True)], ids=str
)
def test_a_report_loads_what_it_needs(form: str, drawn: bool, tmp_path: Path) -> None:
    """Reports read through sqlite3; only what is drawn for a terminal needs what draws; a report loads no other command."""
    db = tmp_path / "codingplans.db"
    open_db(db).close()
    program = f"""
import sys
sys.argv = ["codingplans", "report", "prices", "--format", {form!r}, "--db", {str(db)!r}]
from cli.main import main
try:
    main()
except SystemExit as done:
    assert not done.code, done.code
assert ("rich" in sys.modules) is {drawn}
loaded = [name for name in {NOT_FOR_A_REPORT!r} if name in sys.modules]
loaded += [name for name in ("cli.crawl", "db.open", "scrapers.reading", "reports.site") if name in sys.modules]
assert not loaded, loaded
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_opening_a_database_loads_no_frames_and_who_wants_them_has_them() -> None:
    """sqlite-utils loads them where they are installed, for types that are never stored."""
    program = """
import sys
from db.open import open_db
open_db(":memory:")
assert not {"pandas", "numpy"} & sys.modules.keys()
import numpy, pandas
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_command_stands_in_one_panel_of_the_help_and_is_said_in_a_line() -> None:
    said = CliRunner().invoke(app, ["--help"], terminal_width=80).output
    listed = [name for names in PANELS.values() for name in names]
    assert sorted(listed) == sorted(typer.main.get_command(app).commands)
    for name in listed:
        assert re.search(rf"^  {name} +[A-Z].*[^.]\.$", said, re.M), name
