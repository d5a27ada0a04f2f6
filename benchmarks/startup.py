"""How long a command takes to start: processor time of whole commands on the sample database, against `import sqlite3`."""

from collections.abc import Iterator
from pathlib import Path

from measure import Measure, codingplans, cpu_of, python

GOALS = {
    "--help": 6,
    "report prices --format json": 10,
    "report prices": 15,
}


def startup(db: Path) -> Iterator[Measure]:
    """One measure a command; `db` holds the samples."""
    floor = cpu_of(python("import sqlite3"))
    for words, goal in GOALS.items():
        of_db = ["--db", str(db)] if words != "--help" else []
        spent = cpu_of(codingplans(*words.split(), *of_db))
        yield Measure(
            f"`codingplans {words}`", spent / floor, goal, beside=f"`import sqlite3`, {1000 * floor:.0f} ms"
        )
