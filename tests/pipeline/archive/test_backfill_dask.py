"""Backfill on a Dask cluster: two workers reached by address, one of them killed half-way, tell what the nights told."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster
from stored_nights import stored_nights

from db.database import select
from db.open import open_db
from pipeline.archive.backfill import backfill
from pipeline.archive.engines import Engine, NoEngine, dask, local
from pipeline.archive.saved_crawls import described
from scrapers.archive.replay import SAMPLES, load

pytestmark = pytest.mark.filterwarnings("ignore")
TOLD = "SELECT offer, kind, before, after, at, url, evidence FROM events ORDER BY offer, at, kind"
STATES = """SELECT offer_id, price, charges, availability, first_seen, last_seen, ended, observations.source
    FROM observations ORDER BY offer_id, first_seen, observations.id"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    with stored_nights(open_db(folder / "kept.db"), archive=folder / "archive") as nights:
        for shelf in load(SAMPLES):
            nights.store(shelf, ["kimi", "jdcloud", "minimax", "claude"])
    return folder / "archive"


def told(folder: Path, archive: Path, engine: Engine) -> list[object]:
    db = open_db(folder / "again.db")
    backfill(db, [archive], engine, folder / "again-archive")
    return [select(db, sql) for sql in (TOLD, STATES)]


@pytest.mark.parametrize("lost", [1, 2], ids=["one is killed", "all are killed at once"])
def test_workers_at_an_address_tell_the_same_when(lost: int, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    with local(1) as alone:
        expected = told(tmp_path / "local", archive, alone)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        killed = [worker.pid for worker in cluster.workers.values()][:lost]
        with dask(cluster.scheduler_address) as engine:

            def struck(work: Callable[[object], object], jobs: Iterable[object]) -> Iterator[object]:
                for number, found in enumerate(engine(work, jobs)):
                    if number == 3 and work is not described:  # while pages are read
                        for process in killed:
                            os.kill(process, signal.SIGKILL)
                    yield found

            assert told(tmp_path, archive, struck) == expected  # type: ignore[arg-type]


def test_a_cluster_of_its_own_reads_pages_of_an_address(archive: Path, tmp_path: Path) -> None:
    from upath import UPath

    (tmp_path / "local").mkdir()
    with local(1) as alone:
        expected = told(tmp_path / "local", archive, alone)
    with dask() as engine:
        assert told(tmp_path, UPath(archive.as_uri()), engine) == expected  # type: ignore[arg-type]


def test_a_scheduler_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoEngine, match=r"tcp://127\.0\.0\.1:9"), dask("tcp://127.0.0.1:9"):
        pass
