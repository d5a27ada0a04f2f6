"""Opening a database: migrated, with its views and rates, safe for several writers; db/reading.py opens to read."""

import logging
import os
from pathlib import Path

from db.backup import back_up_before
from db.database import Database
from db.identity import refuse_foreign, refuse_newer
from db.place import refuse_place
from db.schema.migrations import REPAIR, migrations
from db.schema.repairs import repaired
from db.schema.version import VIEWS, has_views, views_stamp
from db.tables.rates import fill_rates
from db.transaction import BadDatabase, as_it_is, named, writing

_log = logging.getLogger("codingplans")


def open_db(path: str | Path) -> Database:
    """The database at the path, made where there is none, migrated to this version, with ECB rates.

    Raises BadDatabase where the file is something else, was made by a newer version, or cannot be written.
    """
    refuse_place(path)
    with named(path):
        db = Database(path)
        refuse_newer(db, path)
        db.execute("PRAGMA busy_timeout = 30000")
        db.execute("PRAGMA foreign_keys = ON")
        if pending := {migration.name for migration in migrations.pending(db.utils)}:
            refuse_foreign(db, path)
            if migrations.applied(db.utils):
                back_up_before(Path(path), min(pending))
            db.execute("PRAGMA journal_mode = WAL")
            with writing(db):
                pass
            migrations.apply(db.utils)
            if REPAIR in pending:
                _tell(db, path)
        _views(db)
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


def _unwritable(path: Path) -> Database:
    """A database that SQLite may not touch: without a log of unfinished writes it is read as it lies there."""
    with named(path):
        db = Database(as_it_is(path))
        refuse_newer(db, path)
        pending = migrations.pending(db.utils)
        refuse_foreign(db, path)
        if pending or not has_views(db):
            raise BadDatabase(
                f"{path}: made by another version, and cannot be written; copy it and name the copy with --db"
            )
    return db


def _tell(db: Database, path: str | Path) -> None:
    """Say on standard error what a migration repaired; the table `repairs` keeps it."""
    for sentence in repaired(db.utils):
        _log.warning("%s: repaired: %s", path, sentence)


def _views(db: Database) -> None:
    if not has_views(db):
        script = VIEWS.read_text(encoding="utf-8")
        drop = "".join(f"DROP VIEW IF EXISTS {name};" for name in db.view_names())
        db.executescript(f"BEGIN IMMEDIATE; {drop} {script} PRAGMA user_version = {views_stamp()}; COMMIT;")


def checkpoint(db: Database) -> bool:
    """Move the write-ahead log into the database and empty it; False where somebody who still reads is in the way."""
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
