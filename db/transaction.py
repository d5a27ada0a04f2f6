"""Writing to a database: one transaction after the other, and errors that name the file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.database import Database
from db.errors import trouble


class BadDatabase(Exception):
    """A file that is no database of ours or cannot be used; the message names it and says what to do."""


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """One transaction that takes the write lock at once, so that writers queue instead of failing.

    Raises BadDatabase where the file cannot be written.
    """
    if db.conn.in_transaction:
        yield db
        return
    with _named(db), db.conn:  # which commits, or takes back
        db.execute("BEGIN IMMEDIATE")
        yield db


@contextmanager
def part(db: Database) -> Iterator[Database]:
    """All of this or, where it raises, nothing: within a transaction that goes on, else one of its own.

    Raises BadDatabase where the file cannot be written: then what went before in the transaction is lost too.
    """
    with _named(db), db.utils.atomic() if db.conn.in_transaction else writing(db):
        yield db


@contextmanager
def _named(db: Database) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error:
        with named(db.execute("PRAGMA database_list").fetchone()[2]):
            raise


@contextmanager
def named(path: str | Path) -> Iterator[None]:
    """Errors of SQLite that lie with the file are raised as a BadDatabase that names it."""
    try:
        yield
    except sqlite3.Error as error:
        if words := trouble(error):
            raise BadDatabase(f"{path}: {words} ({error})") from error
        raise


def as_it_is(path: Path) -> sqlite3.Connection:
    """A connection to read a database of whatever version, also where its folder cannot be written.

    What cannot be written and has no log of unfinished writes is read as it lies there.
    """
    log = path.with_name(f"{path.name}-wal")
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        asked = "mode=rw"
    else:
        asked = "mode=ro" if log.is_file() and log.stat().st_size else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?{asked}", uri=True, isolation_level=None)
