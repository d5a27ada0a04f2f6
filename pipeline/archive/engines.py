"""Engines: who reads the pages of an archive, some processes here or a Dask cluster; what comes of them is in order."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Generic, Protocol, TypeVar, cast

from scrapers.processes.limits import processors

Job = TypeVar("Job")
Result = TypeVar("Result")
_PART = 128  # jobs that are shared out at a time
_BULKY = 16  # of which one that brings the bytes of pages counts so many
_PATIENCE = 5  # seconds before a worker that does not answer is looked for
_AHEAD = 3  # parts that are waiting or done, and not yet taken


class Engine(Protocol):
    """Does the same work for each job, and answers in the order of the jobs."""

    def __call__(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]: ...


class NoEngine(Exception):
    """An engine that is not installed, cannot be reached, or was lost; the message says what to do."""


def local(workers: int | None = None) -> AbstractContextManager[Engine]:
    """So many processes of this machine, one a core unless said otherwise; one alone works in this process."""
    number = workers or processors()
    return _pool(number) if number > 1 and hasattr(os, "fork") else _here()


def dask(scheduler: str | None = None) -> AbstractContextManager[Engine]:
    """The Dask cluster whose scheduler has this address, else one of this machine for as long as it is needed."""
    if find_spec("distributed") is None:
        raise NoEngine(
            "the engine dask is not installed: pip install -r requirements/scale.txt, here and where workers run"
        )
    return _cluster(scheduler)


@contextmanager
def _here() -> Iterator[Engine]:
    yield lambda work, jobs: (work(job) for job in jobs)


@contextmanager
def _pool(workers: int) -> Iterator[Engine]:
    forks = multiprocessing.get_context("fork")
    pools = [ProcessPoolExecutor(1, forks, _end_with, (os.getpid(),)) for _ in range(workers)]

    def submit(worker: int, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Any:
        return pools[worker].submit(_all, work, jobs)

    try:
        yield lambda work, jobs: _shared_out(submit, workers, work, jobs)
    except BrokenProcessPool:
        raise NoEngine(
            "a process that reads pages was ended; run it again, and it goes on from here"
        ) from None
    finally:
        for pool in pools:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _cluster(scheduler: str | None) -> Iterator[Engine]:
    distributed: Any = import_module("distributed")
    try:
        client = (
            distributed.Client(scheduler, timeout=20)
            if scheduler
            else distributed.Client(threads_per_worker=1, dashboard_address=None)
        )
    except (OSError, ValueError) as error:
        raise NoEngine(f"no Dask scheduler answers at {scheduler}: {error}") from None
    with client:
        threads = [worker for worker, number in client.nthreads().items() for _ in range(number)] or [None]

        def submit(worker: int, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Any:
            return _Task(client, threads[worker], work, jobs)

        try:
            yield lambda work, jobs: _shared_out(submit, len(threads), work, jobs)
        except distributed.KilledWorker as error:
            raise NoEngine(f"the workers at {scheduler} were lost again and again: {error}") from None


class _Task(Generic[Job, Result]):
    """Jobs that one worker of a cluster is to do, and whoever is there where that one is lost."""

    def __init__(
        self, client: Any, worker: str | None, work: Callable[[Job], Result], jobs: Sequence[Job]
    ) -> None:
        self._client, self._worker, self._asked = client, worker, (_all, work, jobs)
        where = {"workers": [worker], "allow_other_workers": True} if worker else {}
        self._future = client.submit(*self._asked, pure=False, **where)

    def result(self) -> list[Result]:
        """What comes of the jobs, as soon as it is there."""
        while True:
            try:
                return cast(list[Result], self._future.result(timeout=_PATIENCE))
            except TimeoutError:
                if self._future.done():
                    raise
                self._ask_others()

    def _ask_others(self) -> None:
        """Dask forgets that others are allowed for what waits while there is no worker at all."""
        if self._worker and self._worker not in self._client.nthreads():
            self._worker, self._future = None, self._client.submit(*self._asked, pure=False)


def _all(work: Callable[[Job], Result], jobs: Sequence[Job]) -> list[Result]:
    return [work(job) for job in jobs]


def _shared_out(
    submit: Callable[..., Any], workers: int, work: Callable[[Job], Result], jobs: Iterable[Job]
) -> Iterator[Result]:
    """What comes of the jobs, in their order; those of a vendor are one worker's, who remembers what its pages said."""
    shares, waiting = _Shares(workers), deque[list[Iterator[Result]]]()
    for part in _parts(jobs):
        waiting.append(_asked(submit, work, part, shares))
        if len(waiting) >= _AHEAD:
            yield from map(next, waiting.popleft())
    while waiting:
        yield from map(next, waiting.popleft())


def _asked(
    submit: Callable[..., Any], work: Callable[[Job], Result], part: Sequence[Job], shares: "_Shares"
) -> list[Iterator[Result]]:
    """Where the result of each of these jobs will come from."""
    whose = [shares.of(job) for job in part]
    sent = {
        worker: submit(worker, work, [job for job, own in zip(part, whose, strict=True) if own == worker])
        for worker in set(whose)
    }
    answers = {worker: _results(future) for worker, future in sent.items()}
    return [answers[worker] for worker in whose]


def _results(future: Any) -> Iterator[Any]:
    yield from future.result()


def _parts(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    part, size = list[Job](), 0
    for job in jobs:
        part.append(job)
        size += _BULKY if getattr(job, "bodies", False) else 1
        if size >= _PART:
            yield part
            part, size = [], 0
    if part:
        yield part


class _Shares:
    """Which worker does which job: all of a vendor the same one, others whoever has the fewest."""

    def __init__(self, workers: int) -> None:
        self._jobs = [0] * workers
        self._worker: dict[str, int] = {}

    def of(self, job: object) -> int:
        """The number of the worker who is to do it."""
        vendor, fewest = getattr(job, "vendor", ""), self._jobs.index(min(self._jobs))
        worker = self._worker.setdefault(vendor, fewest) if vendor else fewest
        self._jobs[worker] += 1
        return worker


def _end_with(parent: int) -> None:
    """Have this process end when its parent does: it waits for work on a pipe that its siblings hold open too."""

    def watch() -> None:
        process = multiprocessing.parent_process()
        if process is not None:
            process.join()
        os._exit(1)

    if os.getppid() != parent:
        os._exit(1)
    threading.Thread(target=watch, daemon=True).start()
