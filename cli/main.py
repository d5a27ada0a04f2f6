"""The command `codingplans`."""

import atexit
import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import Wrong
from cli.options import MaybeDb
from cli.panels import Panels
from cli.showing import answer_from

app = typer.Typer(
    cls=Panels,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"codingplans {version('codingplans')}")
        raise typer.Exit


@app.callback()
def codingplans(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            envvar="CODINGPLANS_CONFIG",
            help="The configuration  [default: codingplans.toml, where there is one]",
        ),
    ] = None,
    db: MaybeDb = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Track what AI coding plans cost, in CNY and USD, with history and evidence for every price.

    Without a command: the answer of the day in a dozen lines."""

    from cli.configured import use

    doctors = context.invoked_subcommand == "doctor"  # it says itself what is wrong with the configuration
    defaults = context.default_map = dict(use(config, context.command, doubted=doctors))
    if context.invoked_subcommand is None:
        kept = db or defaults.get("report", {}).get("answer", {}).get("db")
        answer_from(Path(kept) if kept else None)
    elif db and getattr(context.get_parameter_source("db"), "name", "") == "COMMANDLINE":
        raise Wrong(f"--db stands after the command: codingplans {context.invoked_subcommand} --db {db}")


def main() -> None:
    """Run the command; an error a person can act on is one line, never a traceback."""
    from cli.errors import report_errors

    if os.environ.get("CODINGPLANS_SUPERVISED"):
        from pipeline.unattended.program import end_with_supervisor

        end_with_supervisor()
    atexit.register(
        gc.freeze
    )  # the system takes all memory back at once: Python need not look what is garbage
    sys.exit(report_errors(app))


if __name__ == "__main__":
    main()
