"""The database as the rest of the program holds it: a value to hand to the functions of db, or to ask for rows."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from db.sqlite_tables import Table, TableDatabase

Row = dict[str, Any]
Parameters = Sequence[Any] | Mapping[str, Any]
_ASKS = ("SELECT", "WITH")


class Database:
    """An open database: every statement outside a transaction is one of its own.

    It is read and written through `sqlite3` alone; who migrates or looks at tables has sqlite-utils over the same connection.
    """

    def __init__(self, place: str | Path | sqlite3.Connection) -> None:
        self.conn = place if isinstance(place, sqlite3.Connection) else sqlite3.connect(str(place))
        self.conn.isolation_level = None
        self.remembered: dict[Any, Any] = {}  # what readers found out, and of which stamp of `writes` that is

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        return self.conn.execute(sql, parameters)

    def query(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """The rows that a statement answers, by the names of their columns, one after the other."""
        cursor = self.conn.execute(sql, parameters)
        names = [name for name, *_ in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def close(self) -> None:
        self.conn.close()

    @cached_property
    def utils(self) -> "TableDatabase":
        """What sqlite-utils knows to do with the database."""
        from db.sqlite_tables import TableDatabase

        return TableDatabase(self.conn)

    def table(self, name: str) -> "Table":
        return self.utils.table(name)

    def table_names(self) -> list[str]:
        return self.utils.table_names()

    def view_names(self) -> list[str]:
        return self.utils.view_names()

    def executescript(self, sql: str) -> sqlite3.Cursor:
        """Run several statements, in the transaction that goes on where one does."""
        return self.utils.executescript(sql)


def select(db: Database, sql: str, parameters: Parameters = ()) -> list[Row]:
    """The rows a SELECT answers, by the names of their columns; of two of one name the first keeps it.

    Raises ValueError for a statement that answers none.
    """
    if not sql.lstrip().startswith(_ASKS):
        raise ValueError("only a statement that returns rows is asked: a SELECT")
    cursor = db.conn.execute(sql, parameters)
    names = [name for name, *_ in cursor.description]
    if len(set(names)) == len(names):
        return [dict(zip(names, row, strict=True)) for row in cursor]
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name, place)
    return [{name: row[place] for name, place in places.items()} for row in cursor]


def insert(db: Database, table: str, row: Row, otherwise: str = "ABORT") -> int:
    """Put a row into a table, in case of a conflict `otherwise` (IGNORE, REPLACE); answers its number."""
    places = ", ".join(f":{name}" for name in row)
    sql = f"INSERT OR {otherwise} INTO {table} ({', '.join(row)}) VALUES ({places})"
    return int(db.execute(sql, row).lastrowid or 0)


def update(db: Database, table: str, number: int, columns: Row) -> None:
    """Write these columns of a row anew, by its number."""
    changes = ", ".join(f"{name} = :{name}" for name in columns)
    db.execute(f"UPDATE {table} SET {changes} WHERE id = :id", {**columns, "id": number})


def listed(rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Rows as a VALUES clause lists them, `(?, ?), (?, ?)`, and its parameters."""
    marks = f"({', '.join('?' * len(rows[0]))})"
    return ", ".join([marks] * len(rows)), [value for row in rows for value in row]


def writes(db: Database) -> tuple[int, int]:
    """A stamp that is another one after somebody wrote to the database, here or in another program."""
    return db.conn.total_changes, int(db.execute("PRAGMA data_version").fetchone()[0])
