"""The command `codingplans`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.report import report

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, rich_markup_mode=None)
app.add_typer(report, name="report")

Db = Annotated[Path, typer.Option("--db", envvar="CODINGPLANS_DB", help="The database file.")]


@app.callback()
def codingplans() -> None:
    """What AI coding plans cost, with proof: prices in CNY and USD, history, and what can be believed."""


@app.command("import")
def import_(file: Path, db: Db = Path("codingplans.db")) -> None:
    """Import the curated history (.csv) or another tracker's listings (.jsonl)."""
    from db.history import import_history
    from db.open import open_db

    changed = import_history(open_db(db), file)
    typer.echo(f"{file}: {changed} rows new or changed")


def main() -> None:
    """Run the command; an error a person can act on is one line, never a traceback."""
    from cli.errors import report_errors

    sys.exit(report_errors(app))


if __name__ == "__main__":
    main()
