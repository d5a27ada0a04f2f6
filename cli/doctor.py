"""`codingplans doctor`: what a night needs, and what each source answers when it is asked once."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.configured import VARIABLE
from cli.errors import FAILED, Wrong
from cli.options import DEFAULT, Archive, Db, beside
from cli.output import set_encoding, width_of
from cli.report_options import Lang

if TYPE_CHECKING:
    from pipeline.doctor.examination import Examination
    from pipeline.outcomes import Crawl


def doctor(
    vendors: Annotated[
        list[str] | None, typer.Argument(help="Vendors to ask; all of them unless named.", show_default=False)
    ] = None,
    no_pages: Annotated[
        bool, typer.Option("--no-pages", help="Check the machine alone; ask no source.")
    ] = False,
    bundle: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write pages, outcomes and versions into this tar.gz, for who mends a source.",
        ),
    ] = None,
    patience: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="How long to try for the network.")
    ] = 30,
    form: Annotated[str, typer.Option("--format", metavar="table|json", help="How to print.")] = "table",
    lang: Lang = None,
    db: Db = DEFAULT,
    archive: Archive = None,
) -> None:
    """Check the machine, ask every source once, and say what to do. Nothing is stored.

    Exit status 1 where a check failed or a source could not be read in full.
    """
    from pipeline.doctor.examination import Plan, examine
    from reports.question import chosen_language

    if form not in ("table", "json"):
        raise Wrong(f"unknown format {form!r}; known are table, json")
    said_in = chosen_language(lang)
    _writable(bundle)
    set_encoding(form)
    configuration = Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None
    folders = [one.absolute().parent for one in (db, archive or beside(db)) if one]
    plan = Plan(vendors, not no_pages, patience, configuration, db, folders)
    found = examine(plan, bundle, lambda crawl: _tell(crawl, said_in))
    _print(found, form, said_in)
    if not found.sound:
        raise typer.Exit(FAILED)


def _writable(bundle: Path | None) -> None:
    """Raise Wrong, before anybody is asked, where the bundle could not be written."""
    if bundle is None:
        return
    if bundle.exists():
        raise Wrong(f"{bundle} exists; name another file with --bundle, or remove it")
    if not os.access(bundle.absolute().parent, os.W_OK):
        raise Wrong(f"{bundle}: no folder that can be written to; name another with --bundle")


def _print(found: "Examination", form: str, lang: str) -> None:
    from reports.output.sanitize import escaped
    from reports.output.terminal import draw
    from reports.views.doctor import doctor_sheet

    if form == "json":
        typer.echo(escaped(json.dumps(found.to_json(), ensure_ascii=False, indent=2)))
        return
    sources = [answer.to_json() for answer in found.answers]
    draw(doctor_sheet([vars(check) for check in found.checks], sources, lang), sys.stdout, width_of())


def _tell(crawl: "Crawl", lang: str) -> None:
    from reports.views.doctor import asked_line

    typer.echo(asked_line(crawl.vendor, crawl.priced, lang), err=True)
