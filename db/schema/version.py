"""Which version of the tables and views a database has, and which this program makes; told without loading what makes them."""

import re
import zlib
from pathlib import Path

from db.database import Database

VIEWS = Path(__file__).with_name("views.sql")
_MIGRATIONS = Path(__file__).with_name("migrations.py")


def current() -> int:
    """The stamp of this program's migrations and views, which fits SQLite's user_version."""
    names = re.findall(r"^def (m\d+_\w+)", _MIGRATIONS.read_text(encoding="utf-8"), re.M)
    return zlib.crc32("\n".join([*names, VIEWS.read_text(encoding="utf-8")]).encode()) & 0x7FFFFFFF


def stamp_of(db: Database) -> int:
    """The stamp of the program that made the views of a database, after its migrations."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])
