"""Backfill: an archive says the same as the nights it was kept on, whoever reads it, in whatever order, cut short or not."""

import json
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from stored_nights import stored_nights
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from db.database import Database, select
from db.open import open_db
from db.transaction import BadDatabase
from pipeline.archive.backfill import Backfill, backfill
from pipeline.archive.engines import Engine, local
from pipeline.archive.replay import run_replay
from pipeline.archive.saved_crawls import OwnFile
from pipeline.crawl.main_job import begin_history
from scrapers.archive.replay import SAMPLES, load
from scrapers.archive.saved_page import Saved

VENDORS = ("kimi", "jdcloud", "minimax")
ONE, TWO = datetime(2026, 9, 1, 3, tzinfo=UTC), datetime(2026, 9, 2, 3, tzinfo=UTC)
TOLD = """SELECT offer, kind, before, after, at, provenance, url FROM events WHERE provenance <> 'curated'
    ORDER BY offer, at, kind"""
STATES = """SELECT vendor, product, plan, period, price, charges, availability, quotas, evidence, first_seen, last_seen,
    ended, observations.source, observations.url, sha256 FROM observations JOIN offers ON offers.id = offer_id
    JOIN pages ON pages.id = page_id ORDER BY vendor, product, plan, region, per, period, first_seen, observations.id"""
READS = """SELECT vendor, started_at, reads.source, reads.outcome, reads.message FROM reads
    JOIN crawls ON crawls.id = crawl_id ORDER BY vendor, started_at, source"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[object], Path]:
    """What some nights told, and the archive that they left."""
    folder = tmp_path_factory.mktemp("kept")
    db = open_db(folder / "kept.db")
    run_replay_of(db, folder / "archive")
    return said(db), folder / "archive"


def run_replay_of(db: Database, archive: Path) -> None:
    from db.curated.import_history import import_history

    import_history(db)
    with stored_nights(db, archive=archive) as nights:
        for shelf in load(SAMPLES):
            nights.store(shelf, VENDORS)


def said(db: Database) -> list[object]:
    return [select(db, sql) for sql in (TOLD, STATES, READS)]


def again(folder: Path, paths: Iterable[Path], engine: Engine | None = None) -> tuple[list[object], Backfill]:
    """What the archives tell a new database."""
    db = open_db(folder / "again.db")
    with local(1) as alone:
        done = backfill(db, list(paths), engine or alone, folder / "again-archive")
    return said(db), done


def test_it_tells_what_the_nights_told(kept: tuple[list[object], Path], tmp_path: Path) -> None:
    told, archive = kept
    found, done = again(tmp_path, [archive])
    assert found == told
    assert (done.spoiled, done.known) == ([], 0)
    assert again(tmp_path, [tmp_path / "again-archive"])[1].crawls == 0, (
        "its own archive holds the same crawls"
    )


def test_processes_and_the_order_of_files_change_nothing(
    kept: tuple[list[object], Path], tmp_path: Path
) -> None:
    told, archive = kept
    files = sorted(archive.glob("*/*.warc.gz"), reverse=True)
    with local(3) as three:
        assert again(tmp_path, [*files, archive], three)[0] == told


def test_replay_reads_the_same(kept: tuple[list[object], Path], tmp_path: Path) -> None:
    told, archive = kept
    db = open_db(tmp_path / "replayed.db")
    run_replay(db, archive, None)
    assert said(db) == told


def test_full_disk_is_no_fault_of_a_vendor(kept: tuple[list[object], Path], tmp_path: Path) -> None:
    """It is said, no crawl is noted as one that could not be stored, and the next run tells what the nights told."""
    told, archive = kept
    db = open_db(tmp_path / "again.db")
    begin_history(db)
    [(pages,)] = db.execute("PRAGMA page_count").fetchall()
    db.execute(f"PRAGMA max_page_count = {pages + 3}")
    with local(1) as alone, pytest.raises(BadDatabase, match="the disk is full"):
        backfill(db, [archive], alone, tmp_path / "again-archive")
    assert not db.conn.in_transaction
    assert not select(db, "SELECT 1 FROM readings WHERE message LIKE '%could not be stored%'")
    db.close()
    assert again(tmp_path, [archive])[0] == told


def test_what_was_cut_short_goes_on(kept: tuple[list[object], Path], tmp_path: Path) -> None:
    told, archive = kept

    def dying(work: Callable[[object], object], jobs: Iterable[object]) -> Iterator[object]:
        for number, job in enumerate(jobs):
            if number == 4 and isinstance(job, OwnFile):
                raise KeyboardInterrupt
            yield work(job)

    with pytest.raises(KeyboardInterrupt):
        again(tmp_path, [archive], dying)  # type: ignore[arg-type]
    found, done = again(tmp_path, [archive])
    assert found == told
    assert done.known == 4


def test_one_that_is_killed_leaves_no_process_and_goes_on(
    kept: tuple[list[object], Path], tmp_path: Path
) -> None:
    told, archive = kept
    words = ["backfill", archive, "--workers", "2", "--db", tmp_path / "again.db"]
    running = subprocess.Popen([sys.executable, "-m", "cli.main", *words], stderr=subprocess.DEVNULL)
    ours = psutil.Process(running.pid)
    while not _stored(tmp_path / "again.db") and running.poll() is None:
        time.sleep(0.01)
    readers = ours.children(recursive=True)
    running.kill()
    running.wait()
    assert readers
    assert psutil.wait_procs(readers, timeout=60)[1] == []
    assert again(tmp_path, [archive])[0] == told


def _stored(db: Path) -> int:
    """How many crawls are stored so far."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as base:
        return int(base.execute("SELECT count(*) FROM crawls").fetchone()[0])
    return 0


