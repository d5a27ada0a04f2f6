"""`codingplans extract`: what one saved page says, without database or network."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.errors import REFUSED, Wrong, readable
from cli.output import set_encoding


def extract(
    file: Annotated[Path, typer.Argument(help="A saved page: HTML, Markdown, JSON, JavaScript or text.")],
    url: Annotated[
        str, typer.Option(help="The address the page was published at; it decides which source reads it.")
    ],
    captured_at: Annotated[
        str | None, typer.Option(help="When it was saved, ISO 8601; UTC unless it says otherwise.")
    ] = None,
) -> None:
    """Print the plans on one saved page as JSON. The source that owns its address reads it.

    A card, row or record that cannot be read while others can is left out and named in a JSON line on standard error.
    A page that is refused prints one such line and exits with status 3.
    """
    from scrapers.page import Page
    from scrapers.processes.reader import Reader
    from scrapers.reading.extract import read
    from scrapers.refusals import Refused
    from scrapers.registry import owner

    set_encoding("json")
    readable(file)
    source = None
    try:
        source = owner(url)
        page = Page(url=url, body=file.read_bytes(), fetched_at=_time(captured_at), source=source.name)
        stated = Reader(read).read(source, page)
    except Refused as refused:
        name = source.name if source else None
        line = {"error": refused.error, "source": name, "message": str(refused)}
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr)
        raise typer.Exit(REFUSED) from None
    for unread in (*stated.unread, *stated.others):
        line = {"unread": unread.name, "source": source.name, **unread.to_json()}
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr)
    typer.echo(json.dumps([offer.to_json() for offer in stated.offers], ensure_ascii=False, indent=2))


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(f"--captured-at {text!r} is not a time such as 2026-10-06T18:30:00Z") from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
