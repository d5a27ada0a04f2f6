"""What is due: a run whose moment has passed and that the database does not know, whatever kept it from running."""

from datetime import datetime, timedelta

from db.database import Database
from db.tables.runs import Run, What, runs_between
from db.tables.states import moment
from pipeline.unattended.schedule import Schedule

TRIES = 3  # of one moment: runs that were killed or stopped
AGAIN = timedelta(minutes=15)  # after a run that found no network
AHEAD = timedelta(days=1, seconds=-1)  # of now, as after a clock was set back: such a run has been


def due(db: Database, what: What, schedule: Schedule, now: datetime) -> datetime | None:
    """The moment (UTC) whose run is still to come, the last that has passed; None where nothing is to do.

    Only runs that began since count, also one of a clock that was set back since; none that a wrong clock dates a day or
    more ahead, which would silence us. A night counts for a round: it looks at everything a round does.
    """
    slot = schedule.last(now)
    if slot is None:
        return None
    runs = [run for run in runs_between(db, moment(slot), moment(now + AHEAD)) if run.what in (what, "night")]
    done = any(run.outcome in ("ok", "partial", "failed") for run in runs)
    stopped = [run for run in runs if run.outcome in (None, "interrupted")]
    return None if done or len(stopped) >= TRIES or _offline(runs, now) else slot


def _offline(runs: list[Run], now: datetime) -> bool:
    """Whether the last run found no network, just now."""
    last = max(runs, key=lambda run: run.id, default=None)
    if last is None or last.outcome != "offline" or last.ended_at is None:
        return False
    return timedelta() <= now - datetime.fromisoformat(last.ended_at) < AGAIN
