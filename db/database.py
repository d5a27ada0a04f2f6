"""The database as the rest of the program holds it: a value to hand to the functions of db, or to ask for rows."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database as Database  # the type of an open database, for whoever passes it on

Row = dict[str, Any]


def select(db: Database, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows a SELECT answers, by the names of their columns; of two of one name the first keeps it.

    Raises ValueError for a statement that answers none.
    """
    return list(db.query(sql, parameters))
