"""A whole night against the street: each step is said, a failed one is named, and whatever ends it, the next one completes."""

import os
import signal
import time
from pathlib import Path

import psutil
import pytest
from crawler import Ran, codingplans, prices, rows
from street import Street, Visit

from db.lock import crawl_lock, owner
from scrapers.archive.saved_page import Saved
from scrapers.registry import of_vendor

RUNS = "SELECT what, outcome FROM runs ORDER BY id"
CRAWLS = "SELECT vendor, outcome FROM crawls ORDER BY id"
WITHOUT_BROWSER = {"CODINGPLANS_CHROMIUM": ""}
WAITING, LONG = 90.0, 300.0


def night(street: Street, db: Path, tmp_path: Path, *more: str, **settings: object) -> Ran:
    env = WITHOUT_BROWSER | {name: str(value) for name, value in settings.pop("env", {}).items()}  # type: ignore[attr-defined]
    words = ("run", *(more or ("--nightly",)), "--db", db)
    return codingplans(*words, bases=street.bases, out=tmp_path / "out", env=env, within=LONG, **settings)


def stalls(visit: Visit, saved: Saved) -> None:
    time.sleep(3)
    visit.page(saved)


def in_the_crawl(db: Path, known: int) -> None:
    """Wait until a vendor of this night is stored."""
    until = time.monotonic() + WAITING
    while time.monotonic() < until and len(rows(db, CRAWLS)) == known:
        time.sleep(0.05)


def test_a_night_says_each_step_publishes_and_pings_last(street: Street, db: Path, tmp_path: Path) -> None:
    told: list[bool] = []
    exports = tmp_path / "exports"

    def heard(visit: Visit) -> None:
        told.append(any(exports.rglob("prices.json")))
        visit.answer(b"ok")

    street.others["/secret-ping"] = heard
    address = f"{next(iter(street.bases.values()))}/secret-ping"
    env = {
        "CODINGPLANS_EXPORTS__FOLDER": exports,
        "CODINGPLANS_BACKUP__FOLDER": tmp_path / "copies",
        "CODINGPLANS_PING__URL": address,
    }
    ran = night(street, db, tmp_path, env=env)
    assert ran.status == 1, ran.said  # a source that needs a browser
    steps = [
        "room: ok",
        "network: ok",
        "crawl: partial",
        "exports: ok",
        "checkpoint: ok",
        "backup: ok",
        "ping: ok",
    ]
    found = [ran.said.find(f" {step}, ") for step in steps]
    assert found == sorted(found), ran.said
    assert -1 not in found, ran.said
    assert "site:" not in ran.said
    assert told == [True]
    assert "secret-ping" not in ran.said
    assert rows(db, RUNS) == [("night", "partial")]
    assert owner(db) is None
    assert not Path(f"{db}-wal").exists() or not Path(f"{db}-wal").stat().st_size


def test_a_failed_step_is_named_and_the_ones_after_it_run(street: Street, db: Path, tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("a file, no folder")
    heard: list[Visit] = []
    street.others["/ping"] = heard.append
    address = f"{next(iter(street.bases.values()))}/ping"
    env = {"CODINGPLANS_EXPORTS__FOLDER": tmp_path / "exports", "CODINGPLANS_PING__URL": address}
    ran = night(street, db, tmp_path, env=env)
    assert ran.status == 1
    assert "exports: failed, codingplans: " in ran.said
    assert "checkpoint: ok" in ran.said
    assert "ping: left out, exports failed" in ran.said
    assert not heard
    [(_, message)] = rows(db, "SELECT outcome, message FROM runs")
    assert "exports: codingplans: " in message


def test_a_stopped_night_is_no_failed_one_and_leaves_no_lock_and_no_half_vendor(
    street: Street, db: Path, tmp_path: Path
) -> None:
    before, known = prices(db), rows(db, CRAWLS)
    street.faults |= {source.name: stalls for source in of_vendor("volcengine")}

    def stop(process: int) -> None:
        in_the_crawl(db, len(known))
        os.kill(process, signal.SIGTERM)

    ran = night(street, db, tmp_path, meanwhile=stop)
    assert ran.status == 130, ran.said
    assert "crawl: interrupted" in ran.said
    assert rows(db, RUNS) == [("night", "interrupted")]
    assert owner(db) is None
    stored = rows(db, CRAWLS)[len(known) :]
    assert stored
    assert "volcengine" not in dict(stored)
    assert prices(db) == before


def test_a_killed_night_takes_its_crawl_with_it_and_the_next_one_completes(
    street: Street, db: Path, tmp_path: Path
) -> None:
    known = len(rows(db, CRAWLS))
    crawl: list[psutil.Process] = []
    street.faults |= {source.name: stalls for source in of_vendor("volcengine")}

    def kill(process: int) -> None:
        in_the_crawl(db, known)
        crawl.extend(psutil.Process(process).children(recursive=True))
        os.kill(process, signal.SIGKILL)
        psutil.wait_procs(crawl, timeout=10)

    ran = night(street, db, tmp_path, meanwhile=kill)
    assert ran.status == -signal.SIGKILL
    assert crawl
    assert not [one for one in crawl if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    assert owner(db) is None
    street.clean()
    assert night(street, db, tmp_path).status == 1
    assert rows(db, RUNS) == [("night", "interrupted"), ("night", "partial")]
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    "words", [["run", "--nightly"], ["run"], ["crawl", "kimi"], ["crawl", "--stock"]], ids=" ".join
)
def test_whoever_crawls_second_is_told_who_owns_the_database(
    words: list[str], street: Street, db: Path, tmp_path: Path
) -> None:
    known = rows(db, CRAWLS)
    with crawl_lock(db, "a long crawl"):
        ran = codingplans(*words, "--db", db, bases=street.bases, out=tmp_path / "out")
    assert ran.status == 1
    assert f"{db}: a long crawl owns it since 20" in ran.said
    assert rows(db, CRAWLS) == known


def test_a_round_is_a_run_of_its_own(street: Street, db: Path, tmp_path: Path) -> None:
    ran = night(street, db, tmp_path, "--round")
    assert "look: " in ran.said
    assert "checkpoint" not in ran.said
    assert rows(db, RUNS)[0][0] == "round"
