"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from cli.errors import Wrong


def _named(db: Path | None) -> Path | None:
    """The database's path; raises Wrong for an empty one, which is no name and would mean this folder."""
    if db == Path():
        raise Wrong(
            "--db names no file but this folder or nothing; name one, such as codingplans.db, or leave it out"
        )
    return db


DEFAULT = Path("codingplans.db")
SAMPLE = Path("codingplans-sample.db")
Db = Annotated[
    Path, typer.Option("--db", envvar="CODINGPLANS_DB", callback=_named, help="The database file.")
]
MaybeDb = Annotated[
    Path | None,
    typer.Option(
        "--db",
        envvar="CODINGPLANS_DB",
        callback=_named,
        help="The database file  [default: codingplans.db; offline codingplans-sample.db]",
    ),
]
Archive = Annotated[
    Path | None,
    typer.Option(
        "--archive",
        envvar="CODINGPLANS_ARCHIVE",
        help="The folder of WARC files that keep every page  [default: beside the database, NAME-archive]",
    ),
]


def configured(context: typer.Context, option: str) -> bool:
    """Whether an option's value is the configuration file's."""
    return getattr(context.get_parameter_source(option), "name", "") == "DEFAULT_MAP"


def kept_in(archive: Path | None, db: Path) -> Path | None:
    """The folder to keep pages in; raises Wrong, before anything is fetched, where it cannot be one."""
    folder = archive or beside(db)
    if folder and folder.exists() and not folder.is_dir():
        raise Wrong(f"{folder} is a file, and pages are kept in a folder; name one with --archive")
    return folder


def beside(db: Path) -> Path | None:
    """The archive's folder of a database; None where the database is no file."""
    return None if str(db) == ":memory:" else db.with_name(f"{db.stem}-archive")
