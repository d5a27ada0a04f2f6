"""`codingplans nightly`: the main job every night."""

from typing import Annotated

import typer

from cli.options import DEFAULT, Db


def nightly(
    at: Annotated[str, typer.Option(help="Time of day in UTC; 18:30 is half past two in Beijing.")] = "18:30",
    db: Db = DEFAULT,
) -> None:
    """Crawl every night until interrupted; cron or a systemd timer with `codingplans run` do the same."""
    from pipeline.unattended.nightly import keep_nightly

    keep_nightly(db, at, typer.echo)
