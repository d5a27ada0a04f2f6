"""A command in a process group of its own, under limits of time and memory, of which nothing is left when it ends."""

import ctypes
import glob
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psutil

from db.lock import SUPERVISED

LOOK = 0.5  # seconds between looks at the clock and the memory
GRACE = 60.0  # seconds to end by itself once it was told to
LINE = 2000  # characters of a line of its output that are passed on
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER


@dataclass(frozen=True)
class Limits:
    """What a command may take: seconds, and bytes of memory over all its processes."""

    seconds: float
    memory: int
    grace: float = GRACE


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status, the last line it said, and the limit it was over or that it was stopped."""

    status: int
    last: str
    why: str | None = None


def supervise(
    words: Sequence[str],
    limits: Limits,
    tell: Callable[[str], None],
    stop: threading.Event,
    *,
    token: str = "",
    name: str,
) -> Ended:
    """Run a command until it ends, is over a limit, or is to stop: it is told so, and after a grace killed with all it started.

    `tell` gets each line it says. `token` is that of the lock it works under; `name` tells its temporary folder from others',
    of which what a killed supervisor left is removed.
    """
    with _temporary(name) as folder, _processes() as descendants:
        environment = {**os.environ, "TMPDIR": folder, SUPERVISED: token or "1"}
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment,
        )
        said = [""]
        reader = threading.Thread(target=_listen, args=(process, tell, said), daemon=True)
        reader.start()
        why = _watch(process, limits, stop, descendants)
        if why:
            _end(process, limits.grace)
        _kill(process, descendants())
        reader.join(5)
        return Ended(process.returncode, said[0], why)


def memory_of(processes: Sequence[Any]) -> int:
    """The bytes that processes take together, what they share counted once."""
    total = 0
    for process in processes:
        with suppress(psutil.Error):
            try:
                total += process.memory_full_info().pss
            except (psutil.AccessDenied, AttributeError):
                total += process.memory_info().rss
    return total


def _listen(process: "subprocess.Popen[bytes]", tell: Callable[[str], None], said: list[str]) -> None:
    assert process.stdout
    with process.stdout as output:
        for line in iter(lambda: output.readline(LINE), b""):
            if text := line.decode("utf-8", "replace").strip():
                said[0] = text
                tell(text)


def _watch(
    process: "subprocess.Popen[bytes]",
    limits: Limits,
    stop: threading.Event,
    descendants: Callable[[], list[Any]],
) -> str | None:
    """Wait for the end of a process; answers why it must be ended instead."""
    until = time.monotonic() + limits.seconds
    while process.poll() is None:
        if stop.wait(0 if time.monotonic() > until else LOOK):
            return "stopped"
        if time.monotonic() > until:
            return f"it took longer than {limits.seconds / 60:g} minutes"
        if (size := memory_of(descendants())) > limits.memory:
            return f"it took {size >> 20} MB of memory, more than {limits.memory >> 20}"
    return None


def _end(process: "subprocess.Popen[bytes]", grace: float) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(grace)


def _kill(process: "subprocess.Popen[bytes]", left: Sequence[Any]) -> None:
    """Kill what is left: the group, and those who left it, as a browser does."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()  # first: who waits for it a second time finds no status
    others = [one for one in left if one.pid != process.pid]
    for one in others:
        with suppress(psutil.Error):
            one.kill()
    psutil.wait_procs(others, timeout=5)
    if process.stdin:
        process.stdin.close()


@contextmanager
def _processes() -> Iterator[Callable[[], list[Any]]]:
    """A way to name all processes that were started since, also those whose parents are gone: they become ours."""
    here = psutil.Process()
    others = {one.pid for one in here.children(recursive=True)}
    _adopt(True)
    try:
        yield lambda: [one for one in here.children(recursive=True) if one.pid not in others]
    finally:
        _adopt(False)


def _adopt(orphans: bool) -> None:
    with suppress(AttributeError, OSError):  # a system without it: only the group is known
        ctypes.CDLL(None).prctl(_SUBREAPER, int(orphans), 0, 0, 0)


@contextmanager
def _temporary(name: str) -> Iterator[str]:
    begin = os.path.join(tempfile.gettempdir(), f"{name}-")
    for old in glob.glob(f"{glob.escape(begin)}*"):
        if os.lstat(old).st_uid == os.getuid():
            shutil.rmtree(old, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=os.path.basename(begin))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
