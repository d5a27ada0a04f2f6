"""Opening a database: migrated, with its views and rates, safe for several writers."""

import logging
import os
from pathlib import Path

from db.backup import back_up_before
from db.database import Database
from db.identity import refuse_foreign, refuse_newer, refuse_place
from db.schema.migrations import REPAIR, VIEWS, migrations
from db.schema.repairs import repaired
from db.tables.rates import fill_rates
from db.transaction import BadDatabase, as_it_is, named, writing

_log = logging.getLogger("codingplans")


def open_db(path: str | Path) -> Database:
    """The database at the path, made where there is none, migrated to this version, with ECB rates.

    Raises BadDatabase where the file is something else, was made by a newer version, or cannot be written.
    """
    refuse_place(path)
    with named(path):
        db = Database(str(path))
        refuse_newer(db, path)
        db.execute("PRAGMA busy_timeout = 30000")
        db.execute("PRAGMA foreign_keys = ON")
        if pending := {migration.name for migration in migrations.pending(db)}:
            refuse_foreign(db, path)
            if migrations.applied(db):
                back_up_before(Path(path), min(pending))
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
    refuse_place(path)
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
    with named(path):
        db = Database(as_it_is(path))
        refuse_newer(db, path)
        pending = migrations.pending(db)
        refuse_foreign(db, path)
        if pending or _stamp(db) != hash_of(VIEWS.read_text(encoding="utf-8")):
            raise BadDatabase(
                f"{path}: made by another version, and cannot be written; copy it and name the copy with --db"
            )
    return db


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