def test_a_file_that_is_cut_off_is_named_and_the_others_are_read(
    kept: tuple[list[object], Path], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(kept[1], archive)
    broken = sorted(archive.glob("jdcloud/*.gz"))[-1]
    broken.write_bytes(broken.read_bytes()[:-40])
    _, done = again(tmp_path, [archive])
    [line] = done.spoiled
    assert str(broken) in line
    assert done.crawls == len(list(archive.glob("*/*.gz"))) - 1


def page() -> Saved:
    *_, shelf = load(SAMPLES / "claude")
    return next(one for one in shelf.saved.values() if one.source == "claude-pricing")


def of_others(file: Path, *pages: tuple[str, datetime, bytes]) -> Path:
    """A WARC file of another crawler."""
    with file.open("wb") as stream:
        warc = WARCWriter(stream, gzip=True)
        for url, at, body in pages:
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            fields = {"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
            record = warc.create_warc_record(
                url, "response", BytesIO(body), len(body), warc_headers_dict=fields, http_headers=http
            )
            warc.write_record(record)
    return file


def test_pages_of_others_are_read_by_their_address_in_the_order_of_time(tmp_path: Path) -> None:
    """Other crawlers keep many vendors' pages in one file, in no order, between a million others."""
    sold = page()
    dearer = sold.body.replace(b"$17", b"$18").replace(b"$20", b"$22")
    late = of_others(
        tmp_path / "a.warc.gz", (sold.url, TWO, dearer), ("https://other.example/x", ONE, b"<p>$1")
    )
    early = of_others(
        tmp_path / "b.warc.gz", (sold.url, ONE - timedelta(hours=1), b"<p>"), (sold.url, ONE, sold.body)
    )
    found = [
        again(tmp_path / str(number), paths)[0]
        for number, paths in enumerate([[late, early], [early, late]])
        if (tmp_path / str(number)).mkdir() is None
    ]
    assert found[0] == found[1]
    db = open_db(tmp_path / "0" / "again.db")
    assert [row["started_at"] for row in select(db, "SELECT * FROM crawls ORDER BY id")] == [
        "2026-09-01T03:00:00Z",
        "2026-09-02T03:00:00Z",
    ]
    assert {row["source"] for row in select(db, "SELECT source FROM pages")} == {"claude-pricing"}


def test_a_damaged_record_of_others_costs_itself(tmp_path: Path) -> None:
    sold = page()
    file = of_others(tmp_path / "a.warc.gz", (sold.url, ONE, sold.body), (sold.url, TWO, sold.body))
    packed = bytearray(file.read_bytes())
    packed[len(packed) // 4] ^= 0xFF
    file.write_bytes(packed)
    _, done = again(tmp_path, [file])
    assert done.pages == 1
    assert done.spoiled
    assert all(str(file) in line for line in done.spoiled)
    assert json.dumps(done.spoiled).isascii(), "no byte of the record is quoted"
