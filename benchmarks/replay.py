"""How fast archived pages are read again: nights of all vendors, of whose pages a tenth is new each night."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from measure import Measure

from db.open import open_db
from pipeline.archive.backfill import backfill
from pipeline.archive.engines import local
from pipeline.crawl.saved_nights import saved_nights
from scrapers.archive.replay import SAMPLES, Saved, Shelf, load
from scrapers.registry import vendors

NIGHTS = 40
NEW = 0.1  # of the pages differ from those of the night before


def archive(folder: Path, nights: int = NIGHTS) -> Path:
    """An archive of so many nights, as nightly crawls write it: the samples of the last night, some with a blank more."""
    (*_, last), chance, kept = load(SAMPLES), Random(1), folder / "archive"
    saved = dict(last.saved)
    with saved_nights(open_db(folder / "first.db"), archive=kept) as stored:
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


def pages_a_second(kept: Path, db: Path, workers: int) -> float:
    """What a backfill of an archive into a new database reads, in pages a second of the clock."""
    base = open_db(db)
    start = time.perf_counter()
    with local(workers) as engine:
        done = backfill(base, [kept], engine)
    return done.pages / (time.perf_counter() - start)


def replay(folder: Path) -> Iterator[Measure]:
    """Pages a second on two cores, and against one."""
    kept = archive(folder)
    one, two = (pages_a_second(kept, folder / f"{workers}.db", workers) for workers in (1, 2))
    yield Measure("pages read again on two cores", two, 500, unit="a second", least=True)
    yield Measure(
        "pages read again on two cores", two / one, 1.7, beside=f"one core, {one:.0f} a second", least=True
    )
