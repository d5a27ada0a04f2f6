"""The command answers at once: starting it loads none of the heavy libraries."""

import re
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from cli.main import app
from cli.panels import PANELS

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
