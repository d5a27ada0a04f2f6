"""Opening a database: migrated, with its views and rates, safe for several writers."""

import logging
import os
import sqlite3
from pathlib import Path

from db.database import Database
from db.schema.migrations import REPAIR, VIEWS, migrations
from db.schema.repairs import repaired
from db.tables.rates import fill_rates
from db.transaction import BadDatabase, named, writing

_HEADER = b"SQLite format 3\x00"
_log = logging.getLogger("codingplans")


def open_db(path: str | Path) -> Database:
    """The database at the path, made where there is none, migrated to this version, with ECB rates.

    Raises BadDatabase where the file is something else, was made by a newer version, or cannot be written.
    """
    _refuse_place(path)
    with named(path):
        db = Database(str(path))
        _refuse_newer(db, path)
        db.execute("PRAGMA busy_timeout = 30000")
        db.execute("PRAGMA foreign_keys = ON")
        if pending := {migration.name for migration in migrations.pending(db)}:
            _refuse_foreign(db, path)
            db.execute("PRAGMA journal_mode = WAL")
            with writing(db):
                pass
            migrations.apply(db)
            if REPAIR in pending:
                _tell(db, path)
        _views(db)
        db.conn.isolation_level = None
        fill_rates(db)
    return db


def open_existing(path: str | Path) -> Database:
    """The database at the path, also where it cannot be written; raises BadDatabase where there is none."""
    if str(path) == ":memory:":
        return open_db(path)
    _refuse_place(path)
    if not Path(path).is_file():
        raise BadDatabase(f"{path}: no such database; run `codingplans run` or `codingplans import` first")
    if os.access(path, os.W_OK) and os.access(Path(path).parent, os.W_OK):
        return open_db(path)
    return _unwritable(Path(path))


def open_read_only(path: str | Path) -> Database:
    """The database at the path, brought to this version where it can be, through which nothing more is written.

    Raises BadDatabase where there is none.
    """
    db = open_existing(path)
    db.execute("PRAGMA query_only = ON")
    return db


def _unwritable(path: Path) -> Database:
    """A database that SQLite may not touch: without a log of unfinished writes it is read as it lies there."""
    log = path.with_name(f"{path.name}-wal")
    asked = "mode=ro" if log.is_file() and log.stat().st_size else "mode=ro&immutable=1"
    with named(path):
        db = Database(sqlite3.connect(f"{path.resolve().as_uri()}?{asked}", uri=True, isolation_level=None))
        _refuse_newer(db, path)
        pending = migrations.pending(db)
        _refuse_foreign(db, path)
        if pending or _stamp(db) != hash_of(VIEWS.read_text(encoding="utf-8")):
            raise BadDatabase(
                f"{path}: made by another version, and cannot be written; copy it and name the copy with --db"
            )
    return db


def _refuse_place(path: str | Path) -> None:
    if Path(path).is_dir():
        raise BadDatabase(
            f"{path} is a folder; name a file with --db, such as {Path(path) / 'codingplans.db'}"
        )
    if not Path(path).parent.is_dir():
        raise BadDatabase(
            f"{path}: no folder {Path(path).parent}; make it first, or give another file with --db"
        )
    if Path(path).is_file():
        with Path(path).open("rb") as file:
            begins = file.read(len(_HEADER))
        if begins not in (b"", _HEADER):  # SQLite would take a short file for an empty one, and write over it
            raise BadDatabase(f"{path}: not a database; give another file with --db")


def _refuse_newer(db: Database, path: str | Path) -> None:
    if "_sqlite_migrations" not in db.table_names():
        return
    ours = {migration.name for migration in migrations.pending(Database(memory=True))}
    newer = sorted({migration.name for migration in migrations.applied(db)} - ours)
    if newer:
        raise BadDatabase(
            f"{path} was made by a newer version of this program ({', '.join(newer)} is unknown to this one); "
            "update the program, or give another file with --db"
        )


def _refuse_foreign(db: Database, path: str | Path) -> None:
    names = set(db.table_names())
    if names and "_sqlite_migrations" not in names:
        raise BadDatabase(
            f"{path} is another program's database ({', '.join(sorted(names)[:3])}); give another with --db"
        )


def _tell(db: Database, path: str | Path) -> None:
    """Say on standard error what a migration repaired; the table `repairs` keeps it."""
    for sentence in repaired(db):
        _log.warning("%s: repaired: %s", path, sentence)


def _views(db: Database) -> None:
    script = VIEWS.read_text(encoding="utf-8")
    stamp = hash_of(script)
    if _stamp(db) != stamp:
        drop = "".join(f"DROP VIEW IF EXISTS {name};" for name in db.view_names())
        db.executescript(f"BEGIN IMMEDIATE; {drop} {script} PRAGMA user_version = {stamp}; COMMIT;")


def _stamp(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def hash_of(script: str) -> int:
    """A stamp of the views' text that fits SQLite's user_version."""
    import zlib

    return zlib.crc32(script.encode()) & 0x7FFFFFFF


def writes(db: Database) -> tuple[int, int]:
    """A stamp that is another one after somebody wrote to the database, here or in another program."""
    return db.conn.total_changes, int(db.execute("PRAGMA data_version").fetchone()[0])


def checkpoint(db: Database) -> bool:
    """Move the write-ahead log into the database and empty it; False where somebody who still reads is in the way."""
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
