"""Replay: saved pages read again as if each night came anew, the samples of an offline run among them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from db.curated.import_history import import_history
from db.database import Database
from db.tables.crawls import any_real, kinds
from db.tables.states import moment
from pipeline.archive.engines import local
from pipeline.archive.saved_crawls import Job, own_file, shelved
from pipeline.archive.storing import Kind, store_saved
from pipeline.crawl.ledger import Told
from pipeline.crawl.main_job import begin_history, own_samples
from pipeline.crawl.run_spiders import Noted
from pipeline.outcomes import Crawl
from scrapers.archive.replay import SAMPLES, BadReplay, nights, volumes
from scrapers.archive.warc_reader import Warcs
from scrapers.registry import of_vendor, vendors

_MANY = 64  # jobs from which on it pays to have them done by several processes


class RealCrawls(Exception):
    """An offline run was asked to write into a database that holds real crawls."""


def run_offline(
    db: Database, tell: Told = lambda _: None, archive: Path | None = None, note: Noted = lambda _: None
) -> list[Crawl]:
    """Replay every night of the sample pages, the user's own last, into the database; its rows are marked `sample`.

    Raises RealCrawls where the database holds anything but samples. Running it again does what is left
    of one that was cut short, and otherwise changes nothing.
    """
    if any_real(db):
        raise RealCrawls(
            "this database holds real crawls; an offline run writes sample prices: give another file with --db"
        )
    import_history(db)
    done = set(kinds(db))
    jobs = list(shelved((*nights(SAMPLES), *own_samples(note)), archive is not None))
    left = [job for job in jobs if (job.vendor, moment(job.at)) not in done]
    return list(replayed(db, left, lambda _: "sample", archive, tell, note))


def run_replay(
    db: Database,
    path: Path,
    chosen: Sequence[str] | None,
    tell: Told = lambda _: None,
    archive: Path | None = None,
) -> list[Crawl]:
    """Replay saved pages, night by night, as if they were fetched; rows are marked `scraped`.

    On a new database the curated history comes first, as in a live run: a replayed archive tells the same.
    Raises BadReplay, when all others are stored, with a line for each file that cannot be read.
    """
    begin_history(db)
    wanted = {of_vendor(vendor)[0].vendor for vendor in chosen or vendors()}
    spoiled: list[str] = []
    jobs = [job for job in saved_jobs(path, archive, spoiled.append) if job.vendor in ("", *wanted)]
    crawls = list(
        replayed(
            db,
            jobs,
            lambda saved: "replay" if saved.vendor in wanted else None,
            archive,
            tell,
            spoiled.append,
        )
    )
    if spoiled:
        raise BadReplay("\n".join(spoiled))
    return crawls


def replayed(
    db: Database,
    jobs: Sequence[Job],
    kind: Kind,
    archive: Path | None = None,
    tell: Told = lambda _: None,
    spoiled: Callable[[str], object] = lambda _: None,
) -> Iterator[Crawl]:
    """The jobs done by one process a core where they are many, and stored; `tell` is told of each crawl that is stored."""
    with local(None if len(jobs) >= _MANY else 1) as engine:
        for crawl in store_saved(db, jobs, engine, kind, archive, spoiled):
            tell(crawl)
            yield crawl


def saved_jobs(path: Path, archive: Path | None, spoiled: Callable[[str], object]) -> list[Job]:
    """The work on the saved pages at a path: the nights of its folders, then its WARC files, each as it began.

    Pages that are not in the archive already bring their bytes along, where there is one. `spoiled` is told of each that
    cannot be read; raises BadReplay where there are no saved pages at all.
    """

    def told(bad: BadReplay) -> None:
        spoiled(str(bad))

    found = list(nights(path, told))
    warcs = Warcs(path)
    if not found and not warcs.files and not any(path.rglob("page.json")):
        raise BadReplay(f"{path}: no saved pages (WARC files, or folders with page.json and body.*)")
    files = [own_file(volume, _new(volume.file, archive)) for volume in volumes(warcs, told)]
    return [*shelved(found, archive is not None), *files]


def _new(file: Path, archive: Path | None) -> bool:
    return archive is not None and file.resolve().parent.parent != archive.resolve()
