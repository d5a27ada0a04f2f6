"""`codingplans backup` and `restore`: copies of the database, made while others use it, and put back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Wrong, readable
from cli.options import DEFAULT, Db

if TYPE_CHECKING:
    from db.backup import Contents


def backup(
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="The folder for the copy  [default: as configured, or the database's own]"
        ),
    ] = None,
    db: Db = DEFAULT,
    keep: Annotated[
        int, typer.Option(min=1, max=10_000, help="How many backups stay; older ones are removed.")
    ] = 14,
) -> None:
    """Copy the database, even while in use, and verify the copy."""
    from db.backup import back_up

    folder = to or db.parent
    if folder.exists() and not folder.is_dir():
        raise Wrong(f"{folder} is a file; name a folder for backups")
    made = back_up(db, folder, keep)
    size = made.path.stat().st_size / 1e6
    removed = f"; {len(made.removed)} older removed" if made.removed else ""
    typer.echo(f"{made.path}: {size:.1f} MB, read through; {_holds(made.contents)}{removed}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)],
    db: Db = DEFAULT,
) -> None:
    """Restore a backup. The database it replaces is kept beside it."""
    from db.restore import restore

    readable(file)
    done = restore(file, db)
    typer.echo(f"{db}: restored from {file}, read through; {_holds(done.contents)}")
    if done.replaced:
        typer.echo(f"what stood there is kept as {done.replaced}; remove it when all is well")


def _holds(contents: "Contents") -> str:
    rows = contents.rows
    return f"{rows.get('crawls', 0)} crawls, {rows.get('offers', 0)} offers, {rows.get('observations', 0)} states"
