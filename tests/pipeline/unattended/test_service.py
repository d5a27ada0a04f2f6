"""The service: what is due runs once, in a process of its own that ends with it."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest
import time_machine

from db.database import Database
from db.lock import crawl_lock
from db.open import open_db
from db.tables.runs import begin_run, end_run, runs_between
from db.tables.states import moment
from pipeline.unattended.configuration import Night, Rounds, Settings
from pipeline.unattended.schedule import Schedule
from pipeline.unattended.service import Service, schedules, spoken

EVENING = datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
NIGHT = Schedule((time(18, 30),), ZoneInfo("UTC"))
RUNS = """
import os, sys, time
sys.path.insert(0, {root!r})
from db.lock import crawl_lock
from db.open import open_db
from db.tables.runs import begin_run, end_run
db, at, wait = sys.argv[1:]
base = open_db(db)
with crawl_lock(db, "a night"):
    number = begin_run(base, "night", at)
    open(db + ".runs", "a").write(at + chr(10))
    time.sleep(float(wait))
    end_run(base, number, at, "ok", None)
"""
FRESH = 4.0  # seconds that a run may need to begin


def running(kept: "Kept") -> list[psutil.Process]:
    """The runs of a service that still work; one that ended and was not waited for yet does not."""
    children = psutil.Process().children()
    alive = [one for one in children if one.status() != psutil.STATUS_ZOMBIE]
    return [one for one in alive if str(kept.db) in " ".join(one.cmdline())]


class Kept:
    """A service whose nights do nothing but run; `wait` seconds long."""

    def __init__(self, folder: Path, wait: float = 0.0, longest: float = 60.0) -> None:
        self.db, self.wait = folder / "x.db", wait
        self.base: Database = open_db(self.db)
        self.lines: list[str] = []
        log = logging.Logger("kept")
        handler = logging.Handler()
        handler.emit = lambda record: self.lines.append(record.getMessage())  # type: ignore[method-assign]
        log.addHandler(handler)
        self.make = lambda: Service(
            self.base, str(self.db), {"night": NIGHT}, self.command, log, longest, tick=0.1
        )

    def command(self, what: str) -> Sequence[str]:
        root = str(Path(__file__).resolve().parents[3])
        return [
            sys.executable,
            "-c",
            RUNS.format(root=root),
            str(self.db),
            moment(datetime.now(UTC)),
            str(self.wait),
        ]

    @property
    def began(self) -> int:
        """How many runs began."""
        file = Path(f"{self.db}.runs")
        return len(file.read_text().splitlines()) if file.exists() else 0

    def known(self, at: datetime) -> "Kept":
        end_run(self.base, begin_run(self.base, "night", moment(at)), moment(at), "ok", None)
        return self

    def keep(self, meanwhile: Callable[["Kept"], object]) -> None:
        """Keep the service until the coroutine `meanwhile` is done, then tell this process to end."""

        async def main() -> None:
            service = self.make()
            kept = asyncio.ensure_future(service.keep())
            await meanwhile(self)  # type: ignore[misc]
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(kept, 30)

        asyncio.run(main())


async def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    for _ in range(int(seconds / 0.05)):
        if true():
            return
        await asyncio.sleep(0.05)
    raise TimeoutError


def test_a_new_database_has_its_first_night_at_once_and_no_second_one(tmp_path: Path) -> None:
    async def meanwhile(kept: Kept) -> None:
        await until(lambda: any("ended with status 0" in line for line in kept.lines))
        await asyncio.sleep(1)

    kept = Kept(tmp_path)
    kept.keep(meanwhile)
    assert kept.began == 1
    assert kept.lines[-1] == "stopped; what was finished is kept"


def test_a_machine_that_slept_for_days_runs_once_on_waking(tmp_path: Path) -> None:
    """Timers stand still in sleep: only the clock on the wall tells."""

    async def meanwhile(kept: Kept) -> None:
        await asyncio.sleep(0.5)
        assert kept.began == 0
        clock.move_to(EVENING + timedelta(days=4, hours=9))
        await until(lambda: any("ended with status 0" in line for line in kept.lines))
        await asyncio.sleep(1)

    kept = Kept(tmp_path).known(EVENING)
    with time_machine.travel(
        EVENING + timedelta(hours=1)
    ) as clock:  # until the service ended: today a night is due
        kept.keep(meanwhile)
    assert kept.began == 1


def test_a_night_and_a_round_that_were_slept_through_are_one_night(tmp_path: Path) -> None:
    """The scheduler's own timers wake both, the older moment first."""

    async def meanwhile(kept: Kept) -> None:
        with time_machine.travel(EVENING + timedelta(hours=1)) as clock:
            service = kept.make()
            service.schedules = {"night": NIGHT, "round": Schedule((time(2),), ZoneInfo("UTC"))}
            service._schedule()
            service.scheduler.start()
            clock.move_to(EVENING + timedelta(days=1, minutes=5))
            service.scheduler.wakeup()
            await until(lambda: any("ended with" in line for line in kept.lines))
            await asyncio.sleep(1)
            service._stop.set()
            async with service._turn:
                service.scheduler.shutdown(wait=False)

    kept = Kept(tmp_path).known(EVENING)
    asyncio.run(meanwhile(kept))
    assert [line for line in kept.lines if "ended with" in line] == [
        "night: ended with status 0; next 2026-10-08 18:30 +0000 (UTC)"
    ]
    assert kept.began == 1


