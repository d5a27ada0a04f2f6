"""Opening a database: migrated, with its views and rates, safe for several writers."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from db.migrations import VIEWS, migrations

_KIND = "codingplans"


class BadDatabase(Exception):
    """A file that is no database of ours; the message names it and says what to do."""


def open_db(path: str | Path) -> Database:
    """The database at the path, made where there is none, migrated to this version, with ECB rates.

    Raises BadDatabase where the file is something else or cannot be written.
    """
    try:
        db = Database(str(path))
        db.execute("PRAGMA busy_timeout = 30000")
        db.execute("PRAGMA foreign_keys = ON")
        if migrations.pending(db):
            _refuse_foreign(db, path)
            db.execute("PRAGMA journal_mode = WAL")
            with writing(db, f"lock {_KIND}"):
                pass
            migrations.apply(db)
        _views(db)
    except (sqlite3.DatabaseError, OSError) as error:
        raise BadDatabase(f"{path}: {error}; give another file with --db") from error
    db.conn.isolation_level = None
    from db.rates import fill_rates

    fill_rates(db)
    return db


def read_db(path: str | Path) -> Database:
    """The database at the path for reading; raises BadDatabase where there is none."""
    if str(path) != ":memory:" and not Path(path).is_file():
        raise BadDatabase(f"{path}: no such database; run `codingplans run` or `codingplans import` first")
    return open_db(path)


def _refuse_foreign(db: Database, path: str | Path) -> None:
    names = set(db.table_names())
    if names and "_sqlite_migrations" not in names:
        raise BadDatabase(
            f"{path} is another program's database ({', '.join(sorted(names)[:3])}); give another with --db"
        )


def _views(db: Database) -> None:
    script = VIEWS.read_text(encoding="utf-8")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    stamp = hash_of(script)
    if version != stamp:
        drop = "".join(f"DROP VIEW IF EXISTS {name};" for name in db.view_names())
        db.executescript(f"BEGIN IMMEDIATE; {drop} {script} PRAGMA user_version = {stamp}; COMMIT;")


def hash_of(script: str) -> int:
    """A stamp of the views' text that fits SQLite's user_version."""
    import zlib

    return zlib.crc32(script.encode()) & 0x7FFFFFFF


@contextmanager
def writing(db: Database, why: str = "") -> Iterator[Database]:
    """One transaction that takes the write lock at once, so that writers queue instead of failing."""
    if db.conn.in_transaction:
        yield db
        return
    db.conn.isolation_level = None
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")
