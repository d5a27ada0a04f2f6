"""The service against the street: stopped in the middle of a crawl it leaves no lock, no process and no half vendor."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
from crawler import codingplans, prices, rows
from street import Street, Visit

from db.lock import owner
from scrapers.archive.saved_page import Saved
from scrapers.registry import of_vendor

CRAWLS = "SELECT vendor, outcome FROM crawls ORDER BY id"


def stalls(visit: Visit, saved: Saved) -> None:
    time.sleep(3)
    visit.page(saved)


def test_a_service_that_is_stopped_in_a_crawl_leaves_nothing_half_done(
    street: Street, db: Path, tmp_path: Path
) -> None:
    before, known = prices(db), rows(db, CRAWLS)
    street.faults |= {source.name: stalls for source in of_vendor("volcengine")}
    second: list[str] = []
    children: list[psutil.Process] = []

    def meanwhile(service: int) -> None:
        until = time.monotonic() + 90
        while time.monotonic() < until and len(rows(db, CRAWLS)) == len(known):
            time.sleep(0.05)
        children.extend(psutil.Process(service).children(recursive=True))
        command = [sys.executable, "-m", "cli.main", "service", "--db", str(db)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        second.append(f"{done.returncode} {done.stderr}")
        os.kill(service, signal.SIGTERM)

    ran = codingplans(
        "service", "--db", db, bases=street.bases, out=tmp_path / "out", meanwhile=meanwhile, within=300,
        env={"CODINGPLANS_CHROMIUM": "", "CODINGPLANS_NIGHT__ZONE": "Asia/Shanghai"},
    )  # fmt: skip
    assert ran.status == 0, ran.said
    assert second[0].startswith("1 codingplans: ")
    assert f"{db}: a service owns it since 20" in second[0]
    assert "+0800 (Asia/Shanghai)" in ran.said
    assert "crawl: interrupted" in ran.said
    assert ran.said.rstrip().endswith("stopped; what was finished is kept")
    assert rows(db, "SELECT what, outcome FROM runs") == [("night", "interrupted")]
    stored = rows(db, CRAWLS)[len(known) :]
    assert "volcengine" not in dict(stored)
    assert prices(db) == before
    assert owner(db) is None
    assert len(children) > 1
    assert not [one for one in children if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
