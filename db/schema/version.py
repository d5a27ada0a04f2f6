"""Whether the tables and views of a database are those this program makes; told without loading what makes them."""

import re
import zlib
from pathlib import Path

from db.database import Database

VIEWS = Path(__file__).with_name("views.sql")
_MIGRATIONS = Path(__file__).with_name("migrations.py")


def up_to_date(db: Database) -> bool:
    """Whether a database has this program's migrations, no others, and its views."""
    return has_views(db) and _applied(db) == _known()


def has_views(db: Database) -> bool:
    """Whether the views of a database are this program's."""
    return bool(db.execute("PRAGMA user_version").fetchone()[0] == views_stamp())


def views_stamp() -> int:
    """A stamp of the views' text that fits SQLite's user_version."""
    return zlib.crc32(VIEWS.read_bytes()) & 0x7FFFFFFF


def _applied(db: Database) -> set[str]:
    return {name for [name] in db.execute("SELECT name FROM _sqlite_migrations")}


def _known() -> set[str]:
    """The names of the migrations, read off their file."""
    return set(re.findall(r"^def (m\d+_\w+)", _MIGRATIONS.read_text(encoding="utf-8"), re.M))
