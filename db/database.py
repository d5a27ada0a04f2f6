"""The database as the rest of the program holds it: a value to hand to the functions of db, or to ask for rows."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def _without(*modules: str) -> Iterator[None]:
    """Have nobody load these modules, but those that are loaded already."""
    absent = [name for name in modules if name not in sys.modules]
    sys.modules |= dict.fromkeys(absent)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with _without("pandas", "numpy"):  # sqlite-utils loads them for types we never store, in every command
    from sqlite_utils import Database as Database  # the type of an open database, for whoever passes it on

Row = dict[str, Any]
_ASKS = ("SELECT", "WITH")


def select(db: Database, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows a SELECT answers, by the names of their columns; of two of one name the first keeps it.

    Raises ValueError for a statement that answers none.
    """
    if not sql.lstrip().startswith(_ASKS):
        raise ValueError("only a statement that returns rows is asked: a SELECT")
    cursor = db.conn.execute(sql, parameters)
    places: dict[str, int] = {}
    for place, (name, *_) in enumerate(cursor.description):
        places.setdefault(name, place)
    return [{name: row[place] for name, place in places.items()} for row in cursor]
