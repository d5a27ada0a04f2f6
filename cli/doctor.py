"""`codingplans doctor`: what a night needs, and what each source answers when it is asked once."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.configured import VARIABLE
from cli.errors import FAILED, Wrong
from cli.options import DEFAULT, Archive, Db, beside
from cli.output import set_encoding

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
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="zh|en", help="Language  [default: from the locale]")
    ] = None,
    db: Db = DEFAULT,
    archive: Archive = None,
) -> None:
    """Check the machine, ask every source once, and say what to do. Nothing is stored.

    Exit status 1 where a check failed or a source could not be read in full.
    """
    from pipeline.doctor.examination import Plan, examine

    if form not in ("table", "json"):
        raise Wrong(f"unknown format {form!r}; known are table, json")
    if lang not in (None, "en", "zh"):
        raise Wrong(f"unknown language {lang!r}; known are en, zh")
    _writable(bundle)
    set_encoding(form)
    configuration = Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None
    folders = [one.absolute().parent for one in (db, archive or beside(db)) if one]
    plan = Plan(vendors, not no_pages, patience, configuration, folders)
    found = examine(plan, bundle, _tell)
    _print(found, form, lang)
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


def _print(found: "Examination", form: str, lang: str | None) -> None:
    from reports.output.sanitize import escaped
    from reports.output.terminal import draw, width_of
    from reports.question import language
    from reports.views.doctor import doctor_sheet

    said: dict[str, Any] = found.to_json()
    if form == "json":
        typer.echo(escaped(json.dumps(said, ensure_ascii=False, indent=2)))
        return
    draw(doctor_sheet(said["checks"], said["sources"], lang or language()), sys.stdout, width_of())


def _tell(crawl: "Crawl") -> None:
    from reports.views.progress import prices

    typer.echo(f"asked {crawl.vendor}: {prices(crawl.priced)}", err=True)
