"""`codingplans export`: the data files and feeds that stand beside the site, without its pages."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import DEFAULT, Db


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to.")],
    db: Db = DEFAULT,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Data as of the end of this day, UTC  [default: today]"),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the folder will be served, for the feeds.")
    ] = None,
) -> None:
    """Write data files and feeds without the site. Prices, history, changes and rates as JSON, CSV, Parquet and SQLite."""
    from cli.errors import Wrong
    from db.reading import open_read_only
    from reports.feeds.feed_files import write_feeds
    from reports.files.export import write_data
    from reports.optional import PARQUET, left_out
    from reports.question import day_of, web_address

    if folder.exists() and not folder.is_dir():
        raise Wrong(f"{folder} is a file; name a folder for the data files")
    base, base_url = open_read_only(db), web_address(base_url)
    when = day_of(base, as_of)
    written = [*write_data(base, when, folder), *write_feeds(base, when, folder, base_url)]
    size = sum(path.stat().st_size for path in written) / 1e6
    typer.echo(f"{folder}: {len(written)} files, {size:.1f} MB, as of {when}")
    for line in left_out(PARQUET):
        typer.echo(line, err=True)
