"""`codingplans review`: what waits for a person, one by one, with the page's words beside it."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Wrong
from cli.marked import marked
from cli.options import DEFAULT, Archive, Db, beside

if TYPE_CHECKING:
    from db.database import Database
    from pipeline.publish.review import Item

WORDS = {"accept": "accepted", "reject": "rejected", "skip": "skipped", "quit": "quit"}
WORDS |= {word[0]: said for word, said in WORDS.items()}


def review(
    db: Db = DEFAULT,
    archive: Archive = None,
    only: Annotated[
        str | None,
        typer.Option(metavar="KIND", help="Only holds, sources, pages or curated; all, in this order."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Print all that waits and ask nothing.")] = False,
) -> None:
    """Decide what waits: holds, unproven sources, discovered pages, old curated rows; accept, reject, skip or quit."""
    from db.open import open_existing, open_read_only
    from pipeline.publish.review import KINDS, waiting
    from reports.facts.not_seen import OLD_EVIDENCE_DAYS

    if only is not None and only not in KINDS:
        raise Wrong(f"--only {only!r}: name one of {', '.join(KINDS)}")
    base = open_read_only(db) if listed else open_existing(db)
    items = list(waiting(base, (only,) if only else KINDS, OLD_EVIDENCE_DAYS))
    kept, done = archive or beside(db), Counter[str]()
    for number, item in enumerate(items, 1):
        _print(base, item, f"{number}/{len(items)}", kept)
        if listed:
            continue
        word = _ask(item)
        if word == "quit":
            break
        done[word if _do(item, word) else "skipped"] += 1
    counts = ", ".join(f"{done[word]} {word}" for word in ("accepted", "rejected", "skipped"))
    left = len(items) - done["accepted"] - done["rejected"]
    typer.echo(f"{len(items)} wait" if listed else f"{counts}; {left} wait")


def _print(db: "Database", item: "Item", place: str, archive: Path | None) -> None:
    from pipeline.archive.trace import words_on
    from reports.output.sanitize import clean

    typer.echo(f"[{place}] {clean(item.title)}")
    for line in item.lines:
        typer.echo(f"  {clean(line)}")
    for quote in item.quotes:
        found = words_on(db, quote.page_id, quote.words, quote.near, archive)
        typer.echo(
            marked(found) if found else f"    the page's words, not in the archive: {clean(quote.words)}"
        )


def _ask(item: "Item") -> str:
    """What a person answers; the end of the input is the wish to stop."""
    typer.echo(f"  accept = {item.accepted}; reject = {item.rejected}")
    while True:
        try:
            said = typer.prompt("  a(ccept), r(eject), s(kip), q(uit)").strip().lower()
        except typer.Abort:
            typer.echo()
            return "quit"
        if said in WORDS:
            return WORDS[said]


def _do(item: "Item", word: str) -> bool:
    """Do what was answered, and say it; False where it cannot be done."""
    from pipeline.publish.decide import NoSuchHold
    from reports.output.sanitize import clean

    if word == "skipped":
        return True
    try:
        told = item.accept() if word == "accepted" else item.reject()
    except NoSuchHold as error:  # another answer, or a crawl, has decided it meanwhile, or nobody can pay it
        typer.echo(f"  {clean(str(error))}")
        return False
    for line in told:
        typer.echo(f"  {clean(line)}")
    return True
