"""A page is read in a process of its own, under limits of time and memory: it costs itself, and no other page.

Neither a thread nor a signal ends a regular expression or a parser in the middle; a process can be ended. It is a fork, so
it knows what its parent knows and costs some milliseconds, and it does one piece of work after another.
"""

import asyncio
import math
import os
import resource
import signal
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from typing import Generic, NoReturn, ParamSpec, TypeVar

from scrapers.processes.limits import limit, limit_memory
from scrapers.refusals import NotAPricePage, PageChanged, Refused
from scrapers.settings import READING_MEMORY, READING_TIMEOUT

Given = ParamSpec("Given")
Found = TypeVar("Found")
_BUSY = 12  # times its processor's time that a reader may take on a busy machine


class Reader(Generic[Given, Found]):
    """Does a piece of work on pages; `seconds` of a processor and `memory` in bytes are what one page may take.

    What the work answers, or the Refused it raises, comes back; a page that is over a limit is a NotAPricePage of the
    kind too-big. Where a system knows no forks, the work is done in place and without limits.
    """

    def __init__(
        self, work: Callable[Given, Found], seconds: float = READING_TIMEOUT, memory: int = READING_MEMORY
    ) -> None:
        self._work, self._seconds, self._memory = work, seconds, memory
        self._turn = asyncio.Lock()
        self._pipe: Connection | None = None
        self._process = 0

    def read(self, *given: Given.args, **named: Given.kwargs) -> Found:
        """What the work makes of this, as soon as it is there."""
        if not hasattr(os, "fork"):
            return self._work(*given, **named)
        pipe = self._asked(given, named)
        return self._answer(pipe, pipe.poll(self._seconds * _BUSY))

    async def reading(self, *given: Given.args, **named: Given.kwargs) -> Found:
        """The same, while others go on; one piece of work at a time."""
        if not hasattr(os, "fork"):
            return self._work(*given, **named)
        async with self._turn:
            pipe, here, loop = self._asked(given, named), asyncio.Event(), asyncio.get_running_loop()
            loop.add_reader(pipe.fileno(), here.set)
            try:
                await asyncio.wait_for(here.wait(), self._seconds * _BUSY)
            except TimeoutError:
                pass
            finally:
                loop.remove_reader(pipe.fileno())
                if not here.is_set():  # what it would answer one day is not the next piece of work's
                    self.close()
            return self._answer(pipe, here.is_set())

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._pipe is not None:
            os.kill(self._process, signal.SIGKILL)
            self._ended()

    def _asked(self, given: object, named: object) -> Connection:
        pipe = self._pipe or self._start()
        try:
            pipe.send((given, named))
        except OSError:  # it was ended while it had nothing to do
            self._ended()
            pipe = self._start()
            pipe.send((given, named))
        return pipe

    def _answer(self, pipe: Connection, in_time: bool) -> Found:
        try:
            if not in_time:
                raise TimeoutError
            done, answer = pipe.recv()
        except TimeoutError:
            self.close()
            raise self._too_long() from None
        except (EOFError, OSError):
            raise self._why(self._ended()) from None
        if done:
            return answer  # type: ignore[no-any-return]
        raise answer

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads: none holds what the work needs
            self._process = os.fork()
        if not self._process:
            _serve(self._work, theirs, self._seconds, self._memory)
        theirs.close()
        self._pipe = ours
        return ours

    def _ended(self) -> int:
        """How the process ended that is ending, as the system tells it."""
        if self._pipe:
            self._pipe.close()
            self._pipe = None
        return os.waitpid(self._process, 0)[1]

    def _why(self, status: int) -> Refused:
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return self._too_long()
        return PageChanged("the reader of this page was ended in the middle: it cannot be read")

    def _too_long(self) -> Refused:
        return NotAPricePage(f"reading it takes more than {self._seconds:g} seconds", "too-big")


def _serve(work: Callable[..., object], pipe: Connection, seconds: float, memory: int) -> NoReturn:
    """Work until the parent is gone."""
    try:
        _alone(pipe.fileno())
        limit(resource.RLIMIT_CORE, 0)
        limit_memory(memory)
        while True:
            given, named = pipe.recv()
            limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))
            answer: tuple[bool, object]
            try:
                answer = True, work(*given, **named)
            except Refused as refused:
                answer = False, refused
            except MemoryError:
                answer = (
                    False,
                    NotAPricePage("reading it takes more memory than a price page needs", "too-big"),
                )
            except Exception as error:
                answer = False, error
            pipe.send(answer)
    except (EOFError, OSError):
        os._exit(0)
    finally:
        os._exit(1)


def _alone(pipe: int) -> None:
    """Let go of what the parent has open, and of what it does when a signal comes."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    most = os.sysconf("SC_OPEN_MAX")
    os.closerange(3, pipe)
    os.closerange(pipe + 1, most)
