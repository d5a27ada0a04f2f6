"""`codingplans check`: whether database and archive are whole, and what can be done where they are not."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Failed
from cli.options import DEFAULT, Archive, Db, beside

if TYPE_CHECKING:
    from db.soundness import Finding

HOUR = 3600  # seconds after which a temporary file is nobody's any more


def check(
    db: Db = DEFAULT,
    archive: Archive = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended without losing anything, and say what.")
    ] = False,
) -> None:
    """Read database and archive through: one line for each finding with what to do; exit status 1 where one is left."""
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
    from db.soundness import soundness
    from db.transaction import as_it_is, named
    from pipeline.archive.check import check_archive, half_written

    refuse(db)
    with named(db), closing(as_it_is(db)) as base:
        yield from soundness(base, repair)
    yield from _temporary(db, repair)
    if archive:
        yield from half_written(archive, repair)
        yield from check_archive(open_existing(db), archive, repair, note=_note)


def _temporary(db: Path, repair: bool) -> "Iterator[Finding]":
    """What copies of the database that were killed left beside it."""
    from db.soundness import Finding

    for file in sorted(one for one in db.absolute().parent.iterdir() if one.name.startswith(f".{db.stem}")):
        if ".db." not in file.name or time.time() - file.stat().st_mtime < HOUR:
            continue
        if repair:
            os.unlink(file)
        do = "removed" if repair else "--repair removes it"
        yield Finding(f"{file}: a copy that was killed left it", do, leftover=True, done=repair)


def _note(line: str) -> None:
    print(line, file=sys.stderr)
