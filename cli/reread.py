"""`codingplans reread`: yesterday's pages through today's parsers."""

from typing import TYPE_CHECKING

import typer

from cli.errors import Failed, Wrong
from cli.options import DEFAULT, Archive, Db, beside
from cli.progress import progress

if TYPE_CHECKING:
    from pipeline.archive.reread import Correction


def reread(db: Db = DEFAULT, archive: Archive = None) -> None:
    """Re-parse all archived pages and correct what differs."""
    from db.lock import crawl_lock
    from db.open import open_existing
    from db.tables.crawls import archived
    from pipeline.archive.reread import reread

    kept = archive or beside(db)
    if kept is None or not kept.is_dir():
        raise Wrong(f"{kept or db}: no archive of pages here; name its folder with --archive")
    left: list[str] = []
    base = open_existing(db)
    with crawl_lock(db, "a reread"), progress("the archived crawls") as begin:
        advance = begin(len(archived(base)))
        corrections = reread(base, kept, lambda _: advance(), left.append)
    for correction in corrections:
        typer.echo(_line(correction))
    typer.echo(
        f"{len(corrections)} corrections; `codingplans report changes` shows them as ours, not the vendor's"
    )
    if left:
        raise Failed("\n".join(left))


def _line(correction: "Correction") -> str:
    before, after = (state.offer.price if state else None for state in (correction.before, correction.after))
    return f"{correction.first_seen[:10]} {correction.offer}: {before} is read as {after}"
