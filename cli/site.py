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
        str | None, typer.Option("--as-of", metavar="DATE", help="The end of this day (UTC); today.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="Where it will be published, for feeds.")
    ] = None,
) -> None:
    """Write the site: pages in Chinese and English, data files and feeds. Works from a folder or any web server."""
    from db.open import open_read_only
    from reports.optional import CHARTS, PARQUET, left_out
    from reports.question import day_of
    from reports.site.build import build

    base = open_read_only(db)
    with progress("the site") as begin:
        built = build(base, day_of(base, as_of), folder, base_url, begin=begin)
    typer.echo(
        f"{built.folder}: {built.pages} pages, {built.charts} charts; open {built.folder / 'index.html'}"
    )
    for line in left_out(CHARTS, PARQUET):
        typer.echo(line, err=True)
