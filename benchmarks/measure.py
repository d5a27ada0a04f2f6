"""What a benchmark says: a cost beside a floor or a goal of the same run, and how it was timed."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path += [str(TESTS), str(TESTS / "web")]  # its street and its nights are measured too


@dataclass(frozen=True)
class Measure:
    """One line of the table: what was measured, what came out and the most it should be, in the same unit.

    `unit` is "×" for a multiple of a floor, which `beside` names with its own cost, or what is counted.
    """

    what: str
    value: float
    goal: float
    unit: str = "×"
    beside: str = ""
    least: bool = False  # whether the goal is the least it should be

    @property
    def met(self) -> bool:
        return self.value >= self.goal if self.least else self.value <= self.goal


def cpu(work: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of several rounds of work in this process, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def cpu_of(command: Sequence[str], rounds: int = 5) -> float:
    """The least processor time of several runs of a command, in seconds; its bytecode is compiled before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for number in range(rounds + 1):
        start = _children()
        subprocess.run(
            command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if number:
            times.append(_children() - start)
    return min(times)


def python(code: str) -> list[str]:
    """The command that runs a line of Python in this environment."""
    return [sys.executable, "-c", code]


def codingplans(*words: str) -> list[str]:
    """The command `codingplans WORDS`."""
    return [sys.executable, "-m", "cli.main", *words]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
