"""Engines: who reads the pages of an archive, some processes here or a Dask cluster; what comes of them is in order."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
_AHEAD = 6  # jobs of a worker that are waiting or done, and not yet taken


class Engine(Protocol):
    """Does the same work for each job, and answers in the order of the jobs."""

    def __call__(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]: ...


class NoEngine(Exception):
    """An engine that is not installed, cannot be reached, or was lost; the message says what to do."""


def local(workers: int | None = None) -> AbstractContextManager[Engine]:
    """So many processes of this machine, one a core unless said otherwise; one alone works in this process."""
    number = workers or len(os.sched_getaffinity(0))
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
    pool = ProcessPoolExecutor(workers, forks, _end_with, (os.getpid(),))
    try:
        yield lambda work, jobs: _in_order(pool.submit, work, jobs, workers * _AHEAD)
    except BrokenProcessPool:
        raise NoEngine(
            "a process that reads pages was ended; run it again, and it goes on from here"
        ) from None
    finally:
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
        workers = max(1, sum(client.nthreads().values()))

        def submit(work: Callable[[Job], Result], job: Job) -> Any:
            return client.submit(work, job, pure=False)

        try:
            yield lambda work, jobs: _in_order(submit, work, jobs, workers * _AHEAD)
        except distributed.KilledWorker as error:
            raise NoEngine(f"the workers at {scheduler} were lost again and again: {error}") from None


def _in_order(
    submit: Callable[..., Any], work: Callable[[Job], Result], jobs: Iterable[Job], most: int
) -> Iterator[Result]:
    waiting: deque[Any] = deque()
    for job in jobs:
        waiting.append(submit(work, job))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


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
