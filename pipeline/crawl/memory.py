"""Memory: what each vendor's last crawl of a long run said and came to, so that what says the same is not judged again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.database import Database, writes
from pipeline.crawl.discovery import Plans
from pipeline.outcomes import Crawl, alike, repeated
from pipeline.publish.standstill import Standstill, Stored, standstill
from scrapers.source import Source
from scrapers.study import Reading


@dataclass(frozen=True)
class _Last:
    readings: Sequence[Reading]
    sources: Sequence[Source]
    crawl: Crawl
    standing: Standstill


@dataclass
class Memory:
    """What the last crawls said that changed nothing, by vendor; forgotten as soon as anybody else writes."""

    db: Database
    plans: Plans = field(default_factory=Plans)
    _last: dict[str, _Last] = field(default_factory=dict)
    _writes: tuple[int, int] | None = None

    def recall(
        self, crawl: Crawl, sources: Sequence[Source], readings: Sequence[Reading]
    ) -> tuple[Crawl, Standstill] | None:
        """A crawl, not yet read, whose pages say what the vendor's last one of its kind said, and how things stand since.

        None where they do not.
        """
        if writes(self.db) != self._writes:
            self._last.clear()
        last = self._last.get(crawl.vendor)
        if last is None or not last.standing.holds(crawl.at):
            return None
        kinds = [(one.kind, one.stock_only) for one in (last.crawl, crawl)]
        if kinds[0] == kinds[1] and last.sources == sources and alike(last.readings, readings):
            return repeated(last.crawl, crawl.at, readings), last.standing
        return None

    def keep(
        self, crawl: Crawl, sources: Sequence[Source], readings: Sequence[Reading], stored: Stored | None
    ) -> None:
        """Remember a crawl that was stored and judged."""
        standing = standstill(stored, crawl) if stored else None
        if standing:
            self._last[crawl.vendor] = _Last([one.light() for one in readings], sources, crawl, standing)
        else:
            self._last.pop(crawl.vendor, None)

    def done(self) -> None:
        """What was written so far is our own."""
        self._writes = writes(self.db)
