"""Crawls that are killed at any moment leave an archive that is read whole, and a database that points into it."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from scrapers.archive.replay import load
from scrapers.archive.warc_reader import Warcs

CODINGPLANS = (sys.executable, "-m", "cli.main")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    asked = [*CODINGPLANS, *map(str, words)]
    return subprocess.run(asked, capture_output=True, text=True, check=False)


def killed(db: Path, archive: Path, moment: random.Random) -> None:
    """Begin an offline run, and kill it at some moment after it has begun some more files."""
    begun = len(list(archive.glob("*/*"))) + moment.randint(1, 4)
    with subprocess.Popen(
        [*CODINGPLANS, "run", "--offline", "--db", str(db)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        until = time.monotonic() + 120
        while len(list(archive.glob("*/*"))) < begun and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(moment.uniform(0, 0.2))
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("seed", [1])
def test_killed_runs_leave_an_archive_that_is_read_again(seed: int, tmp_path: Path) -> None:
    db, archive, moment = tmp_path / "s.db", tmp_path / "s-archive", random.Random(seed)
    for _ in range(4):
        killed(db, archive, moment)
        assert [list(shelf.saved) for shelf in load(archive)] if Warcs(archive).files else True
    with closing(sqlite3.connect(db)) as connection:
        pages = connection.execute("SELECT archive, position, sha256 FROM pages").fetchall()
    assert pages
    for file, position, sha256 in pages:
        assert Warcs(archive).at(archive / file, position).sha256 == sha256
    again = run("reread", "--db", db)
    assert (again.returncode, again.stdout.split(";")[0]) == (0, "0 corrections"), again.stderr
    replayed = run("crawl", "--replay", archive, "--db", tmp_path / "again.db")
    assert replayed.returncode == 0, replayed.stderr
