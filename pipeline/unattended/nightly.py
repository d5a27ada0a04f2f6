"""The nightly schedule: each crawl in a process of its own, so that crashes and memory stay outside."""

import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from pipeline.unattended.program import program

LATE = 3600  # seconds a crawl may start late (a laptop that slept) before the night is given up


class BadTime(ValueError):
    """A time of day that is none."""


def trigger(at: str) -> CronTrigger:
    """When to crawl: every day at "HH:MM" in UTC; raises BadTime."""
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", at)
    if not match:
        raise BadTime(f"{at!r} is not a time of day such as 18:30 (UTC)")
    return CronTrigger(hour=int(match[1]), minute=int(match[2]), timezone=UTC)


def crawl_once(db: Path, tell: Callable[[str], None]) -> int:
    """Run the main job on the database in a new process and answer its exit status."""
    tell(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC: crawl begins")
    status = subprocess.run(program("run", "--db", str(db)), check=False).returncode
    tell(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC: crawl ended with status {status}")
    return status


def keep_nightly(db: Path, at: str, tell: Callable[[str], None]) -> None:
    """Crawl every night until interrupted. A late start still runs once; two crawls never overlap."""
    scheduler = BlockingScheduler(timezone=UTC)
    scheduler.add_job(
        crawl_once,
        trigger(at),
        args=[db, tell],
        misfire_grace_time=LATE,
        coalesce=True,
        max_instances=1,
        id="nightly",
    )
    upcoming = trigger(at).get_next_fire_time(None, datetime.now(UTC))
    tell(f"next crawl {upcoming:%Y-%m-%d %H:%M} UTC, into {db}; stop with Ctrl-C")
    scheduler.start()
