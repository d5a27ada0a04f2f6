"""Stopping a crawl: it is said, what was finished is kept, and nobody is called failed for it."""

import os
import signal
import time
from pathlib import Path

import pytest
from crawler import codingplans, prices, rows
from street import Street, Visit

from scrapers.archive.saved_page import Saved
from scrapers.registry import of_vendor

WAITING = 10.0


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
def test_an_interrupted_crawl_is_no_failed_one(
    told: signal.Signals, street: Street, db: Path, tmp_path: Path
) -> None:
    crawls = "SELECT vendor, outcome FROM crawls ORDER BY id"
    before, known = prices(db), rows(db, crawls)
    arrived: list[float] = []

    def stalls(visit: Visit, saved: Saved) -> None:
        arrived.append(time.monotonic())
        time.sleep(2)
        visit.page(saved)

    def stop(process: int) -> None:
        until = time.monotonic() + WAITING
        while time.monotonic() < until and not (arrived and len(rows(db, crawls)) > len(known)):
            time.sleep(0.05)
        os.kill(process, told)

    street.faults |= {source.name: stalls for source in of_vendor("volcengine")}
    ran = codingplans(
        "crawl", "volcengine", "kimi", "--db", db, bases=street.bases, out=tmp_path / "out", meanwhile=stop
    )
    assert ran.status == 130, ran.said
    assert "interrupted; what was finished is kept" in ran.said
    assert rows(db, crawls) == [*known, ("kimi", "ok")]
    assert prices(db) == before
