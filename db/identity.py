"""Whether a file is a database of ours, of a version that this program knows."""

from pathlib import Path

from db.database import Database
from db.schema.migrations import migrations
from db.transaction import BadDatabase

_LEAST = 512  # bytes of the smallest database there can be


def refuse_place(path: str | Path) -> None:
    """Raise BadDatabase where no database can be at the path.

    The file itself is left to SQLite: whoever closes it beside SQLite takes away the locks of every connection that this
    process has to it, and others then write where they must not.
    """
    if Path(path).is_dir():
        raise BadDatabase(
            f"{path} is a folder; name a file with --db, such as {Path(path) / 'codingplans.db'}"
        )
    if not Path(path).parent.is_dir():
        raise BadDatabase(
            f"{path}: no folder {Path(path).parent}; make it first, or give another file with --db"
        )
    if Path(path).is_file() and 0 < Path(path).stat().st_size < _LEAST:  # SQLite would write over it
        raise BadDatabase(f"{path}: not a database; name another file")


def refuse_newer(db: Database, path: str | Path) -> None:
    """Raise BadDatabase where a newer version of this program made the database."""
    if "_sqlite_migrations" not in db.table_names():
        return
    ours = {migration.name for migration in migrations.pending(Database(memory=True))}
    newer = sorted({migration.name for migration in migrations.applied(db)} - ours)
    if newer:
        raise BadDatabase(
            f"{path} was made by a newer version of this program ({', '.join(newer)} is unknown to this one); "
            "update the program, or name another file"
        )


def refuse_foreign(db: Database, path: str | Path) -> None:
    """Raise BadDatabase where another program made the database."""
    names = set(db.table_names())
    if names and "_sqlite_migrations" not in names:
        raise BadDatabase(
            f"{path} is another program's database ({', '.join(sorted(names)[:3])}); name another file"
        )
