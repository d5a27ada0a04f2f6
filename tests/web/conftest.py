"""The street, open for the whole session, and a database that has seen it twice."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from crawler import codingplans
from street import Street


@pytest.fixture(scope="session")
def _street() -> Iterator[Street]:
    with Street() as street:
        yield street


@pytest.fixture
def street(_street: Street) -> Iterator[Street]:
    """The street with every shop in order."""
    _street.clean()
    yield _street
    _street.clean()


@pytest.fixture(scope="session")
def seen(_street: Street, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database, with its archive, after two good crawls of everything that needs no browser."""
    folder = tmp_path_factory.mktemp("seen")
    for night in ("first", "second"):
        began = time.time()
        ran = codingplans(
            "crawl", "--db", folder / "seen.db", bases=_street.bases, out=folder / night,
            env={"CODINGPLANS_CHROMIUM": ""},
        )  # fmt: skip
        assert ran.status == 1, ran.said  # the source that needs a browser
        time.sleep(max(0.0, 1.05 - (time.time() - began)))  # crawls are told apart by the second
    return folder / "seen.db"


@pytest.fixture
def db(seen: Path, tmp_path: Path) -> Path:
    """A copy of the database that has seen the street twice."""
    with closing(sqlite3.connect(seen)) as source, closing(sqlite3.connect(tmp_path / "seen.db")) as copy:
        source.backup(copy)
    shutil.copytree(seen.with_name("seen-archive"), tmp_path / "seen-archive")
    return tmp_path / "seen.db"
