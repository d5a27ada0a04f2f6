"""`codingplans health`: one line and an exit status for monitors."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from cli.errors import Failed, Wrong
from cli.options import DEFAULT, Db
from cli.output import set_encoding
from cli.report_options import Lang

HOURS = {"m": 1 / 60, "h": 1, "d": 24}


def health(
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="AGE", help="How old it may be: 36h, 2d or 90m.")
    ] = "36h",
    db: Db = DEFAULT,
    lang: Lang = None,
) -> None:
    """Say in one line how old the last good crawl is and who fails. Exit status 1 if it is too old.

    A good crawl read at least half of the vendors; `codingplans report health` tells of each.
    """
    from db.reading import open_read_only
    from db.transaction import BadDatabase
    from reports.facts.source_reads import last_good
    from reports.question import chosen_language
    from reports.views.freshness import freshness_line

    set_encoding("table")
    said_in = chosen_language(lang)
    most = timedelta(hours=_hours(max_age))
    try:
        fresh = last_good(open_read_only(db), datetime.now(UTC))
    except BadDatabase as error:  # a container's health check knows no other status than 1
        raise Failed(str(error)) from None
    typer.echo(freshness_line(fresh, most, said_in))
    if not fresh.young(most):
        raise SystemExit(1)


def _hours(text: str) -> float:
    match = re.fullmatch(r"(\d{1,5})([mhd])", text)
    if not match:
        raise Wrong(f"--max-age {text!r} is no age such as 36h, 2d or 90m")
    return int(match[1]) * HOURS[match[2]]
