"""Saved nights: the pages of an archive or of samples, read without a network and stored vendor by vendor."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from db.database import Database
from db.tables.states import moment
from pipeline.crawl.archived_pages import archived
from pipeline.crawl.ledger import Ledger, Told, unkept
from pipeline.outcomes import Crawl
from scrapers import registry
from scrapers.archive.replay import Shelf
from scrapers.archive.warc_writer import Archive
from scrapers.offline import Heard, heard
from scrapers.refusals import Unfetched
from scrapers.studies import Studies
from scrapers.study import Reading


def started_at(shelf: Shelf) -> str:
    """When the night on a shelf began, as the database writes moments."""
    return moment(shelf.at)


@contextmanager
def saved_nights(
    db: Database, tell: Told = lambda _: None, archive: Path | None = None
) -> "Iterator[Nights]":
    """What stores saved nights in a database; `archive` keeps their pages, unless they come from there."""
    with closing(Studies((*registry.sources(), *registry.indexes()))) as studies:
        yield Nights(db, studies, tell, archive)


@dataclass(frozen=True)
class Nights:
    """Where what saved nights say is stored, and the archive that keeps their pages."""

    db: Database
    studies: Studies
    tell: Told
    archive: Path | None

    def store(self, shelf: Shelf, vendors: Sequence[str], kind: str = "replay") -> list[Crawl]:
        """Read one night's saved pages and store what they say, vendor by vendor.

        A vendor of which the night holds no page is left out: it was not looked at.
        """
        sources = {saved.source for saved in shelf.saved.values()}
        ledger = Ledger(self.db, kind, started_at(shelf), self.tell, sources)
        crawls = []
        for vendor in vendors:
            own = registry.of_vendor(vendor)
            if sources & {source.name for source in own}:
                readings = self._kept(shelf, vendor, kind, heard(vendor, shelf, self.studies))
                crawls.append(ledger.store(vendor, own, readings))
        return crawls

    def _kept(self, shelf: Shelf, vendor: str, kind: str, found: Heard) -> list[Reading]:
        """The readings, with where the archive keeps their pages now."""
        if self.archive is None or shelf.within(self.archive):
            return found.readings
        known = archived(self.db, vendor).bodies
        file = Archive(self.archive, vendor, kind, shelf.at, vantage=shelf.vantage, known=known)
        with closing(file):
            readings = keep(file, found)
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
