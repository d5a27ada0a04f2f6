"""Saved nights: the pages of an archive or of samples, read without a network and stored vendor by vendor."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from db.database import Database
from db.tables.states import moment
from pipeline.crawl.archived_pages import archived
from pipeline.crawl.ledger import Ledger, Told, unkept
from pipeline.crawl.memory import Memory
from pipeline.outcomes import Crawl
from scrapers import registry
from scrapers.archive.replay import Shelf
from scrapers.archive.saved_page import ROUND
from scrapers.archive.warc_writer import Archive
from scrapers.offline.studies import Studies
from scrapers.offline.visit import Heard, heard
from scrapers.refusals import Unfetched
from scrapers.study import Reading


@dataclass(frozen=True)
class SavedCrawl:
    """What one vendor's sources made of saved pages; `sources` are those that pages were saved of."""

    vendor: str
    at: datetime
    vantage: str | None
    sources: frozenset[str]
    heard: Heard
    stock_only: bool = False  # of a light round

    def light(self) -> "SavedCrawl":
        """The same without the bytes that only an archive needs."""
        return replace(self, heard=Heard([reading.light() for reading in self.heard.readings]))


def read(shelf: Shelf, vendors: Iterable[str], studies: Studies) -> Iterator[SavedCrawl]:
    """What the vendors of which pages were saved say on a shelf, one after the other."""
    saved = {page.source for page in shelf.saved.values()}
    for vendor in vendors:
        own = saved.intersection(_names(vendor))
        if own:
            found = heard(vendor, shelf, studies)
            yield SavedCrawl(vendor, shelf.at, shelf.vantage, frozenset(own), found, shelf.stock_only)


@cache
def _names(vendor: str) -> tuple[str, ...]:
    return tuple(source.name for source in registry.of_vendor(vendor))


@dataclass(frozen=True)
class SavedLedger:
    """Where saved crawls are stored in a database, and their pages in an archive, unless it is None."""

    db: Database
    tell: Told
    archive: Path | None
    memory: Memory | None = None

    def store(self, saved: SavedCrawl, kind: str) -> Crawl:
        """Store one crawl, its pages first."""
        at = moment(saved.at)
        ledger = Ledger(self.db, kind, at, self.tell, saved.sources, saved.stock_only, self.memory)
        return ledger.store(saved.vendor, registry.of_vendor(saved.vendor), self._kept(saved, kind))

    def _kept(self, saved: SavedCrawl, kind: str) -> list[Reading]:
        """The readings, with where the archive keeps their pages now."""
        if self.archive is None:
            return saved.heard.readings
        known = archived(self.db, saved.vendor).bodies
        as_it_was = ROUND if saved.stock_only else kind
        file = Archive(self.archive, saved.vendor, as_it_was, saved.at, vantage=saved.vantage, known=known)
        with closing(file):
            readings = keep(file, saved.heard)
        return unkept(readings) if file.lost else readings


def keep(archive: Archive, found: Heard) -> list[Reading]:
    """Write the answers to an archive; the readings, with where it keeps their pages. A page it cannot keep is not read."""
    readings = list(found.readings)
    for saved, number in found.answers:
        try:
            place, position = archive.keep(saved)
        except Unfetched as lost:
            if number is not None:
                readings[number] = Reading(readings[number].source, None, refused=lost)
        else:
            if number is not None and (page := readings[number].page):
                readings[number] = replace(readings[number], page=page.but(archive=place, position=position))
    return readings
