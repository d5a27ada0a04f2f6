"""Backups of the database: whole copies in one step, each verified by reading it before it takes its name."""

import glob
import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.atomic_write import atomic_write
from db.database import Database
from db.identity import refuse_foreign, refuse_newer
from db.lock import crawl_lock
from db.place import refuse_place
from db.transaction import BadDatabase, as_it_is, named

WAIT = 30_000  # milliseconds for another program to end its write
SIDES = ("-wal", "-shm", "-journal")  # what SQLite writes beside a database
_SPARE = 1 << 20  # bytes of a disk that a backup leaves free


class NoRoom(Exception):
    """The disk has not enough room for a copy; the message says where and how much."""

    exit_status = 1


@dataclass(frozen=True)
class Contents:
    """What a database holds: the migrations that made it, and how many rows each table has."""

    migrations: tuple[str, ...]
    rows: dict[str, int]


@dataclass(frozen=True)
class Backup:
    """A backup that was made, what it holds, and the older ones that were removed for it."""

    path: Path
    contents: Contents
    removed: tuple[Path, ...]


def back_up(path: Path, folder: Path, keep: int, at: datetime | None = None) -> Backup:
    """Copy the database into a folder, as NAME-<UTC time>.db, and remove all but the `keep` newest of its backups.

    Others may read and write meanwhile. The copy is one file, whole and read again, or not there. Raises BadDatabase,
    NoRoom, and Locked where another backup into that folder goes on.
    """
    refuse(path)
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{path.stem}-{(at or datetime.now(UTC)).astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    with crawl_lock(folder / path.name, "a backup", "backup.lock"):
        _drop_half_made(folder, path.stem)
        contents = copy_whole(path, made)
        others = [one for one in backups(folder, path.stem) if one != made]
        removed = others[: max(0, len(others) + 1 - keep)]
        for old in removed:
            old.unlink(missing_ok=True)
    return Backup(made, contents, tuple(removed))


def backups(folder: Path, stem: str) -> list[Path]:
    """The backups of a database in a folder, the oldest first; those that stand before a migration are none of them."""
    name = re.compile(rf"{re.escape(stem)}-\d{{8}}T\d{{6}}Z\.db")
    return sorted(one for one in folder.iterdir() if name.fullmatch(one.name) and one.is_file())


def back_up_before(path: Path, migration: str) -> None:
    """Copy a database beside itself before a migration, which is named in the copy's name; one a migration stays.

    Raises BadDatabase and NoRoom, and then nothing is to be migrated.
    """
    made = path.with_name(f"{path.stem}-before-{migration}.db")
    with suppress(_Overtaken):
        copy_whole(path, made, without=migration)


def copy_whole(path: Path, made: Path, without: str | None = None) -> Contents:
    """Copy a database, also one that others write to, to a path in one step, in DELETE mode; answers what it holds.

    Raises BadDatabase where the copy is not what the database was, and NoRoom where it does not fit.
    """
    with named(path), closing(as_it_is(path)) as source:
        source.execute(f"PRAGMA busy_timeout = {WAIT}")
        source.execute("BEGIN")
        contents = contents_of(source)  # the copy is of this moment, whoever writes meanwhile
        if without in contents.migrations:
            raise _Overtaken
        _refuse_full(source, made.parent)
        atomic_write(made, lambda making: _fill(source, making, contents))
    return contents


def contents_of(db: sqlite3.Connection) -> Contents:
    """What a database holds now."""
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    rows = {
        name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for [name] in db.execute(tables).fetchall()
    }
    made = (
        db.execute("SELECT name FROM _sqlite_migrations ORDER BY name")
        if "_sqlite_migrations" in rows
        else ()
    )
    return Contents(tuple(name for [name] in made), rows)


def verify(path: Path, expected: Contents | None = None) -> Contents:
    """Read a database through and answer what it holds; raises BadDatabase where it is damaged or not as expected."""
    with named(path), closing(as_it_is(path)) as db:
        [[said], *_] = db.execute("PRAGMA quick_check(1)").fetchall()
        if said != "ok":
            raise BadDatabase(
                f"{path}: the file is damaged ({' '.join(said.split())[:200]}); use another copy"
            )
        contents = contents_of(db)
    if expected not in (None, contents):
        raise BadDatabase(
            f"{path}: the copy does not hold what the database held; nothing was kept, try again"
        )
    return contents


def refuse(path: Path) -> None:
    """Raise BadDatabase where there is no database of ours, of a version this program knows, at the path."""
    refuse_place(path)
    if not path.is_file():
        raise BadDatabase(f"{path}: no such database; run `codingplans run` or `codingplans import` first")
    with named(path):
        db = Database(as_it_is(path))
        try:
            refuse_foreign(db, path)
            refuse_newer(db, path)
        finally:
            db.close()


class _Overtaken(Exception):
    """Another process has migrated the database meanwhile."""


def _fill(source: sqlite3.Connection, making: Path, contents: Contents) -> None:
    try:
        with named(making.parent), closing(sqlite3.connect(making)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        verify(making, contents)
    finally:
        for side in SIDES:
            making.with_name(f"{making.name}{side}").unlink(missing_ok=True)


def _refuse_full(source: sqlite3.Connection, folder: Path) -> None:
    pages, size = (source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    needed, free = pages * size + _SPARE, shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(
            f"{folder}: {free >> 20} MB are free, a copy of the database needs {-(-needed >> 20)}; "
            "make room, or name another folder"
        )


def _drop_half_made(folder: Path, stem: str) -> None:
    """Remove what a backup left that was killed; the lock says that none goes on."""
    for left in glob.glob(f".{glob.escape(stem)}-????????T??????Z.db.*", root_dir=folder):
        os.unlink(folder / left)
