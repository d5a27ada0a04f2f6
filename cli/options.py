"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT = Path("codingplans.db")
SAMPLE = Path("codingplans-sample.db")
Db = Annotated[Path, typer.Option("--db", envvar="CODINGPLANS_DB", help="The database file.")]
MaybeDb = Annotated[
    Path | None,
    typer.Option(
        "--db",
        envvar="CODINGPLANS_DB",
        help="The database file  [default: codingplans.db; offline codingplans-sample.db]",
    ),
]
