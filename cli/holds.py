"""`codingplans holds`: what was not published, and why."""

from typing import Annotated

import typer

from cli.marked import tell
from cli.options import DEFAULT, Db
from cli.output import set_encoding

holds = typer.Typer(
    invoke_without_command=True, help="List prices on hold and why. Decide with `accept ID` or `reject ID`."
)
Id = Annotated[int, typer.Argument(help="The number of the hold.")]


@holds.callback()
def show(
    context: typer.Context,
    db: Db = DEFAULT,
    format: Annotated[str, typer.Option(help="table, json, csv or md")] = "table",
) -> None:
    """List prices on hold, oldest first."""
    if context.invoked_subcommand is None:
        from cli.showing import show_report
        from db.reading import open_read_only

        show_report(open_read_only(db), "holds", format)


@holds.command()
def accept(
    id: Annotated[int | None, typer.Argument(help="The number of the hold.", show_default=False)] = None,
    db: Db = DEFAULT,
    source: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="All that waits for a proof of this source, and the source itself."
        ),
    ] = None,
) -> None:
    """Publish a price on hold after you have checked it."""
    from db.open import open_existing
    from pipeline.publish.decide import accept_hold, accept_source
    from reports.question import language

    if (id is None) == (source is None):
        raise typer.BadParameter("name a hold by its number, or a source with --source")
    set_encoding("table")
    if id is not None:
        tell(accept_hold(open_existing(db), id), language())
    for decision in accept_source(open_existing(db), source) if source else []:
        tell(decision, language())


@holds.command()
def reject(id: Id, db: Db = DEFAULT) -> None:
    """Drop a price on hold after you have found it wrong; it stays dropped."""
    from db.open import open_existing
    from pipeline.publish.decide import reject_hold
    from reports.question import language

    set_encoding("table")
    tell(reject_hold(open_existing(db), id), language())
