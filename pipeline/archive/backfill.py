"""Backfill: archives of any size read by the same extractors, and stored in the order of time by the same judge."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.database import Database
from db.tables.crawls import crawled, kinds
from db.tables.states import moment
from pipeline.archive.engines import Engine
from pipeline.archive.saved_crawls import Job, Page, days, described, listed, own_file
from pipeline.archive.storing import store_saved
from pipeline.crawl.main_job import begin_history
from pipeline.crawl.saved_nights import SavedCrawl
from scrapers.archive.replay import Volume, volume
from scrapers.archive.warc_reader import Warcs
from scrapers.archive.warc_stream import BadReplay

_TOGETHER = 64  # crawls that are stored in one transaction
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
    begin_history(db)
    jobs = _jobs(paths, engine, archive, done.spoiled)
    known = set(kinds(db))
    left = [job for job in jobs if (job.vendor, moment(job.at)) not in known]
    done.known = len(jobs) - len(left)
    del jobs, known  # as large as the archive
    advance = begin(len(left))

    def kind(saved: SavedCrawl) -> str | None:
        return None if crawled(db, saved.vendor, moment(saved.at)) else "replay"

    for crawl in store_saved(db, left, engine, kind, archive, done.spoiled.append, _TOGETHER, advance):
        done.crawls += 1
        done.pages += len(crawl.pages)
    return done


def _jobs(paths: Iterable[Path], engine: Engine, archive: Path | None, spoiled: list[str]) -> list[Job]:
    """The work there is in archives, whatever the order they are named in: by time, then vendor, then file."""
    jobs: dict[tuple[str, str], Job] = {}
    others: list[tuple[Path, Path]] = []
    for found in _volumes(paths, engine):
        if found.started:
            job = own_file(found, archive is not None and not _within(found.file, archive))
            jobs.setdefault((moment(job.at), job.vendor or str(job.file)), job)
        else:
            others.append((found.warcs.path, found.file))
    pages: list[Page] = []
    for theirs, lines in engine(listed, others):
        pages += theirs
        spoiled += lines
    for day in days(pages, archive is not None):
        jobs.setdefault((moment(day.at), day.vendor), day)
    return [jobs[key] for key in sorted(jobs)]


def _volumes(paths: Iterable[Path], engine: Engine) -> list[Volume]:
    """Every file at the paths, once; raises BadReplay where there is none at one of them."""
    archives = {path: Warcs(path) for path in sorted(paths, key=str)}
    for path, warcs in archives.items():
        if not warcs.files:
            raise BadReplay(f"{path}: no WARC files here")
    places = [(path, file) for path, warcs in archives.items() for file in warcs.files]
    found: dict[str, Volume] = {}
    for (path, file), (name, about) in zip(places, engine(described, places), strict=True):
        found.setdefault(name, volume(archives[path], file, about))
    return [found[name] for name in sorted(found)]


def _within(file: Path, archive: Path) -> bool:
    return file.resolve().parent.parent == archive.resolve()
