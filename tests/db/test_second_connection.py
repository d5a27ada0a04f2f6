"""A process that opens its database once more keeps the locks of the connection it had."""

import subprocess
import sys
from pathlib import Path

from db.open import open_db

TAKES_IT_FOR_ITSELF = """
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], timeout=0)
try:
    print(base.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
except sqlite3.OperationalError as error:
    print(error)
"""


def test_opening_a_database_again_lets_nobody_take_it_away_under_the_first_connection(tmp_path: Path) -> None:
    """The kernel drops all locks of a process on a file as soon as the process closes any copy of it."""
    path = tmp_path / "x.db"
    first = open_db(path)
    open_db(path).close()
    command = [sys.executable, "-c", TAKES_IT_FOR_ITSELF, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert said == "database is locked\n"
    first.close()
