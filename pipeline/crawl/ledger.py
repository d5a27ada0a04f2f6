"""The ledger of a crawl: each vendor is stored as soon as it is read."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from db.database import Database
from db.transaction import BadDatabase, part
from pipeline.crawl.discovery import look
from pipeline.crawl.memory import Memory
from pipeline.outcomes import Crawl, Outcome, crawl_of
from pipeline.publish.store import store, store_again
from scrapers.fetched import Fetched
from scrapers.source import Source
from scrapers.study import Reading

Told = Callable[[Crawl], None]


@dataclass(frozen=True)
class Ledger:
    """Where a vendor's crawl is stored as soon as it is read; of a replay or round `only` some sources count.

    `memory` is of a run of many crawls of each vendor.
    """

    db: Database
    kind: str
    at: str
    tell: Told
    only: Collection[str] | None = None
    stock_only: bool = False
    memory: Memory | None = None

    def store(self, vendor: str, sources: Iterable[Fetched], readings: Sequence[Reading]) -> Crawl:
        """Store what was read. A vendor that cannot be stored is recorded as failed; BadDatabase is raised."""
        counted = [
            source
            for source in sources
            if isinstance(source, Source) and (self.only is None or source.name in self.only)
        ]
        try:
            crawl = self._store(vendor, counted, readings)
        except BadDatabase:
            raise
        except Exception as error:
            crawl = _lost(vendor, self.kind, self.at, counted, error)
            store(self.db, crawl)
        self.tell(crawl)
        return crawl

    def _store(self, vendor: str, sources: Sequence[Source], readings: Sequence[Reading]) -> Crawl:
        with part(self.db):
            crawl = self._stored(vendor, sources, readings)
            look(self.db, vendor, self.at, self.kind, readings, self.memory.plans if self.memory else None)
            if self.memory:
                self.memory.done()
        return crawl

    def _stored(self, vendor: str, sources: Sequence[Source], readings: Sequence[Reading]) -> Crawl:
        asked = Crawl(vendor, self.kind, self.at, (), stock_only=self.stock_only)
        if self.memory and (known := self.memory.recall(asked, sources, readings)):
            store_again(self.db, *known)
            return known[0]
        read = crawl_of(vendor, self.kind, self.at, sources, readings)
        crawl = replace(read, stock_only=self.stock_only)
        stored = store(self.db, crawl)
        if self.memory:
            self.memory.keep(crawl, sources, readings, stored)
        return crawl


def unkept(readings: Iterable[Reading]) -> list[Reading]:
    """Readings whose pages are nowhere in the archive, as its file could not be written."""
    return [
        replace(reading, page=reading.page and reading.page.but(archive=None, position=None))
        for reading in readings
    ]


def _lost(vendor: str, kind: str, at: str, sources: Iterable[Source], error: Exception) -> Crawl:
    """The crawl of a vendor that could not be stored: nothing of it is used, and every source says why."""
    if os.environ.get("CODINGPLANS_DEBUG"):
        raise error
    message = f"what was read could not be stored: {type(error).__name__}; CODINGPLANS_DEBUG=1 shows more"
    nightly = [source for source in sources if source.nightly]
    return Crawl(vendor, kind, at, [Outcome(source, "error", message=message) for source in nightly])
