"""Storing saved crawls: what any number of readers make of them, in the order of the work, many crawls a transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from db.database import Database
from db.transaction import writing
from pipeline.archive.engines import Engine
from pipeline.archive.saved_crawls import Job, Read, end_reading, work
from pipeline.crawl.memory import Memory
from pipeline.crawl.saved_nights import SavedCrawl, SavedLedger
from pipeline.outcomes import Crawl

Kind = Callable[[SavedCrawl], str | None]


def store_saved(
    db: Database,
    jobs: Sequence[Job],
    engine: Engine,
    kind: Kind,
    archive: Path | None = None,
    spoiled: Callable[[str], object] = lambda _: None,
    together: int = 1,
    advance: Callable[[], object] = lambda: None,
) -> Iterator[Crawl]:
    """Have the jobs read and store what comes of them, as crawls of the kind that is answered for each; None leaves it out.

    The pages of jobs that bring their bytes go to `archive`. `spoiled` is told of each page or file that cannot be read,
    `advance` is called after each job; so many jobs `together` are one transaction. Each crawl is answered when it is stored.
    """
    memory = Memory(db)
    ledgers = {
        bodies: SavedLedger(db, lambda _: None, archive if bodies else None, memory)
        for bodies in (False, True)
    }
    try:
        for part in _parts(zip(jobs, engine(work, jobs), strict=True), together):
            stored = []
            with writing(db):
                for job, read in part:
                    for line in read.spoiled:
                        spoiled(line)
                    for saved in read.crawls:
                        if word := kind(saved):
                            stored.append(ledgers[job.bodies].store(saved, word))
                    advance()
            yield from stored
    finally:
        end_reading()


def _parts(results: Iterable[tuple[Job, Read]], together: int) -> Iterator[list[tuple[Job, Read]]]:
    """Results to be stored in one transaction, which waits for no reading; also the last ones before it was cut short."""
    part: list[tuple[Job, Read]] = []
    try:
        for job, found in results:
            part.append((job, found))
            if len(part) >= together or job.bodies:
                yield part
                part = []
    except (Exception, KeyboardInterrupt):
        if part:
            yield part
        raise
    if part:
        yield part
