"""The archive against the index: whether every page that the database lists is in the archive, with its bytes."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from db.database import Database
from db.soundness import Finding
from db.tables import crawls, pages
from db.transaction import writing
from scrapers.archive.warc_reader import Warcs
from scrapers.archive.warc_stream import BadReplay

EVERY = 100  # files between two lines of progress
_BACK = "put it back from a copy of the archive"


def check_archive(
    db: Database, archive: Path, repair: bool = False, note: Callable[[str], None] = lambda _: None
) -> Iterator[Finding]:
    """What the archive lacks of the pages listed in the database, and what it holds that is not listed.

    One file is read at a time, one page of it in memory. With `repair`, pages that are lost are no longer said to be
    archived, and those found again are. `note` is told how far it is.
    """
    listed = pages.files(db)
    if listed and not archive.is_dir():
        yield Finding(f"{archive}: is not there, and {len(listed)} files should be in it", _BACK)
        return
    warcs = Warcs(archive)
    held = {file.relative_to(archive).as_posix(): file for file in warcs.files}
    if listed and not listed.keys() & held.keys():
        yield Finding(f"{archive}: holds none of the {len(listed)} files that are listed", _BACK)
        return
    for number, name in enumerate(sorted(listed.keys() | held.keys()), 1):
        if number % EVERY == 0:
            note(f"{number} of {len(listed.keys() | held.keys())} files of the archive")
        if name not in held:
            gone = pages.of_file(db, name, listed[name])
            yield _lost(db, f"{archive / name}: is gone", gone, repair)
        elif name in listed:
            yield from _listed(db, warcs, held[name], pages.of_file(db, name, listed[name]), repair)
        else:
            yield from _unlisted(db, warcs, held[name], name, repair)


def half_written(archive: Path, repair: bool = False) -> Iterator[Finding]:
    """Files that crawls which were killed never finished; with `repair`, by the owner of the crawls' lock, they go."""
    for part in sorted(archive.glob("*/*.warc.gz.part")):
        if repair:
            part.unlink(missing_ok=True)
        yield Finding(
            f"{part}: a crawl that was killed left it unfinished",
            "removed" if repair else "--repair removes it, as a crawl does a day later",
            leftover=True,
            done=repair,
        )


def _listed(
    db: Database, warcs: Warcs, file: Path, rows: Sequence[dict[str, Any]], repair: bool
) -> Iterator[Finding]:
    """Whether a file holds the pages that are listed in it; one broken at one place still gives the others."""
    whole: dict[int, str] = {}
    fault = ""
    try:
        whole = {saved.kept[1]: saved.sha256 for saved in warcs.pages(file) if saved.kept}
    except BadReplay as error:
        fault = str(error)
    lost = [row for row in rows if (whole.get(row["position"]) or _digest(warcs, file, row)) != row["sha256"]]
    if lost:
        yield _lost(
            db, fault or f"{file}: {len(lost)} records are not the pages that were read", lost, repair
        )
    elif fault:
        yield Finding(fault, f"all {len(rows)} pages that are listed can be read; keep it", leftover=True)


def _digest(warcs: Warcs, file: Path, row: dict[str, Any]) -> str:
    try:
        return warcs.at(file, row["position"]).sha256
    except BadReplay:
        return ""


def _lost(db: Database, what: str, rows: Sequence[dict[str, Any]], repair: bool) -> Finding:
    if repair:
        with writing(db):
            pages.forget_place(db, [row["id"] for row in rows])
        return Finding(
            what, f"{len(rows)} pages are no longer said to be archived; what was read stays", done=True
        )
    return Finding(
        what,
        f"{len(rows)} pages are lost; {_BACK}, or --repair lists them as not archived (nothing read is lost)",
    )


def _unlisted(db: Database, warcs: Warcs, file: Path, name: str, repair: bool) -> Iterator[Finding]:
    """A file that no page is listed in: pages of it that were thought lost, or a crawl that was never stored.

    One of a stored crawl that could use none of its answers is as it should be.
    """
    try:
        places = {(saved.source, saved.sha256): saved for saved in warcs.pages(file) if saved.kept}
        about = warcs.about(file)
    except BadReplay as error:
        yield Finding(str(error), f"nothing is listed in it; remove it, or {_BACK}")
        return
    at = about.get("started", "")[:19]
    found = [
        (row["id"], place.kept[1])
        for row in pages.without_place(db, file.parent.name, at)
        if (place := places.get((row["source"], row["sha256"]))) and place.kept
    ]
    if found and repair:
        with writing(db):
            pages.place(db, name, found)
        yield Finding(f"{file}: holds {len(found)} pages that were lost", "listed again", done=True)
    elif found:
        yield Finding(
            f"{file}: holds {len(found)} pages that are listed as not archived", "--repair lists them"
        )
    elif places and not crawls.without_pages(db, file.parent.name, f"{at}Z"):
        yield Finding(
            f"{file}: no crawl in the database reads from it",
            f"`codingplans crawl --replay {file}` reads it, if it is to count",
            leftover=True,
        )
