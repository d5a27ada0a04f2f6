"""Restoring a backup: it takes the database's place as a whole, and what stood there is kept beside it."""

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.backup import SIDES, Contents, copy_whole, refuse, verify
from db.database import Database
from db.lock import SERVICE, crawl_lock
from db.open import open_db
from db.tables import alerts
from db.transaction import BadDatabase, as_it_is, named, writing


@dataclass(frozen=True)
class Restored:
    """What was restored; `replaced` is where the database that stood there is kept, None where there was none."""

    contents: Contents
    replaced: Path | None


def restore(backup: Path, path: Path, at: datetime | None = None) -> Restored:
    """Put a backup in the place of the database, migrated to this version.

    The backup is read through before, the copy after. Raises BadDatabase for a backup that is damaged, foreign or of a
    newer version and where a program has the database open, NoRoom, and Locked while a crawl or a service owns it:
    then the database is as it was.
    """
    if path.exists() and backup.resolve() == path.resolve():
        raise BadDatabase(f"{backup} is the database itself; name one of its backups")
    refuse(backup)
    verify(backup)
    when = (at or datetime.now(UTC)).astimezone(UTC)
    replaced = path.with_name(f"{path.stem}-replaced-{when:%Y%m%dT%H%M%SZ}.db")
    ready = path.with_name(f".{path.name}.restoring")
    with crawl_lock(path, "a restore"), crawl_lock(path, "a restore", SERVICE):
        try:
            contents = copy_whole(backup, ready)
            stood = _set_aside(path, replaced)
            os.replace(ready, path)
        finally:
            ready.unlink(missing_ok=True)
        restored = open_db(path)
        if stood:
            _carry_alerts(replaced, restored)
        restored.close()
        verify(path)
    return Restored(contents, replaced if stood else None)


def _set_aside(path: Path, replaced: Path) -> bool:
    """Move a database with all that lies beside it, so that no log of its writes meets another one; whether there was one."""
    if path.exists():
        _close(path)
    moved = False
    for side in ("", *SIDES):
        with suppress(FileNotFoundError):
            os.rename(f"{path}{side}", f"{replaced}{side}")
            moved = moved or not side
    return moved


def _carry_alerts(replaced: Path, restored: Database) -> None:
    """Let the restored database know what was told to whom; one that is too damaged to say so is left."""
    with (
        suppress(BadDatabase),
        named(replaced),
        closing(Database(as_it_is(replaced))) as told,
        writing(restored),
    ):
        alerts.carry(told, restored)


def _close(path: Path) -> None:
    """Make the database one file; raises BadDatabase where a program still has it open. A damaged one stays as it is."""
    try:
        with named(path), closing(sqlite3.connect(path, timeout=5)) as db:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")
    except BadDatabase as error:
        code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BadDatabase(
                f"{path}: another program has it open (a service, a report, a site); stop it, then restore"
            ) from error
        if code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
