"""Opening a database to read: as it lies there where this version made it; otherwise it is brought to this version first."""

from pathlib import Path

from db.database import Database
from db.place import refuse_place
from db.schema.version import up_to_date
from db.tables.rates import rates_filled
from db.transaction import as_it_is, named


def open_read_only(path: str | Path) -> Database:
    """The database at the path, brought to this version where it can be, through which nothing more is written.

    Raises BadDatabase where there is none.
    """
    db = _as_it_lies(Path(path)) or _brought_up(path)
    db.execute("PRAGMA query_only = ON")
    return db


def _as_it_lies(path: Path) -> Database | None:
    """The database where nothing is to be done to it; None for any other, or where there is none."""
    refuse_place(path)
    if not path.is_file():
        return None
    with named(path):
        db = Database(as_it_is(path))
        db.execute("PRAGMA busy_timeout = 30000")
        if up_to_date(db) and rates_filled(db):
            return db
        db.close()
    return None


def _brought_up(path: str | Path) -> Database:
    from db.open import open_existing  # what migrates is loaded where something is to be migrated

    return open_existing(path)
