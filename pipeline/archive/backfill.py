"""Backfill: archives of any size read by the same extractors, and stored in the order of time by the same judge."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.curated.import_history import import_history
from db.database import Database
from db.tables.crawls import kinds
from db.tables.observations import any_observed
from db.tables.states import moment
from db.transaction import writing
from pipeline.archive.engines import Engine
from pipeline.archive.saved_crawls import Job, Page, Read, days, end_reading, listed, own_file, work
from pipeline.crawl.memory import Memory
from pipeline.crawl.saved_nights import SavedLedger
from scrapers.archive.replay import Volume, volumes
from scrapers.archive.warc_reader import Warcs
from scrapers.archive.warc_stream import BadReplay

_PART = 64  # crawls that are stored in one transaction
Advance = Callable[[], None]
Begin = Callable[[int], Advance]


@dataclass
class Backfill:
    """What a backfill did: crawls stored and known before, pages read, and a line for each that cannot be read."""

    crawls: int = 0
    known: int = 0
    pages: int = 0
    spoiled: list[str] = field(default_factory=list)


def backfill(
    db: Database,
    paths: Sequence[Path],
    engine: Engine,
    archive: Path | None = None,
    begin: Begin = lambda _: lambda: None,
) -> Backfill:
    """Read the archives at these paths and store what they say, in the order of time.

    The crawls of which the database knows are left as they are: a backfill that was cut short goes on where it was. The
    pages go to `archive`, unless they come from there. Raises BadReplay where a path holds no WARC file.
    """
    done = Backfill()
    if not any_observed(db):
        import_history(db)
    jobs = _jobs(paths, engine, archive, done.spoiled)
    known = set(kinds(db))
    left = [job for job in jobs if (job.vendor, moment(job.at)) not in known]
    done.known = len(jobs) - len(left)
    advance = begin(len(left))
    memory = Memory(db)
    ledgers = {
        bodies: SavedLedger(db, lambda _: None, archive if bodies else None, memory)
        for bodies in (False, True)
    }
    try:
        for part in _parts(zip(left, engine(work, left), strict=True)):
            with writing(db):
                for job, found in part:
                    done.spoiled += found.spoiled
                    for crawl in found.crawls:
                        if (crawl.vendor, moment(crawl.at)) not in known:
                            known.add((crawl.vendor, moment(crawl.at)))
                            ledgers[job.bodies].store(crawl, "replay")
                            done.crawls += 1
                            done.pages += sum(reading.page is not None for reading in crawl.heard.readings)
                    advance()
    finally:
        end_reading()
    return done


def _parts(results: Iterable[tuple[Job, Read]]) -> Iterator[list[tuple[Job, Read]]]:
    """Results to be stored in one transaction, which waits for no reading; also the last ones before it was cut short."""
    part: list[tuple[Job, Read]] = []
    try:
        for job, found in results:
            part.append((job, found))
            if len(part) >= _PART or job.bodies:
                yield part
                part = []
    except (Exception, KeyboardInterrupt):
        if part:
            yield part
        raise
    if part:
        yield part


def _jobs(paths: Iterable[Path], engine: Engine, archive: Path | None, spoiled: list[str]) -> list[Job]:
    """The work there is in archives, whatever the order they are named in: by time, then vendor, then file."""
    jobs: dict[tuple[str, str], Job] = {}
    others: list[tuple[Path, Path]] = []
    for volume in _volumes(paths):
        if volume.started:
            job = own_file(volume, archive is not None and not _within(volume.file, archive))
            jobs.setdefault((moment(job.at), job.vendor or str(job.file)), job)
        else:
            others.append((volume.warcs.path, volume.file))
    pages: list[Page] = []
    for found, lines in engine(listed, others):
        pages += found
        spoiled += lines
    for day in days(pages, archive is not None):
        jobs.setdefault((moment(day.at), day.vendor), day)
    return [jobs[key] for key in sorted(jobs)]


def _volumes(paths: Iterable[Path]) -> list[Volume]:
    """Every file at the paths, once; raises BadReplay where there is none at one of them."""
    found: dict[str, Volume] = {}
    for path in sorted(paths, key=str):
        warcs = Warcs(path)
        if not warcs.files:
            raise BadReplay(f"{path}: no WARC files here")
        for volume in volumes(warcs):
            found.setdefault(str(volume.file.resolve()), volume)
    return [found[name] for name in sorted(found)]


def _within(file: Path, archive: Path) -> bool:
    return file.resolve().parent.parent == archive.resolve()
