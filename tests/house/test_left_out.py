"""A machine without Chromium: the tests that need one are left out with one notice, and never under CI."""

import os
import subprocess
import sys

from places import TESTS

FILE = TESTS / "web" / "test_street_faults.py"


def collected(*words: str, ci: bool) -> subprocess.CompletedProcess[str]:
    """What pytest would run of a file, some of whose tests need a browser."""
    environment = {**os.environ, "CODINGPLANS_CHROMIUM": "", "CI": "true" if ci else "", "PYTEST_ADDOPTS": ""}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *words, str(FILE)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_what_needs_a_browser_is_left_out_with_one_notice() -> None:
    done = collected(ci=False)
    assert done.returncode == 0, done.stdout
    assert "test_fault_costs_its_source" in done.stdout
    assert "test_rendered_page" not in done.stdout
    [notice] = [line for line in done.stdout.splitlines() if "browser" in line]
    assert notice.startswith("LEFT OUT: ")
    assert "apt install chromium" in notice


def test_under_ci_it_is_an_error_unless_it_was_not_asked_for() -> None:
    done = collected(ci=True)
    assert done.returncode == 4
    assert "need a browser" in done.stderr
    asked = collected("-m", "not browser", ci=True)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert "LEFT OUT" not in asked.stdout
