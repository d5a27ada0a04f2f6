"""`codingplans serve`: the database in a browser."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import DEFAULT, Db


def serve(
    db: Db = DEFAULT,
    port: Annotated[int, typer.Option(min=0, max=65535, help="On 127.0.0.1; 0 takes any free port.")] = 8001,
    site: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A built site, shown under /site/.", show_default=False)
    ] = None,
) -> None:
    """Browse the database with Datasette, read-only. On this machine only; needs the extra `serve`."""
    from cli.errors import Wrong
    from db.reading import open_read_only
    from reports.serve.datasette import serve as run

    if site and not (site / "index.html").is_file():
        raise Wrong(f"{site}: no index.html there; `codingplans site DIR` builds a site")
    run(open_read_only(db), port, site, typer.echo)
