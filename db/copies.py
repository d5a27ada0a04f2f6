"""Copies of the database that can be given away: everything that was published, nothing about this machine."""

import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.atomic_write import atomic_write
from db.database import Database
from db.open import open_db
from db.tables.pages import forget_places

# The folders before a file's name, after a blank, quote or bracket: /home/me/a.html is a.html. Not https://a.example/b.
_PATH = re.compile(r"""(?<![^\s'"(\[<])(?:[A-Za-z]:)?[/\\](?:[^\s/\\'":;,]+[/\\])+(?=[^\s/\\])""")

_COPIED = (
    ("offers", ""),
    ("observations", "WHERE provenance NOT IN ('scraped', 'sample')"),
    ("holds", "WHERE status IN ('accepted', 'rejected')"),
)


def copy(db: Database, path: Path) -> Path:
    """A whole copy of the database at the path, replacing what is there in one step.

    It needs no other file beside it (no write-ahead log) and can be opened read-only or as immutable.
    """
    return atomic_write(path, lambda making: _fill(db, making))


def _fill(db: Database, path: Path) -> None:
    """Page by page into a private folder, where what nobody else should see goes, and from there without the gaps."""
    with (
        TemporaryDirectory(prefix="codingplans-copy-") as private,
        closing(Database(Path(private, "whole.db"))) as whole,
    ):
        db.conn.backup(whole.conn)
        whole.execute("PRAGMA journal_mode = OFF")  # of a file that is thrown away
        whole.execute("PRAGMA synchronous = OFF")
        _clean(whole)
        whole.execute("VACUUM INTO ?", [str(path)])


def _clean(db: Database) -> None:
    """Nothing says any more where the program ran: folders of archives, the address requests came from, paths in messages."""
    forget_places(db)
    db.execute("UPDATE crawls SET vantage = NULL WHERE vantage IS NOT NULL")
    for table in db.utils.tables:
        if "message" in table.columns_dict:
            _shorten(db, table)
    db.conn.commit()


def _shorten(db: Database, table: Any) -> None:
    keys = table.pks
    where = " AND ".join(f"[{key}] = ?" for key in keys)
    columns = ", ".join(f"[{key}]" for key in keys)
    for message, *key in db.execute(
        f"SELECT message, {columns} FROM [{table.name}] WHERE message GLOB '*[/\\]*'"
    ).fetchall():
        if (short := nameless(message)) != message:
            db.execute(f"UPDATE [{table.name}] SET message = ? WHERE {where}", [short, *key])


def nameless(text: str) -> str:
    """The text with paths of files cut down to the files' names; web addresses stay."""
    return _PATH.sub("", text)


def without_pages(db: Database) -> Database:
    """A database in memory with all that did not come from pages."""
    again = open_db(":memory:")
    again.execute("PRAGMA foreign_keys = OFF")  # pages stay behind, offers name successors that come later
    for table, where in _COPIED:
        stored = ", ".join(
            row["name"] for row in db.query(f"PRAGMA table_info({table})")
        )  # none that is computed
        rows = [
            {**row, "page_id": None} if "page_id" in row else row
            for row in db.query(f"SELECT {stored} FROM {table} {where}")
        ]
        again.table(table).insert_all(rows)
    return again
