"""A command under limits: it ends, and nothing that it started is left, whatever became of it or of who started it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from pipeline.unattended.supervised import Ended, Limits, supervise

ROOMY = Limits(30, 1 << 30, 1)
BROWSER = """
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(90)", "codingplans-left"], start_new_session=True)
"""


def ran(script: str, limits: Limits = ROOMY, stop: threading.Event | None = None) -> tuple[Ended, list[str]]:
    said: list[str] = []
    command = [sys.executable, "-c", script]
    ended = supervise(command, limits, said.append, stop or threading.Event(), name="codingplans-test")
    return ended, said


def left() -> list[int]:
    return [
        one.pid
        for one in psutil.process_iter(["cmdline"])
        if "codingplans-left" in (one.info["cmdline"] or [])
    ]


def test_what_it_says_is_passed_on_and_its_status_is_known() -> None:
    ended, said = ran("import sys; print('one'); print('two', file=sys.stderr); sys.exit(3)")
    assert (ended, said) == (Ended(3, "two"), ["one", "two"])


def test_one_that_takes_too_long_is_told_to_end_and_may() -> None:
    script = "import signal, sys, time\nsignal.signal(15, lambda *_: sys.exit(7))\ntime.sleep(90)"
    ended, _ = ran(script, Limits(0.6, 1 << 30, 30))
    assert ended.status == 7
    assert ended.why == "it took longer than 0.01 minutes"


def test_one_that_will_not_end_is_killed_after_the_grace() -> None:
    ended, _ = ran(
        "import signal, time\nsignal.signal(15, signal.SIG_IGN)\ntime.sleep(90)", Limits(0.6, 1 << 30, 0.5)
    )
    assert ended.status == -signal.SIGKILL


def test_the_memory_of_all_its_processes_counts_together() -> None:
    """Each takes less than the limit, and a limit of the address space would have stopped a browser at its start."""
    eats = "import time; held = bytearray(80 << 20); time.sleep(90)"
    ended, _ = ran(
        f"import subprocess, sys\nall = [subprocess.Popen([sys.executable, '-c', {eats!r}]) for _ in range(2)]\n"
        "all[0].wait()",
        Limits(60, 120 << 20, 5),
    )
    assert ended.why
    assert "MB of memory, more than 120" in ended.why


def test_a_browser_that_left_its_group_is_ended_with_it() -> None:
    ran(BROWSER)
    ran(BROWSER + "os._exit(1)")
    ended, _ = ran(BROWSER + "time.sleep(90)", Limits(0.6, 1 << 30, 1))
    assert ended.why
    assert left() == []


def test_stopping_is_no_limit() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    ended, _ = ran("import time; time.sleep(90)", stop=stop)
    assert (ended.why, ended.status) == ("stopped", -signal.SIGTERM)


def test_its_temporary_folder_goes_with_it_and_that_of_a_killed_one_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "codingplans-test-old" / "profile").mkdir(parents=True)
    (tmp_path / "codingplans-testament").mkdir()
    _, said = ran("import tempfile, pathlib; f = tempfile.mkdtemp(); pathlib.Path(f, 'x').touch(); print(f)")
    assert said[0].startswith(f"{tmp_path}/codingplans-test-")
    assert [one.name for one in tmp_path.iterdir()] == ["codingplans-testament"]


def test_it_ends_with_who_started_it(tmp_path: Path) -> None:
    """A killed night leaves no crawl behind that goes on writing without the lock."""
    child = f"from pipeline.unattended.program import end_with_supervisor as e\ne()\n{BROWSER.splitlines()[1]}\nprint(os.getpid(), flush=True); time.sleep(90)"
    parent = f"""
import threading
from pipeline.unattended.supervised import Limits, supervise
supervise([{sys.executable!r}, "-c", {child!r}], Limits(60, 1 << 30), lambda s: print(s, flush=True), threading.Event(), name="codingplans-test")
"""
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        number = int(started.stdout.readline())
        os.kill(started.pid, signal.SIGKILL)
    until = time.monotonic() + 20
    while psutil.pid_exists(number) and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.pid_exists(number)
