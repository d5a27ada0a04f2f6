"""A night and a light round: named steps one after the other, each said in a line; a failed one stops only those that need it."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from db.database import Database
from db.lock import crawl_lock
from db.open import open_db
from db.tables.runs import Outcome, What, begin_run, end_run
from db.tables.states import moment
from db.transaction import writing
from pipeline.unattended import steps
from pipeline.unattended.steps import Done, Work


@dataclass(frozen=True)
class Step:
    """A step by its name in the log; it is left out where one that it `needs` has failed, and after an interruption."""

    name: str
    do: Callable[[Work], Done | None]
    needs: tuple[str, ...] = ()


READY = ("room", "network")
NIGHT = (
    Step("room", steps.room),
    Step("network", steps.network, needs=("room",)),
    Step("crawl", steps.crawl, needs=READY),
    Step("site", steps.site, needs=READY),
    Step("exports", steps.exports, needs=READY),
    Step("alerts", steps.alerts, needs=READY),
    Step("checkpoint", steps.checkpoint),
    Step("backup", steps.backup, needs=("room",)),
    Step("ping", steps.ping, needs=(*READY, "crawl", "site", "exports", "backup")),
)
ROUND = (
    Step("room", steps.room),
    Step("network", steps.network, needs=("room",)),
    Step("look", steps.look, needs=READY),
    Step("alerts", steps.stock_alerts, needs=READY),
)
STEPS: Mapping[What, Sequence[Step]] = {"night": NIGHT, "round": ROUND}


@dataclass
class Night:
    """One night, or round, over a database."""

    work: Work
    what: What
    done: dict[str, Done] = field(default_factory=dict)

    def run(self) -> Outcome:
        """Do every step that can be done, and note in the database how it ended."""
        work = self.work
        with writing(work.base):
            number = begin_run(work.base, self.what, work.begun)
        try:
            for step in STEPS[self.what]:
                if not work.stop.is_set() or step.name == "checkpoint":
                    self._do(step)
        finally:
            with writing(work.base):
                end_run(work.base, number, moment(datetime.now(UTC)), self.outcome, self.message)
        return self.outcome

    @property
    def outcome(self) -> Outcome:
        words = {one.outcome for one in self.done.values()}
        if self.work.stop.is_set() or "interrupted" in words:
            return "interrupted"
        known: tuple[Outcome, ...] = ("offline", "failed", "partial")
        return next((word for word in known if word in words), "ok")

    @property
    def message(self) -> str | None:
        """What did not go well, step by step; None where all did."""
        wrong = [f"{name}: {one.words}" for name, one in self.done.items() if one.outcome != "ok"]
        return "; ".join(wrong) or None

    def _do(self, step: Step) -> None:
        missing = [name for name in step.needs if name in self.done and self.done[name].outcome in BAD]
        begun = time.monotonic()
        if missing:
            said: Done | None = Done("left out", f"{missing[0]} failed")
        else:
            said = _tried(step, self.work)
        if said is None:  # not configured
            return
        self.done[step.name] = said
        level = logging.INFO if said.outcome == "ok" else logging.WARNING
        seconds = round(time.monotonic() - begun, 1)
        facts = {"run": self.what, "step": step.name, "outcome": said.outcome, "seconds": seconds}
        self.work.log.log(level, "%s: %s, %s", step.name, said.outcome, said.words, extra=facts)


BAD = ("failed", "offline", "left out")


def run_night(work: Callable[[Database, str], Work], db: str, what: What) -> Outcome:
    """Run a night or round as the owner of the database's crawls; raises Locked where somebody else is."""
    base = open_db(db)
    with crawl_lock(db, f"a {what}") as token:
        return Night(work(base, token), what).run()


def stopping() -> threading.Event:
    """An event that is set when this process is told to end."""
    import signal

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _tried(step: Step, work: Work) -> Done | None:
    try:
        return step.do(work)
    except Exception as error:  # a step's trouble is its own
        work.log.debug("%s", step.name, exc_info=True)
        return Done("failed", f"{type(error).__name__}: {error}")
