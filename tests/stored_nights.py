"""Nights of saved pages, stored as a crawl stores them: what tests and benchmarks make databases and archives of."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.database import Database
from pipeline.crawl.ledger import Told
from pipeline.crawl.saved_nights import SavedLedger, read
from pipeline.outcomes import Crawl
from scrapers import registry
from scrapers.archive.replay import Shelf
from scrapers.offline.studies import Studies


@contextmanager
def stored_nights(
    db: Database, tell: Told = lambda _: None, archive: Path | None = None
) -> "Iterator[StoredNights]":
    """What stores saved nights in a database; `archive` keeps their pages."""
    with closing(Studies((*registry.sources(), *registry.indexes()))) as studies:
        yield StoredNights(db, studies, tell, archive)


@dataclass(frozen=True)
class StoredNights:
    """Where what saved nights say is stored, and the archive that keeps their pages."""

    db: Database
    studies: Studies
    tell: Told
    archive: Path | None

    def store(self, shelf: Shelf, vendors: Sequence[str], kind: str = "replay") -> list[Crawl]:
        """Read one night's saved pages and store what they say, vendor by vendor.

        A vendor of which the night holds no page is left out: it was not looked at.
        """
        ledger = SavedLedger(self.db, self.tell, self.archive)
        return [ledger.store(saved, kind) for saved in read(shelf, vendors, self.studies)]
