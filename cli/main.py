"""The command `codingplans`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.alerts import alerts
from cli.backfill import backfill
from cli.backup import backup, restore
from cli.check import check
from cli.config import config
from cli.crawl import crawl, run
from cli.doctor import doctor
from cli.errors import Wrong
from cli.export import export
from cli.extract import extract
from cli.health import health
from cli.holds import holds
from cli.imports import import_
from cli.mcp import mcp
from cli.new import new
from cli.options import MaybeDb
from cli.page import page
from cli.panels import Panels
from cli.pick import pick
from cli.report import report
from cli.reread import reread
from cli.review import review
from cli.save import save
from cli.serve import serve
from cli.service import service
from cli.show import show
from cli.showing import answer_from
from cli.site import site

app = typer.Typer(
    cls=Panels,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run)
app.command()(crawl)
app.command()(backfill)
app.command()(backup)
app.command()(check)
app.command()(config)
app.command()(doctor)
app.command()(extract)
app.command()(export)
app.command()(health)
app.command()(new)
app.command()(page)
app.command()(pick)
app.command()(reread)
app.command()(restore)
app.command()(review)
app.command()(save)
app.command()(site)
app.command()(serve)
app.command()(service)
app.command()(show)
app.command()(mcp)
app.command("import")(import_)
app.add_typer(report, name="report")
app.add_typer(alerts, name="alerts")
app.add_typer(holds, name="holds")


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
    sys.exit(report_errors(app))


if __name__ == "__main__":
    main()
