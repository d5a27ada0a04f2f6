"""Shelves: the saved pages of one night or one crawl, which answer in place of the network.

Saved pages are WARC files, one a crawl of a vendor, or folders with `body.*` and `page.json` (url, method, click,
source, status, headers, fetched_at); a page that was the same on several nights lists several times.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from scrapers.archive.saved_page import ROUND, Saved
from scrapers.archive.warc_reader import Warcs, moment_of
from scrapers.archive.warc_stream import BadReplay
from scrapers.settings import DOWNLOAD_MAXSIZE

SAMPLES = Path(__file__).parents[1] / "samples"
__all__ = ["SAMPLES", "BadReplay", "Saved", "Shelf", "Volume", "load", "volumes"]

Key = tuple[str, str, str, str | None]
Spoiled = Callable[[BadReplay], None]
T = TypeVar("T")


@dataclass(frozen=True)
class Shelf:
    """What one night, or one crawl of a vendor, saved; `at` is when it began."""

    saved: dict[Key, Saved]
    at: datetime
    vantage: str | None = None
    file: Path | None = None  # the WARC file it was read from
    stock_only: bool = False  # of a light round


@dataclass(frozen=True)
class Volume:
    """The file of one crawl, not yet read; `started` is empty where it does not say, as in files of others."""

    warcs: Warcs
    file: Path
    started: str
    vendor: str = ""
    vantage: str | None = None
    stock_only: bool = False

    def shelf(self) -> Shelf | None:
        """Its pages, None where it has none; raises BadReplay where it cannot be read."""
        saved = self.warcs.saved(self.file)
        if not saved and not self.started:
            raise BadReplay(f"{self.file}: holds no page that a source reads")
        if not saved:
            return None
        at = moment_of(self.started) if self.started else min(page.fetched_at for page in saved)
        return Shelf({page.key: page for page in saved}, at, self.vantage, self.file, self.stock_only)


def volumes(warcs: Warcs, spoiled: Spoiled | None = None) -> list[Volume]:
    """The files of an archive by when their crawls began.

    `spoiled` is told of each that cannot be read, which is left out; without it, such a file says nothing of itself.
    """
    found = [volume(warcs, file, about) for file in warcs.files for about in _about(warcs, file, spoiled)]
    return sorted(found, key=lambda one: (one.started, one.file))


def volume(warcs: Warcs, file: Path, about: Mapping[str, str]) -> Volume:
    """A file as it says of itself."""
    said = about.get
    return Volume(
        warcs, file, said("started", ""), said("vendor", ""), said("vantage"), said("kind") == ROUND
    )


def load(path: Path, spoiled: Spoiled | None = None) -> Iterator[Shelf]:
    """The saved pages at a path, oldest first: a shelf for each WARC file, and one for each night of the folders.

    `spoiled` is told of each file that cannot be read, and the others are yielded; without it, BadReplay is raised for
    the first one. It is raised in any case where there are no saved pages at all.
    """
    warcs = Warcs(path)
    if not warcs.files and not any(path.rglob("page.json")):
        raise BadReplay(f"{path}: no saved pages (WARC files, or folders with page.json and body.*)")
    tell = spoiled or _raise
    yield from nights(path, tell)
    for volume in volumes(warcs, tell):
        try:
            shelf = volume.shelf()
        except BadReplay as bad:
            tell(bad)
        else:
            if shelf:
                yield shelf


def _raise(bad: BadReplay) -> None:
    raise bad


def _about(warcs: Warcs, file: Path, tell: Spoiled | None) -> Iterator[dict[str, str]]:
    """What a file says of itself; nothing where it cannot be read."""
    try:
        yield warcs.about(file)
    except BadReplay as bad:
        if tell is None:
            yield {}
        else:
            tell(bad)


def nights(path: Path, spoiled: Spoiled | None = None) -> Iterator[Shelf]:
    """The nights of the folders with saved pages at a path, oldest first; `spoiled` is told as in `load`."""
    days: dict[str, dict[Key, Saved]] = defaultdict(dict)
    for info in sorted(path.rglob("page.json")):
        try:
            for saved in _saved(path, info):
                days[saved.fetched_at.date().isoformat()][saved.key] = saved
        except BadReplay as bad:
            (spoiled or _raise)(bad)
    for day in sorted(days):
        yield Shelf(days[day], min(saved.fetched_at for saved in days[day].values()))


def _saved(path: Path, info: Path) -> list[Saved]:
    """The page of one folder, once for each night; raises BadReplay, which quotes no file."""
    bodies = sorted(info.parent.glob("body.*"))
    if len(bodies) != 1:
        raise BadReplay(f"{info.parent}: {len(bodies)} files named body.*, expected one")
    for file in (info, *bodies):
        if not file.resolve().is_relative_to(path.resolve()):
            raise BadReplay(f"{file}: leads out of {path}, and is not opened")
    try:
        about = json.loads(info.read_text(encoding="utf-8"))
        body = bodies[0].read_bytes() if bodies[0].stat().st_size <= DOWNLOAD_MAXSIZE else None
    except OSError as error:
        raise BadReplay(f"{error.filename}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise BadReplay(f"{info}: not a saved page: it is no JSON") from None
    return [_page(info, about, body, time) for time in _times(info, about)]


def _times(info: Path, about: Any) -> list[datetime]:
    try:
        said = about["fetched_at"]
        return [moment_of(time) for time in (said if isinstance(said, list) else [said])]
    except (KeyError, ValueError, TypeError):
        raise BadReplay(
            f"{info}: not a saved page: it does not say in fetched_at when it was fetched"
        ) from None


def _page(info: Path, about: Mapping[str, Any], body: bytes | None, at: datetime) -> Saved:
    def said(name: str, kind: type[T], otherwise: T | None) -> T:
        value = about.get(name, otherwise)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise BadReplay(f"{info}: not a saved page: {name} is missing, or is not what it must be")
        return value

    click, headers = about.get("click"), said("headers", dict, {})
    url, status = said("url", str, None), said("status", int, 200)
    plain = all(isinstance(value, str) for value in headers.values()) and isinstance(click, str | None)
    if not plain or not 100 <= status <= 999:
        raise BadReplay(f"{info}: not a saved page: click, status or headers are not what they must be")
    return Saved(
        source=said("source", str, None),
        url=url,
        method=said("method", str, "GET"),
        click=click,
        status=status,
        headers=list(headers.items()),
        body=body or b"",
        fetched_at=at,
        final_url=said("final_url", str, ""),
        rendered=bool(click),
        failure=("too-big", f"{url} is bigger than a price page can be") if body is None else None,
    )
