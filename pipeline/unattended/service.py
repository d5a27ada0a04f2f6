"""The service: nights and light rounds at their hours, each in a process of its own, and those that were missed once."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from db.database import Database
from db.lock import SUPERVISED, owner
from db.tables.runs import What
from pipeline.unattended.configuration import Settings
from pipeline.unattended.due import due
from pipeline.unattended.schedule import Schedule
from pipeline.unattended.supervised import GRACE

TICK = 60.0  # seconds between looks at the clock on the wall
HEARD = EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES


class Moments(BaseTrigger):  # type: ignore[misc]
    """A schedule, as APScheduler asks for it."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        return self.schedule.next(previous or now)


def schedules(settings: Settings) -> dict[What, Schedule]:
    """When nights and rounds are, as configured; rounds without times are none."""
    night, rounds = settings.night, settings.rounds
    jitter = timedelta(minutes=night.jitter_minutes)
    found: dict[What, Schedule] = {
        "night": Schedule((night.at,), night.zone, jitter, str(settings.db.resolve()))
    }
    return found | ({"round": Schedule(rounds.times, rounds.zone)} if rounds.times else {})


@dataclass
class Service:
    """Keeps the schedules of one database until it is stopped. `command` are the words that start a run of a kind.

    `longest` is how many seconds a run may take at all before its processes are killed.
    """

    base: Database
    db: str
    schedules: Mapping[What, Schedule]
    command: Callable[[What], Sequence[str]]
    log: logging.Logger
    longest: float
    tick: float = TICK
    scheduler: AsyncIOScheduler = field(default_factory=lambda: AsyncIOScheduler(timezone=UTC))
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: str | None = None

    async def keep(self) -> None:
        """Run until SIGTERM or SIGINT; a run that goes on is told to end, and waited for."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        self._schedule()
        self.scheduler.start()
        while not self._stop.is_set():
            self._look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self.tick)
        async with self._turn:  # the scheduler would cancel what still runs
            self.scheduler.shutdown(wait=False)
        self.log.info("stopped; what was finished is kept")

    def _schedule(self) -> None:
        for what, schedule in self.schedules.items():
            job = self.scheduler.add_job(
                self._run, Moments(schedule), [what], id=what, coalesce=True, misfire_grace_time=None
            )
            assert job.coalesce, "a word that APScheduler does not know it takes in silence"
            assert job.misfire_grace_time is None
        self.scheduler.add_listener(self._heard, HEARD)
        for what, schedule in self.schedules.items():
            self.log.info("next %s: %s", what, spoken(schedule.next(datetime.now(UTC)), schedule.zone))

    def _look(self) -> None:
        """Have what is due run now: the scheduler's own timers stand still while a machine sleeps, or its clock is set."""
        if self._turn.locked():
            return
        for what in self._due():
            self.scheduler.modify_job(what, next_run_time=datetime.now(UTC))
            return
        for what, schedule in self.schedules.items():
            upcoming = schedule.next(datetime.now(UTC))
            if self.scheduler.get_job(what).next_run_time != upcoming:  # the clock was set
                self.scheduler.modify_job(what, next_run_time=upcoming)

    def _due(self) -> list[What]:
        now = datetime.now(UTC)
        wanted = [what for what, schedule in self.schedules.items() if due(self.base, what, schedule, now)]
        other = owner(self.db) if wanted else None
        if other and other != self._waiting:
            self.log.info("%s is due and waits: %s", wanted[0], other)
        self._waiting = other
        return [] if other else wanted

    async def _run(self, what: What) -> None:
        """Run one night or round, unless it is not due any more, or somebody else crawls: then it is looked at again.

        Where both are due, as after a sleep, the night goes first: it looks at everything that the round would.
        """
        async with self._turn:
            if self._due()[:1] == [what] and not self._stop.is_set():
                status = await self._ended(what)
                upcoming = self.schedules[what].next(datetime.now(UTC))
                said = spoken(upcoming, self.schedules[what].zone)
                level = logging.WARNING if status else logging.INFO
                self.log.log(
                    level, "%s: ended with status %d; next %s", what, status, said, extra={"run": what}
                )

    async def _ended(self, what: What) -> int:
        """The exit status of a run, which ends with this process, when it is stopped, or when it takes too long."""
        process = await asyncio.create_subprocess_exec(
            *self.command(what),
            stdin=asyncio.subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, SUPERVISED: "service"},
        )
        ending, stopped = asyncio.ensure_future(process.wait()), asyncio.ensure_future(self._stop.wait())
        await asyncio.wait({ending, stopped}, timeout=self.longest, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not ending.done():
            self.log.warning("%s: is told to end", what)
            with suppress(ProcessLookupError):
                process.terminate()
            await asyncio.wait({ending}, timeout=GRACE * 2)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return await ending

    def _heard(self, event: JobEvent) -> None:
        said: dict[int, str] = {
            EVENT_JOB_MISSED: "was missed",
            EVENT_JOB_ERROR: f"failed: {getattr(event, 'exception', None)!r}",
            EVENT_JOB_MAX_INSTANCES: "is left out: the one before still runs",
        }
        self.log.warning("%s: %s", event.job_id, said[event.code], extra={"run": event.job_id})


def spoken(moment: datetime | None, zone: tzinfo) -> str:
    """A moment as the clock in its zone shows it, with the offset: a zone that is not the one that was meant is seen."""
    return "never" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M %z} ({zone})"


def keep(service: Callable[[], Any]) -> None:
    """Make a service in a loop of its own, and keep it until it is stopped."""

    async def main() -> None:
        await service().keep()

    asyncio.run(main())
