"""Whether a file is a database of ours, of a version that this program knows."""

from pathlib import Path

from db.database import Database
from db.schema.migrations import migrations
from db.transaction import BadDatabase


def refuse_newer(db: Database, path: str | Path) -> None:
    """Raise BadDatabase where a newer version of this program made the database."""
    if "_sqlite_migrations" not in db.table_names():
        return
    ours = {migration.name for migration in migrations.pending(Database(":memory:").utils)}
    newer = sorted({migration.name for migration in migrations.applied(db.utils)} - ours)
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
