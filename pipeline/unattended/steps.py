"""The steps of a night: each a function of the work at hand that says how it ended, None where it is not configured."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zlib import crc32

from db.database import Database
from db.open import checkpoint as emptied
from db.tables.crawls import outcomes_since
from pipeline.unattended import machine
from pipeline.unattended import ping as pings
from pipeline.unattended.configuration import Settings
from pipeline.unattended.program import program
from pipeline.unattended.supervised import GRACE, Ended, Limits, supervise

Word = Literal["ok", "partial", "failed", "offline", "interrupted", "left out"]
INTERRUPTED = 130
ON_NETWORK = (
    "SQLite is damaged there sooner or later, and locks do not reach other machines; keep it on a local disk"
)


@dataclass(frozen=True)
class Done:
    """How a step ended, and the words of its line in the log."""

    outcome: Word
    words: str


@dataclass(frozen=True)
class Work:
    """What the steps of one run work on: the configuration, the open database, and the lock they work under.

    `begun` is when the run began (UTC); `stop` is set when it is to end early.
    """

    settings: Settings
    base: Database
    token: str
    begun: str
    stop: threading.Event
    log: logging.Logger
    patience: float = machine.PATIENCE
    grace: float = GRACE

    @property
    def db(self) -> Path:
        return self.settings.db

    @property
    def archive(self) -> Path:
        return self.settings.archive or self.db.with_name(f"{self.db.stem}-archive")

    def command(self, *words: str) -> Ended:
        """Run `codingplans WORDS` on the database, under the night's limits, and log what it says."""
        night = self.settings.night
        limits = Limits(night.limit_minutes * 60, night.memory_mb << 20, self.grace)
        name = f"codingplans-{crc32(str(self.db.resolve()).encode()):08x}"
        tell = self._teller(words[0])
        return supervise(
            program(*words, "--db", str(self.db)), limits, tell, self.stop, token=self.token, name=name
        )

    def _teller(self, step: str) -> Callable[[str], None]:
        return lambda line: self.log.info("%s", line, extra={"step": step, "outcome": "says"})


def room(work: Work) -> Done:
    """Whether the disks of database and archive have room for a night."""
    try:
        free = machine.room([work.db.resolve().parent, work.archive.resolve()])
        if kind := machine.network_mount(work.db):
            work.log.warning("%s is on %s: %s", work.db, kind, ON_NETWORK)
        return Done("ok", f"{free >> 20} MB free")
    except machine.NoRoom as error:
        return Done("failed", str(error))


def network(work: Work) -> Done:
    """Whether the network is there; a machine that just woke may need a while."""
    host = machine.reached(machine.hosts(), work.stop, work.patience, note=work.log.info)
    if host:
        return Done("ok", f"{host} can be reached")
    if work.stop.is_set():
        return Done("interrupted", "no host was reached so far; nothing was asked")
    return Done("offline", f"no host could be reached in {work.patience / 60:g} minutes; nothing was asked")


def crawl(work: Work) -> Done:
    """Read every vendor's pages, and store what they say."""
    return _read(work, work.command("crawl", "--archive", str(work.archive)))


def look(work: Work) -> Done:
    """Look at what is in stock, where vendors say so."""
    return _read(work, work.command("crawl", "--stock", "--archive", str(work.archive)))


def site(work: Work) -> Done | None:
    """Build the site anew, where a folder for it is set."""
    there = work.settings.site
    if there.folder is None:
        return None
    base = ["--base-url", there.base_url] if there.base_url else []
    return _made(work.command("site", str(there.folder), *base))


def exports(work: Work) -> Done | None:
    """Write the data files, where a folder for them is set."""
    folder = work.settings.exports.folder
    return None if folder is None else _made(work.command("export", str(folder)))


def alerts(work: Work) -> Done | None:
    """Tell whoever is to be told what is new, where addresses are set."""
    return _told(work)


def stock_alerts(work: Work) -> Done | None:
    """Tell whoever is to be told what is back in stock, where addresses are set."""
    return _told(work, "--stock")


def checkpoint(work: Work) -> Done:
    """Empty the write-ahead log, so that the database is one file again."""
    if emptied(work.base):
        return Done("ok", "the write-ahead log is empty")
    return Done(
        "partial", "somebody reads the database, so its write-ahead log stays; look for a program left open"
    )


def backup(work: Work) -> Done | None:
    """Copy the database, where a folder for copies is set."""
    there = work.settings.backup
    return (
        None
        if there.folder is None
        else _made(work.command("backup", str(there.folder), "--keep", str(there.keep)))
    )


def ping(work: Work) -> Done | None:
    """Tell the monitor, where one is set, that the night is done and published."""
    url = work.settings.ping.url
    return None if url is None else Done("ok", pings.ping(url.get_secret_value()))


def _read(work: Work, ended: Ended) -> Done:
    """What came of a crawl, vendor by vendor; those it finished are stored, whatever ended it."""
    read = outcomes_since(work.base, work.begun)
    good = sum(word != "failed" for word in read.values())
    words = f"{good} of {len(read)} vendors read"
    if missing := sorted(vendor for vendor, word in read.items() if word == "failed"):
        words += f", not {', '.join(missing)}"
    if ended.why == "stopped" or ended.status == INTERRUPTED:
        return Done("interrupted", f"{words}, then it was stopped; the others were not looked at")
    if ended.why:
        return Done("failed", f"{words}, then it was ended: {ended.why}")
    if ended.status not in (0, 1) or (ended.status and not good):
        return Done("failed", f"{words}; {ended.last}" if read else ended.last)
    return Done("partial" if ended.status else "ok", words)


def _told(work: Work, *options: str) -> Done | None:
    """What came of a message; one that was not taken is sent again, and spoils no night."""
    if not work.settings.alerts.to:
        return None
    done = _made(work.command("alerts", "send", *options))
    return Done("partial", done.words) if done.outcome == "failed" else done


def _made(ended: Ended) -> Done:
    if ended.why == "stopped":
        return Done("interrupted", "it was stopped")
    if ended.why or ended.status:
        return Done("failed", ended.why or ended.last)
    return Done("ok", ended.last)
