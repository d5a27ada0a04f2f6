"""`codingplans` alone: the answer from the database that is there, and what a newcomer types first."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from story import hold_state, offer

from cli.errors import report_errors
from cli.main import app
from db.open import open_db
from pipeline.unattended.program import program


def said(folder: Path, *words: str, status: int = 0) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CODINGPLANS")}
    done = subprocess.run(
        program(*words),
        cwd=folder,
        env=clean | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def kept(path: Path, kind: str) -> Path:
    db = open_db(path)
    origin = "sample" if kind == "sample" else "scraped"
    hold_state(db, offer(vendor="bailian"), "2026-10-05T02:00:00Z", "2026-10-06T02:00:00Z", provenance=origin)
    row = {
        "vendor": "bailian",
        "kind": kind,
        "started_at": "2026-10-06T02:00:00Z",
        "outcome": "ok",
        "offers": 1,
    }
    db.table("crawls").insert(row)
    db.conn.close()
    return path


def test_without_a_database_the_first_command_is_named(tmp_path: Path) -> None:
    assert "`codingplans run`" in said(tmp_path, status=2)
    assert not list(tmp_path.iterdir())


def test_samples_answer_for_their_own_last_day_and_real_prices_for_today(tmp_path: Path) -> None:
    kept(tmp_path / "codingplans-sample.db", "sample")
    assert "2026-10-06 (" in said(tmp_path).splitlines()[0]
    kept(tmp_path / "codingplans.db", "live")
    assert "2026-10-06 (" not in said(tmp_path).splitlines()[0]


def test_a_database_named_before_a_command_is_refused_not_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["codingplans", "--db", "other.db", "holds"])
    assert report_errors(app) == 2
    assert "holds --db other.db" in capsys.readouterr().err


def test_version_and_short_help(tmp_path: Path) -> None:
    assert said(tmp_path, "--version").startswith("codingplans 0.")
    for words in (["-h"], ["report", "-h"], ["report", "prices", "-h"]):
        assert "Usage: " in said(tmp_path, *words)


PROGRAM = """
from cli.progress import progress
with progress("pages") as begin:
    advance = begin(3)
    for _ in range(3):
        advance()
"""


def test_progress_is_shown_on_a_terminal_and_never_in_a_pipe() -> None:
    ours, theirs = pty.openpty()
    try:
        subprocess.run([sys.executable, "-c", PROGRAM], stderr=theirs, timeout=60, check=True)
        assert b"3/3" in os.read(ours, 65536)
    finally:
        os.close(ours)
        os.close(theirs)
    piped = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, timeout=60, check=True)
    assert piped.stderr.strip() == b""
