"""Where a database is, or is to be."""

from pathlib import Path

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
