"""sqlite-utils, without the libraries of data frames: it loads them, where they are installed, for types we never store."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


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


with _without("pandas", "numpy"):
    from sqlite_utils import Database as TableDatabase
    from sqlite_utils.db import Table as Table
    from sqlite_utils.migrations import Migrations as Migrations
__all__ = ["Migrations", "Table", "TableDatabase"]
