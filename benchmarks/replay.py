"""How fast archived pages are read again: nights of all vendors, of whose pages a tenth is new each night."""

import gzip
import json
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from lxml import html
from measure import Measure, cpu
from stored_nights import stored_nights

from db.curated.import_history import import_history
from db.open import open_db
from pipeline.archive.backfill import backfill
from pipeline.archive.engines import local
from scrapers.archive.replay import SAMPLES, Saved, Shelf, load
from scrapers.registry import vendors

NIGHTS = 40
NEW = 0.1  # of the pages differ from those of the night before


def archive(folder: Path, nights: int = NIGHTS) -> Path:
    """An archive of so many nights, as nightly crawls write it: the samples of the last night, some with a blank more."""
    (*_, last), chance, kept = load(SAMPLES), Random(1), folder / "archive"
    saved = dict(last.saved)
    with stored_nights(open_db(folder / "first.db"), archive=kept) as stored:
        for number in range(nights):
            later = timedelta(days=number + 1)
            for key, page in saved.items():
                if chance.random() < NEW:
                    saved[key] = replace(page, body=page.body + b"\n")
            stored.store(
                Shelf({key: _on(page, later) for key, page in saved.items()}, last.at + later), vendors()
            )
    return kept


def _on(page: Saved, later: timedelta) -> Saved:
    return replace(page, fetched_at=page.fetched_at + later)


def read_again(kept: Path, db: Path, workers: int) -> tuple[float, float]:
    """What a backfill of an archive into a new database reads: pages a second of the clock, and of processors' time."""
    base = open_db(db)
    import_history(base)
    start, used = time.perf_counter(), _used()
    with local(workers) as engine:
        done = backfill(base, [kept], engine)
    return done.pages / (time.perf_counter() - start), done.pages / (_used() - used)


def bare(rounds: int = 3) -> float:
    """The least that anybody does with pages, unpacking and parsing each: pages a second of a processor."""
    (*_, last) = load(SAMPLES)
    packed = [gzip.compress(page.body) for page in last.saved.values() if page.body.strip()]
    return len(packed) / cpu(lambda: [_parsed(gzip.decompress(body)) for body in packed], rounds)


def _parsed(body: bytes) -> object:
    return json.loads(body) if body.lstrip()[:1] in (b"{", b"[") else html.fromstring(body)


def _used() -> float:
    """Seconds of processors that this process and those that it started and that have ended took."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def replay(folder: Path) -> Iterator[Measure]:
    """Pages a second on two cores, and against one and the floor."""
    kept = archive(folder)
    (one, alone), (two, _) = (read_again(kept, folder / f"{workers}.db", workers) for workers in (1, 2))
    floor = bare()
    yield Measure("pages read again on two cores", two, 500, unit="a second", least=True)
    yield Measure(
        "pages read again on two cores", two / one, 1.7, beside=f"one core, {one:.0f} a second", least=True
    )
    yield Measure(
        "pages read again on one core", floor / alone, 20, beside=f"unpacked and parsed, {floor:.0f} a second"
    )
