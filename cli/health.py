"""`codingplans health`: one line and an exit status for monitors."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Failed, Wrong
from cli.options import DEFAULT, Db

if TYPE_CHECKING:
    from reports.facts.source_reads import LastGood

HOURS = {"m": 1 / 60, "h": 1, "d": 24}


def health(
    max_age: Annotated[
        str, typer.Option("--max-age", metavar="AGE", help="How old it may be: 36h, 2d or 90m.")
    ] = "36h",
    db: Db = DEFAULT,
) -> None:
    """Say in one line how old the last good crawl is, and who fails; exit status 1 where it is too old, or none.

    A good crawl read at least half of the vendors; `codingplans report health` tells of each.
    """
    from db.open import open_read_only
    from db.transaction import BadDatabase
    from reports.facts.source_reads import last_good

    most = timedelta(hours=_hours(max_age))
    try:
        fresh = last_good(open_read_only(db), datetime.now(UTC))
    except BadDatabase as error:  # a container's health check knows no other status than 1
        raise Failed(str(error)) from None
    typer.echo(sentence(fresh, most))
    if not fresh.young(most):
        raise SystemExit(1)


def sentence(fresh: "LastGood", most: timedelta) -> str:
    """The line for a monitor and whoever reads it."""
    limit = f"{most.total_seconds() / 3600:g} h"
    if fresh.age is None:
        parts = ["no good crawl yet"]
    else:
        hours = fresh.age.total_seconds() / 3600
        old = "" if fresh.young(most) else f", more than {limit}"
        parts = [f"last good crawl {fresh.at}, {hours:.1f} h ago{old}"]
    if fresh.failing:
        parts.append(f"failing: {', '.join(fresh.failing)}")
    if fresh.unfinished:
        parts.append(f"the night of {fresh.unfinished} is not finished or was interrupted")
    return f"{'ok' if fresh.young(most) else 'OLD'}: {'; '.join(parts)}"


def _hours(text: str) -> float:
    match = re.fullmatch(r"(\d{1,5})([mhd])", text)
    if not match:
        raise Wrong(f"--max-age {text!r} is no age such as 36h, 2d or 90m")
    return int(match[1]) * HOURS[match[2]]
