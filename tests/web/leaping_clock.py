"""Has a process live at the time that the file HOUSEHOLD_CLOCK says, in seconds from the real one; Python reads it at its start.

SIGUSR1 has it read the file again. Then the clock that only goes forward jumps too, as after a sleep that it noticed.
"""

import os
import signal
import sys
import time
from importlib import import_module
from pathlib import Path

sys.modules["pytest"] = None  # type: ignore[assignment]  # time-machine loads it for its plugin: half a second
time_machine = import_module("time_machine")
del sys.modules["pytest"]


class Leaping:
    """The clock of this process. It goes as the real one does, and leaps where the file says another time."""

    def __init__(self) -> None:
        self.file, self.monotonic, self.forward = Path(os.environ["HOUSEHOLD_CLOCK"]), time.monotonic, 0.0
        self.away = self.said()
        self.travel = time_machine.travel(time.time() + self.away, tick=True).start()

    def said(self) -> float:
        """How far from the real time the file says it is, in seconds."""
        return float(self.file.read_text())

    def leap(self, *_: object) -> None:
        """Go where the file says."""
        by = self.said() - self.away
        self.away += by
        self.forward += max(0.0, by)
        self.travel.shift(by)

    def since(self) -> float:
        """What time.monotonic answers."""
        return self.monotonic() + self.forward


if "HOUSEHOLD_CLOCK" in os.environ:
    _clock = Leaping()
    time.monotonic = _clock.since  # type: ignore[assignment]
    signal.signal(signal.SIGUSR1, _clock.leap)
