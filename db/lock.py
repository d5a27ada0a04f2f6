"""One crawl at a time into a database, whoever starts it: a lock of the kernel, which ends with the process that took it.

The lock is a file beside the database that is never removed. What stands in it (who, what, since when) is for people to read:
whether the lock is free is asked of the kernel alone, so a dead owner's lock is free, and a number of a process means nothing.
"""

import fcntl
import json
import os
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

SUPERVISED = "CODINGPLANS_SUPERVISED"  # set for the commands that the owner of a lock starts: its token
CRAWLS, SERVICE = "lock", "service.lock"
_held: set[int] = set()


class Locked(Exception):
    """Somebody else writes crawls into this database; the message says who, what and since when."""

    exit_status = 1


class NoLocks(Exception):
    """The folder of the database is on a file system that knows no locks."""


@contextmanager
def crawl_lock(db: str | Path, what: str, place: str = CRAWLS) -> Iterator[str]:
    """Own the crawls of a database; `what` is said to whoever comes second. Yields a token for the commands one starts.

    A command that the owner started (its environment has the token) goes on under the owner's lock. Raises Locked, at once,
    where somebody else owns it, and NoLocks where nobody can. Another `place` is another lock: a service's.
    """
    if str(db) == ":memory:":
        yield ""
        return
    file = _open(db, place)
    try:
        if not _taken(file, db):
            given = os.environ.get(SUPERVISED)
            if not given or given != _said(file).get("token"):
                raise Locked(f"{db}: {_owner(_said(file))}; only one at a time: wait for it, or stop it")
            yield given
            return
        token = secrets.token_hex(8)
        _write(file, {"what": what, "pid": os.getpid(), "host": socket.gethostname(), "token": token})
        yield token
        _write(file, {})
    finally:
        _held.discard(file)
        os.close(file)


def owner(db: str | Path) -> str | None:
    """Who owns the crawls of a database now, in words; None where nobody does."""
    if str(db) == ":memory:" or not _place(db, CRAWLS).is_file():
        return None
    file = _open(db, CRAWLS)
    try:
        return None if _taken(file, db) else _owner(_said(file))
    finally:
        _held.discard(file)
        os.close(file)


def _place(db: str | Path, place: str) -> Path:
    path = Path(db).resolve()
    return path.with_name(f"{path.name}.{place}")


def _open(db: str | Path, place: str) -> int:
    return os.open(_place(db, place), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _taken(file: int, db: str | Path) -> bool:
    """Take the lock; False where somebody has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise NoLocks(
            f"{db}: its file system has no locks ({error.strerror}); keep the database on a local disk"
        ) from None
    _held.add(file)
    return True


def _write(file: int, said: Mapping[str, object]) -> None:
    since = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with suppress(OSError):  # a full disk: the lock holds without words
        os.ftruncate(file, 0)
        os.pwrite(file, json.dumps({**said, "since": since} if said else {}).encode(), 0)


def _said(file: int) -> dict[str, object]:
    try:
        said = json.loads(os.pread(file, 4096, 0))
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {}


def _owner(said: Mapping[str, object]) -> str:
    if not said:
        return "another crawl is being written"
    return f"{said.get('what')} owns it since {said.get('since')}, as process {said.get('pid')} on {said.get('host')}"


def _let_go() -> None:
    """A forked child keeps no lock: it may live longer than the owner."""
    for file in list(_held):
        with suppress(OSError):
            os.close(file)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
