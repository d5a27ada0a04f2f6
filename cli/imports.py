"""`codingplans import`: the curated history, or what other trackers read."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import DEFAULT, Db
from cli.progress import progress


def import_(
    file: Annotated[
        Path, typer.Argument(help="A history file (.csv) or another tracker's listings (.jsonl).")
    ],
    db: Db = DEFAULT,
) -> None:
    """Import dated prices: a history file or another tracker's list."""
    from cli.errors import Wrong, readable

    readable(file)
    if file.suffix.lower() == ".csv":
        _history(file, db)
    elif file.suffix.lower() == ".jsonl":
        _listings(file, db)
    else:
        raise Wrong(f"{file}: neither .csv (curated history) nor .jsonl (listings)")


def _history(file: Path, db: Path) -> None:
    from db.curated.import_history import import_history
    from db.lock import crawl_lock
    from db.open import open_db

    base = open_db(db)
    with crawl_lock(db, "an import"):
        changed = import_history(base, file)
    typer.echo(f"{file}: {changed} rows new or changed")


def _listings(file: Path, db: Path) -> None:
    from db.lock import crawl_lock
    from db.open import open_db
    from pipeline.trackers.import_listings import import_listings

    base = open_db(db)
    with crawl_lock(db, "an import"), progress("the scrapes") as begin:
        summary = import_listings(base, file, begin)
    typer.echo(str(summary))
