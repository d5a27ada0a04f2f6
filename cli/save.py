"""`codingplans save`: tonight's pages of a vendor, for a person to check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Failed

if TYPE_CHECKING:
    from pipeline.crawl.save_pages import Kept


def save(
    vendor: Annotated[str, typer.Argument(help="The vendor whose pages are fetched.", show_default=False)],
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="Only this source; all of them unless named."),
    ] = None,
    into: Annotated[Path, typer.Option("--into", help="Where the dated folders are made.")] = Path("saved"),
) -> None:
    """Fetch a vendor's pages into a dated folder, for checking. Beside each: the prices read from it."""
    from pipeline.crawl.save_pages import REVIEW, save

    kept = save(vendor, source, into)
    for one in kept:
        typer.echo(_line(one))
    if any(one.folder for one in kept):
        typer.echo(
            f"Next: compare every number in {REVIEW} with its page, then rename the file to offers.json."
        )
        typer.echo(
            f"`codingplans crawl --replay {into} --db check.db` reads the folders; they hold vendors' pages:"
        )
        typer.echo(
            "keep them out of the repository, and write a stand-in of your own under scrapers/samples/."
        )
    failed = sorted({one.source for one in kept if one.refused or one.unread})
    if failed or not kept:
        raise Failed(f"not read in full: {', '.join(failed) or vendor}")


def _line(one: "Kept") -> str:
    said = (
        f"refused, {one.refused}"
        if one.refused
        else "; ".join(
            [f"{one.offers} offers", *(f"{card.name!r} is unread, {card.message}" for card in one.unread)]
        )
        if one.offers
        else "leads to other pages"
    )
    return f"{one.folder or one.source}: {said}  {one.url if one.folder else ''}".rstrip()