def test_a_restart_catches_up_what_was_missed_and_repeats_nothing(tmp_path: Path) -> None:
    async def meanwhile(kept: Kept) -> None:
        if not kept.began:
            await until(lambda: any("ended with status 0" in line for line in kept.lines))
        await asyncio.sleep(1)

    for _ in range(2):
        kept = Kept(tmp_path)
        kept.keep(meanwhile)
    assert kept.began == 1


def test_a_run_that_hangs_is_ended_and_the_service_goes_on(tmp_path: Path) -> None:
    async def meanwhile(kept: Kept) -> None:
        await until(lambda: any("ended with status -15" in line for line in kept.lines))

    kept = Kept(tmp_path, wait=60, longest=FRESH)
    kept.keep(meanwhile)
    assert "night: is told to end" in kept.lines
    assert not running(kept)


def test_told_to_end_it_ends_its_run_first_and_the_lock_is_free(tmp_path: Path) -> None:
    async def meanwhile(kept: Kept) -> None:
        await until(lambda: kept.began == 1)

    kept = Kept(tmp_path, wait=60)
    kept.keep(meanwhile)
    with crawl_lock(kept.db, "the next"):
        [run] = runs_between(kept.base, "", "9")
        assert run.outcome is None
    assert kept.lines[-2:] == [kept.lines[-2], "stopped; what was finished is kept"]
    assert "ended with status -15" in kept.lines[-2]


def test_it_waits_for_a_crawl_that_somebody_else_began_and_says_so_once(tmp_path: Path) -> None:
    async def meanwhile(kept: Kept) -> None:
        with crawl_lock(kept.db, "a long crawl"):
            await asyncio.sleep(1)
            assert kept.began == 0
        await until(lambda: kept.began == 1)

    kept = Kept(tmp_path)
    kept.keep(meanwhile)
    assert len([line for line in kept.lines if "waits: a long crawl owns it" in line]) == 1


def test_what_the_scheduler_leaves_out_is_said(tmp_path: Path) -> None:
    async def meanwhile(kept: Kept) -> None:
        service = kept.make()
        service._schedule()
        service.scheduler.start()
        for _ in range(2):
            service.scheduler.modify_job("night", next_run_time=datetime.now(UTC))
            await until(lambda: kept.began == 1)
            await asyncio.sleep(0.3)
        service._stop.set()
        async with service._turn:
            service.scheduler.shutdown(wait=False)

    kept = Kept(tmp_path, wait=4)
    asyncio.run(meanwhile(kept))
    assert "night: is left out: the one before still runs" in kept.lines


def test_the_next_run_is_said_with_its_offset() -> None:
    """A zone that was not meant, as UTC in a container, is seen."""
    assert spoken(EVENING, ZoneInfo("Asia/Shanghai")) == "2026-10-07 02:30 +0800 (Asia/Shanghai)"
    assert spoken(None, UTC) == "never"


@pytest.mark.parametrize(("times", "kinds"), [((), {"night"}), ((time(10),), {"night", "round"})])
def test_the_schedules_are_those_of_the_configuration(times: tuple[time, ...], kinds: set[str]) -> None:
    settings = Settings(db=Path("x.db"), night=Night(at="04:15", zone="UTC"), rounds=Rounds(times=times))
    found = schedules(settings)
    assert set(found) == kinds
    upcoming = found["night"].next(datetime(2026, 10, 6, tzinfo=UTC))
    assert upcoming
    assert (
        timedelta(hours=4, minutes=15)
        <= upcoming - datetime(2026, 10, 6, tzinfo=UTC)
        <= timedelta(hours=4, minutes=25)
    )
