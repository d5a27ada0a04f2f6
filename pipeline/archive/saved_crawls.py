"""The crawls that archives hold, each a piece of work by itself: its pages read, and nothing stored."""

import os
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from pipeline.crawl.saved_nights import SavedCrawl, read
from scrapers import registry
from scrapers.archive.replay import Key, Shelf, Volume
from scrapers.archive.saved_page import Saved
from scrapers.archive.warc_heads import Head, heads
from scrapers.archive.warc_reader import Warcs, moment_of
from scrapers.archive.warc_stream import BadReplay
from scrapers.offline.studies import Studies
from scrapers.offline.visit import Heard, page_of
from scrapers.refusals import UnknownSource
from scrapers.study import Reading

Page = tuple[Head, Path, Path]  # below a path, in a file
_here = threading.local()


@dataclass(frozen=True)
class Read:
    """What came of a piece of work: crawls to be stored, and a line for each page or file that cannot be read."""

    crawls: tuple[SavedCrawl, ...]
    spoiled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A page in a file below a path, at a byte, as the source of that name reads it."""

    root: Path
    file: Path
    position: int
    source: str


@dataclass(frozen=True)
class OwnFile:
    """The file of one crawl of ours; `vendor` is whose. `bodies` is whether the bytes of its pages are to come along.

    `started` is when it began, as it says itself: empty in a file of others that is read as one crawl all the same.
    """

    started: str
    vendor: str
    root: Path
    file: Path
    vantage: str | None
    stock_only: bool
    bodies: bool

    @property
    def at(self) -> datetime:
        return moment_of(self.started)

    def read(self) -> Read:
        volume = Volume(
            _warcs(self.root), self.file, self.started, self.vendor, self.vantage, self.stock_only
        )
        try:
            shelf = volume.shelf()
        except BadReplay as bad:
            return Read((), (str(bad),))
        found = read(shelf, registry.vendors(), _studies()) if shelf else ()
        return Read(tuple(found if self.bodies else (one.light() for one in found)))


@dataclass(frozen=True)
class Day:
    """The pages that others saved of one vendor on one day (UTC); `at` is when the last of them was fetched."""

    at: datetime
    vendor: str
    places: tuple[Place, ...]
    bodies: bool

    def read(self) -> Read:
        found, spoiled = Heard(), list[str]()
        for place in self.places:
            try:
                saved = _warcs(place.root).at(place.file, place.position)
            except BadReplay as bad:
                spoiled.append(str(bad))
            else:
                _add(found, saved, place.source)
        sources = frozenset(reading.source.name for reading in found.readings)
        crawl = SavedCrawl(self.vendor, self.at, None, sources, found)
        told = (crawl if self.bodies else crawl.light(),) if sources else ()
        return Read(told, tuple(spoiled))


@dataclass(frozen=True)
class Shelved:
    """A vendor's pages of one night that are in memory already."""

    at: datetime
    vendor: str
    shelf: Shelf
    bodies: bool

    def read(self) -> Read:
        found = read(self.shelf, [self.vendor], _studies())
        return Read(tuple(found if self.bodies else (one.light() for one in found)))


Job = OwnFile | Day | Shelved


def work(job: Job) -> Read:
    """The pages of a job read, by whoever has the time."""
    return job.read()


def own_file(volume: Volume, bodies: bool) -> OwnFile:
    """The work on the file of one crawl."""
    root = volume.warcs.path
    return OwnFile(
        volume.started, volume.vendor, root, volume.file, volume.vantage, volume.stock_only, bodies
    )


def shelved(shelves: Iterable[Shelf], bodies: bool) -> Iterator["Shelved"]:
    """The work on each vendor's pages of each night."""
    for shelf in shelves:
        theirs: dict[str, dict[Key, Saved]] = defaultdict(dict)
        for key, saved in shelf.saved.items():
            with suppress(UnknownSource):
                theirs[registry.named(saved.source).vendor][key] = saved
        for vendor in sorted(theirs):
            yield Shelved(shelf.at, vendor, replace(shelf, saved=theirs[vendor]), bodies)


def described(place: tuple[Path, Path]) -> tuple[str, dict[str, str]]:
    """Where a file below a path really is, and what it says of itself: nothing where it cannot be read."""
    root, file = place
    about: dict[str, str] = {}
    with suppress(BadReplay):
        about = _warcs(root).about(file)
    return os.path.realpath(file), about


def listed(place: tuple[Path, Path]) -> tuple[list[Page], list[str]]:
    """The pages that sources read in a file of others, below a path, and a line for each record that is damaged."""
    root, file = place
    spoiled: list[str] = []
    try:
        return [(head, root, file) for head in heads(file, lambda bad: spoiled.append(str(bad)))], spoiled
    except BadReplay as bad:
        return [], [*spoiled, str(bad)]


def days(pages: Iterable[Page], bodies: bool) -> Iterator[Day]:
    """The work on pages of others, by vendor and day; of an address that was saved twice on a day the last is read."""
    by_day: dict[tuple[str, str], dict[tuple[str, str], Page]] = defaultdict(dict)
    for page in sorted(pages, key=lambda one: (one[0].fetched_at, str(one[2]), one[0].position)):
        head = page[0]
        by_day[head.vendor, head.fetched_at.date().isoformat()][head.source, head.url] = page
    for (vendor, _), found in by_day.items():
        at = max(head.fetched_at for head, _, _ in found.values())
        places = (Place(root, file, head.position, head.source) for head, root, file in found.values())
        yield Day(at, vendor, tuple(places), bodies)


def end_reading() -> None:
    """End the process that reads for this one."""
    if reader := getattr(_here, "studies", None):
        reader.close()
        del _here.studies


def _studies() -> Studies:
    """What reads for this thread of this process; a fork does not read with its parent's."""
    if getattr(_here, "process", None) != os.getpid() or not hasattr(_here, "studies"):
        _here.process, _here.studies = os.getpid(), Studies((*registry.sources(), *registry.indexes()))
    return _here.studies  # type: ignore[no-any-return]


@cache
def _warcs(root: Path) -> Warcs:
    return Warcs(root)


def _add(found: Heard, saved: Saved, source: str) -> None:
    """What a source makes of a page that answered; one that only leads to others, or is no answer, is left out."""
    if saved.failure or saved.status != 200:
        return
    page = page_of(saved, saved.url, registry.named(source))
    studied = _studies().of(source, page)
    if studied.following:
        return
    stated = studied.stated
    reading = Reading(
        registry.named(source), page, stated.offers, studied.refused, stated.unread, stated.others
    )
    found.answers.append((saved, len(found.readings)))
    found.readings.append(reading)
