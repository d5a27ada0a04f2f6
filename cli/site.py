"""`codingplans site`: the static site."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import DEFAULT, Db
from cli.progress import progress


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one this command made.")],
    db: Db = DEFAULT,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Data as of the end of this day, UTC  [default: today]"),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="Where it will be published: feeds, badges and link pictures then carry full addresses.",
        ),
    ] = None,
) -> None:
    """Build the static site, in Chinese and English. Data files and feeds stand beside its pages."""
    from db.reading import open_read_only
    from reports.optional import CHARTS, PARQUET, PICTURES, installed, left_out
    from reports.question import day_of
    from reports.site.build import build
    from reports.site.cards.pictures import chinese

    base = open_read_only(db)
    with progress("the site") as begin:
        built = build(base, day_of(base, as_of), folder, base_url, begin=begin)
    typer.echo(
        f"{built.folder}: {built.pages} pages, {built.charts} charts; open {built.folder / 'index.html'}"
    )
    if installed(PICTURES) and not chinese():
        typer.echo(
            "no font here has Chinese: pictures of links are English on Chinese pages too; install fonts-noto-cjk",
            err=True,
        )
    for line in left_out(CHARTS, PICTURES, PARQUET):
        typer.echo(line, err=True)
