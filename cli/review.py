"""`codingplans review`: what waits for a person, one by one, with the page's words beside it."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Wrong
from cli.marked import marked, tell
from cli.options import DEFAULT, Archive, Db, beside
from cli.output import set_encoding
from cli.report_options import Lang

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
    lang: Lang = None,
) -> None:
    """Decide what waits for a person, one by one. Holds, unproven sources, new pages, old rows checked by hand."""
    from db.open import open_existing
    from db.reading import open_read_only
    from pipeline.publish.review import KINDS, waiting
    from reports.facts.not_seen import OLD_EVIDENCE_DAYS
    from reports.question import chosen_language
    from reports.views.review import summary, waiting_line

    if only is not None and only not in KINDS:
        raise Wrong(f"--only {only!r}: name one of {', '.join(KINDS)}")
    set_encoding("table")
    said_in = chosen_language(lang)
    base = open_read_only(db) if listed else open_existing(db)
    items = list(waiting(base, (only,) if only else KINDS, OLD_EVIDENCE_DAYS))
    kept, done = archive or beside(db), Counter[str]()
    for number, item in enumerate(items, 1):
        _print(base, item, f"{number}/{len(items)}", kept, said_in)
        if listed:
            continue
        word = _ask(item, said_in)
        if word == "quit":
            break
        done[word if _do(item, word, said_in) else "skipped"] += 1
    left = len(items) - done["accepted"] - done["rejected"]
    typer.echo(waiting_line(left, said_in) if listed else summary(done, left, said_in))


def _print(db: "Database", item: "Item", place: str, archive: Path | None, lang: str) -> None:
    from pipeline.archive.trace import words_on
    from reports.output.sanitize import clean
    from reports.views.review import item_lines, missing_words

    title, *lines = item_lines(item.kind, item.facts, lang)
    typer.echo(f"[{place}] {clean(title)}")
    for line in lines:
        typer.echo(f"  {clean(line)}")
    for quote in item.quotes:
        found = words_on(db, quote.page_id, quote.words, quote.near, archive)
        typer.echo(marked(found, lang) if found else f"    {clean(missing_words(quote.words, lang))}")


def _ask(item: "Item", lang: str) -> str:
    """What a person answers; the end of the input is the wish to stop."""
    from reports.views.review import choices, question

    typer.echo(f"  {choices(item.kind, lang)}")
    while True:
        try:
            said = typer.prompt(f"  {question(lang)}").strip().lower()
        except typer.Abort:
            typer.echo()
            return "quit"
        if said in WORDS:
            return WORDS[said]


def _do(item: "Item", word: str, lang: str) -> bool:
    """Do what was answered, and say it; False where it cannot be done."""
    from pipeline.publish.decide import NoSuchHold
    from reports.output.sanitize import clean

    if word == "skipped":
        return True
    try:
        decisions = item.accept() if word == "accepted" else item.reject()
    except NoSuchHold as error:  # another answer, or a crawl, has decided it meanwhile, or nobody can pay it
        typer.echo(f"  {clean(str(error))}")
        return False
    for decision in decisions:
        tell(decision, lang, "  ")
    return True
