"""`codingplans check`: whether database and archive are whole, and what can be done where they are not."""

import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Failed
from cli.options import DEFAULT, Archive, Db, beside

if TYPE_CHECKING:
    from db.soundness import Finding


def check(
    db: Db = DEFAULT,
    archive: Archive = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended without losing anything, and say what.")
    ] = False,
) -> None:
    """Verify database and archive. A line for each finding with what to do; exit status 1 if one is left."""
    from db.lock import crawl_lock

    left = told = 0
    with crawl_lock(db, "a repair") if repair else nullcontext():
        for finding in _findings(db, archive or beside(db), repair):
            typer.echo(str(finding))
            told += 1
            left += not (finding.leftover or finding.done)
    if left:
        raise Failed(f"{db}: {left} findings; the lines above say what to do")
    typer.echo(f"{db}: sound" + (f"; {told} lines above need no haste" if told else ""))


def _findings(db: Path, archive: Path | None, repair: bool) -> "Iterator[Finding]":
    from db.backup import refuse
    from db.open import open_existing
    from db.soundness import contradictions, leftovers, soundness, sums
    from db.transaction import as_it_is, named
    from pipeline.archive.check import check_archive, half_written

    refuse(db)
    with named(db), closing(as_it_is(db)) as file:
        yield from soundness(file, repair)
    yield from leftovers(db, repair)
    with named(db), closing(open_existing(db)) as base:  # copied and migrated, where an older version made it
        yield from contradictions(base)
        yield from sums(base, repair)
        if archive:
            yield from half_written(archive, repair)
            yield from check_archive(base, archive, repair, note=_note)


def _note(line: str) -> None:
    print(line, file=sys.stderr)
