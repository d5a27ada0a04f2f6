"""Whether a database is sound: its file, its references, what its tables say of one another, and what lies beside it."""

import re
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.backup import SIDES
from db.database import Database
from db.tables import sources
from db.transaction import writing

_DEAD = 3600  # seconds after which a file that was being written is nobody's any more
_MANY = 20  # lines of SQLite's own that are passed on
_INDEX = ("missing from index", "wrong # of entries in index", "non-unique entry in index")


@dataclass(frozen=True)
class Finding:
    """What is not as it should be, and what to do. A `leftover` costs nothing that is known; `done` was just repaired."""

    what: str
    do: str
    leftover: bool = False
    done: bool = False

    def __str__(self) -> str:
        return f"{self.what}: {'repaired, ' if self.done else ''}{self.do}"


@dataclass(frozen=True)
class _Rule:
    """Rows that contradict others: SQL that answers a line for each, at most so many, and what to do."""

    sql: str
    do: str


_RULES = (
    _Rule(
        """SELECT printf('crawl %d of %s at %s is stored %d times', min(id), vendor, started_at, count(*))
           FROM crawls GROUP BY vendor, kind, started_at HAVING count(*) > 1""",
        "restore a backup from before it",
    ),
    _Rule(
        """SELECT printf('observation %d of %s was seen until %s, and the next one begins at %s', id, offer, last_seen, next)
           FROM (SELECT observations.*, offers.offer, lead(first_seen) OVER (
                     PARTITION BY offer_id ORDER BY first_seen, observations.id) AS next
                 FROM observations JOIN offers ON offers.id = offer_id WHERE provenance = 'scraped' AND confidence <> 'low')
           WHERE last_seen > next""",
        "`codingplans reread` reads its pages again",
    ),
    _Rule(
        """SELECT printf('observation %d of %s ends before it begins, %s', observations.id, offer, first_seen)
           FROM observations JOIN offers ON offers.id = offer_id WHERE provenance = 'scraped' AND substr(last_seen, 1, 10) < substr(first_seen, 1, 10)""",
        "`codingplans reread` reads its pages again",
    ),
    _Rule(
        """SELECT printf('hold %d of %s proposes no offer', id, offer) FROM holds
           WHERE status = 'open' AND (json_valid(proposed) = 0 OR json_extract(
               iif(json_valid(proposed), proposed, '{}'), '$.plan') IS NULL)""",
        "`codingplans holds reject` ends it; the next crawl judges the page anew",
    ),
)


def soundness(db: sqlite3.Connection, repair: bool = False) -> Iterator[Finding]:
    """What is wrong in the file of a database of whatever version; with `repair`, indexes that miss rows are built anew."""
    yield from _file(db, repair)
    yield from _references(db)


def contradictions(db: Database) -> Iterator[Finding]:
    """What rows of a database of this version say against one another."""
    for rule in _RULES:
        for [said] in db.execute(f"{rule.sql} LIMIT {_MANY}"):
            yield Finding(said, rule.do)


def sums(db: Database, repair: bool = False) -> Iterator[Finding]:
    """Sources whose sum, which reports show, is not what their readings come to; with `repair` they are counted anew."""
    wrong = sources.miscounted(db)
    if repair:
        with writing(db):
            sources.recount(db, [row["id"] for row in wrong])
    for row in wrong:
        do = "counted anew" if repair else "--repair counts them anew"
        yield Finding(f"the sum of {row['source']} is not what its readings come to", do, done=repair)


def leftovers(path: Path, repair: bool = False) -> Iterator[Finding]:
    """What copies of a database that were killed left beside it; with `repair`, they go."""
    stem, name, sides = re.escape(path.stem), re.escape(path.name), "|".join(SIDES)
    copy = rf"{stem}-(?:before-\w+|\d{{8}}T\d{{6}}Z)\.db\.\d+"
    left = re.compile(rf"\.(?:{copy}|{name}\.restoring|\.{name}\.restoring\.\d+)(?:{sides})?")
    for file in sorted(one for one in path.absolute().parent.iterdir() if left.fullmatch(one.name)):
        if time.time() - file.stat().st_mtime < _DEAD:
            continue
        if repair:
            file.unlink(missing_ok=True)
        do = "removed" if repair else "--repair removes it"
        yield Finding(f"{file}: a copy that was killed left it", do, leftover=True, done=repair)


def _file(db: sqlite3.Connection, repair: bool) -> Iterator[Finding]:
    said = _integrity(db)
    if said and repair and all(any(word in line for word in _INDEX) for line in said):
        db.execute("REINDEX")
        done = not _integrity(db)
        yield Finding(f"an index of the file misses rows ({said[0]})", "built anew", done=done)
        return
    for line in said:
        index = any(word in line for word in _INDEX)
        yield Finding(
            f"the file is damaged ({line})", "--repair builds the index anew" if index else "restore a backup"
        )


def _integrity(db: sqlite3.Connection) -> list[str]:
    lines = (str(row[0]) for row in db.execute(f"PRAGMA integrity_check({_MANY})"))
    return [" ".join(line.split())[:200] for line in lines if line != "ok"]


def _references(db: sqlite3.Connection) -> Iterator[Finding]:
    counts: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
        counts[table, parent] = counts.get((table, parent), 0) + 1
    for (table, parent), number in counts.items():
        yield Finding(
            f"{number} rows of {table} name rows of {parent} that are not there", "restore a backup"
        )
