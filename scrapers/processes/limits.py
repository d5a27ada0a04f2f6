"""Limits of a process of ours that does a stranger's work."""

import os
import resource


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def limit(what: int, most: int) -> None:
    """Have the system hold this process to so much of a resource, or to less where it does already."""
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def limit_memory(more: int) -> None:
    """Hold this process to so many more bytes than it has mapped, where the system tells how many those are."""
    if size := _size():
        limit(resource.RLIMIT_AS, size + more)


def _size() -> int:
    """The bytes that this process has mapped, 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0
