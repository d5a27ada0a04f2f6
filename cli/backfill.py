"""`codingplans backfill`: price history from archives of any size."""

from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, cast

import typer

from cli.errors import Failed, Wrong
from cli.options import DEFAULT, Archive, Db, kept_in
from cli.progress import progress

if TYPE_CHECKING:
    from pipeline.archive.engines import Engine


class Engines(StrEnum):
    """Who reads the pages."""

    local = "local"
    dask = "dask"


def backfill(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="WARC files or folders of them, also at addresses such as s3://bucket/folder.",
        ),
    ],
    engine: Annotated[
        Engines, typer.Option(help="Who reads the pages: processes of this machine, or a Dask cluster.")
    ] = Engines.local,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="The scheduler of the Dask cluster, tcp://HOST:PORT."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes of the engine local  [default: one a core]", show_default=False),
    ] = None,
    db: Db = DEFAULT,
    archive: Archive = None,
) -> None:
    """Read the prices of archived pages, oldest first.

    Only pages that a source of ours reads are looked into. What the database knows is left as it is, so one that was cut
    short goes on where it was.
    """
    from db.lock import crawl_lock
    from db.open import open_db
    from pipeline.archive.backfill import backfill
    from pipeline.archive.engines import NoEngine

    if scheduler and engine is not Engines.dask:
        raise Wrong("--scheduler is of a Dask cluster; say --engine dask too")
    places, kept = [_place(path) for path in paths], kept_in(archive, db)
    base, begun = open_db(db), monotonic()
    try:
        with (
            crawl_lock(db, "a backfill"),
            _engine(engine, scheduler, workers) as run,
            progress("the archived crawls") as begin,
        ):
            done = backfill(base, places, run, kept, begin)
    except NoEngine as error:
        raise Failed(str(error)) from None
    seconds = monotonic() - begun
    typer.echo(
        f"{done.crawls} crawls and {done.pages} pages read in {seconds:.0f} s, {done.pages / seconds:.0f} pages a"
        f" second; {done.known} crawls were known"
    )
    if done.spoiled:
        raise Failed("\n".join(done.spoiled))


def _engine(engine: Engines, scheduler: str | None, workers: int | None) -> "AbstractContextManager[Engine]":
    from pipeline.archive.engines import dask, local
    from scrapers.registry import sources

    sources()  # before there are processes, so that they need not find them each
    return dask(scheduler) if engine is Engines.dask else local(workers)


def _place(text: str) -> Path:
    """A path, or what stands at an address and is used like one."""
    from importlib.util import find_spec

    if "://" not in text:
        if not Path(text).exists():
            raise Wrong(f"{text}: no such file or folder")
        return Path(text).resolve()
    if find_spec("upath") is None:
        raise Wrong(f"{text}: addresses need pip install -r requirements/scale.txt; files and folders do not")
    from upath import UPath

    try:
        return cast(Path, UPath(text))
    except (ImportError, ValueError) as error:
        raise Wrong(f"{text}: {error}") from None
