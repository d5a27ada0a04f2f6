"""One crawl at a time: the kernel knows who owns the lock, whatever stands in its file."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from db.lock import SERVICE, SUPERVISED, Locked, crawl_lock, owner

OWNS = """
import os, sys, time
from db.lock import crawl_lock
with crawl_lock(sys.argv[1], "a crawl") as token:
    if "fork" in sys.argv:
        living, born = os.pipe()
        if not os.fork():
            os.write(born, b".")
            time.sleep(60)
        os.read(living, 1)
    print(token, flush=True)
    time.sleep(60)
"""


@contextmanager
def another(db: Path, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that owns the lock."""
    command = [sys.executable, "-c", OWNS, str(db), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_who_comes_second_is_told_who_owns_it_and_since_when(tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    with another(db) as first:
        assert first.stdout
        first.stdout.readline()
        with pytest.raises(Locked, match=rf"a crawl owns it since 20..-.*Z, as process {first.pid} on "):
            crawl_lock(db, "an import").__enter__()
        assert "a crawl owns it since" in (owner(db) or "")
    assert owner(db) is None


@pytest.mark.parametrize("forked", [(), ("fork",)], ids=["alone", "a child that lives on"])
def test_the_lock_of_a_dead_owner_is_free_and_its_file_stays(forked: tuple[str, ...], tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    with another(db, *forked) as first:
        assert first.stdout
        first.stdout.readline()
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with crawl_lock(db, "the next"):
            assert "the next owns it" in (owner(db) or "")
    assert (tmp_path / "x.db.lock").is_file()


def test_a_number_of_a_living_process_in_the_file_owns_nothing(tmp_path: Path) -> None:
    """In a container the number is always taken again."""
    db = tmp_path / "x.db"
    (tmp_path / "x.db.lock").write_text(json.dumps({"what": "a crawl", "pid": os.getpid(), "host": "here"}))
    assert owner(db) is None
    with crawl_lock(db, "a crawl"):
        pass


@pytest.mark.parametrize("said", ["", "[]", "{", "\x00\xff"])
def test_whatever_stands_in_the_file_the_owner_is_named_somehow(said: str, tmp_path: Path) -> None:
    db = tmp_path / "x.db"
    with another(db) as first:
        assert first.stdout
        first.stdout.readline()
        (tmp_path / "x.db.lock").write_text(said, encoding="latin-1")
        assert owner(db) == "another crawl is being written"


def test_what_the_owner_starts_goes_on_under_its_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "x.db"
    with another(db) as first:
        assert first.stdout
        monkeypatch.setenv(SUPERVISED, first.stdout.readline().strip())
        with crawl_lock(db, "its child"):
            pass
        monkeypatch.setenv(SUPERVISED, "a guess")
        with pytest.raises(Locked):
            crawl_lock(db, "a stranger").__enter__()


def test_a_link_leads_to_the_same_lock_and_a_service_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "x.db")
    with crawl_lock(tmp_path / "x.db", "a crawl"), crawl_lock(tmp_path / "x.db", "a service", SERVICE):
        assert owner(tmp_path / "link.db")
    with crawl_lock(":memory:", "a crawl"), crawl_lock(":memory:", "a crawl"):
        assert owner(":memory:") is None
