"""A trial: work on a user's own code is done in a fork first, under limits, so that what never ends costs itself alone.

Neither an exception nor a signal ends every loop, and some code ends the program; a process can be ended.
"""

import faulthandler
import os
import re
import resource
import signal
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import IO, NoReturn

from scrapers.processes.limits import limit, limit_memory

SECONDS, MEMORY = 20, 512 << 20  # on the clock, bytes; an honest vendor takes some milliseconds
_GRACE, _PAUSE = 5.0, 0.002
_FRAME = re.compile(r'^  File "(.+)", line (\d+)', re.M)
_DONE = 79


class Overrun(Exception):
    """Work that ran into a limit or ended the process; `place` is the file and line where, None where nobody knows."""

    def __init__(self, why: str, place: str | None) -> None:
        super().__init__(why)
        self.place = place


def attempt(work: Callable[[], object], folder: Path) -> None:
    """Do the work in a fork; raises Overrun where it cannot be done here too, with the place in the code of the folder.

    Errors of the work are no concern of the trial. Where a system knows no forks, nothing is tried.
    """
    if not hasattr(os, "fork"):
        return
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: none holds what the work needs
            process = os.fork()
        if not process:
            _try(work, told)
        status = _ended(process)
        told.seek(0)
        if status != _DONE:
            raise Overrun(*_why(status, told.read(1 << 16), folder))


def _try(work: Callable[[], object], told: IO[str]) -> NoReturn:
    try:
        _alone()
        faulthandler.dump_traceback_later(SECONDS, exit=True, file=told)
        work()
    except MemoryError as error:
        limit_memory(MEMORY)
        told.writelines(reversed(traceback.format_tb(error.__traceback__)))
        told.flush()
        os._exit(2)
    except BaseException:  # the work will say it again, where it is heard
        pass
    os._exit(_DONE)


def _alone() -> None:
    """Be silent, deaf to what the parent does when a signal comes, and held to the limits."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    limit(resource.RLIMIT_CORE, 0)
    limit_memory(MEMORY)


def _ended(process: int) -> int:
    """The exit status of the fork, as soon as it ended, or was killed as it ran far over its time."""
    until = time.monotonic() + SECONDS + _GRACE
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            os.kill(process, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        time.sleep(_PAUSE)


def _why(status: int, said: str, folder: Path) -> tuple[str, str | None]:
    frames = [(Path(name), line) for name, line in _FRAME.findall(said)]
    place = next((f"{name}:{line}" for name, line in frames if name.is_relative_to(folder)), None)
    if status == 2:
        return f"it takes more than {MEMORY >> 20} MB of memory when it is imported", place
    if frames or status == -signal.SIGKILL:
        return f"it takes more than {SECONDS:g} seconds when it is imported", place
    return f"it ends the program when it is imported (status {status})", None
