"""Backups are whole or not there; a restore leaves the old database where it cannot be done, and beside where it is."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from story import crawl

import db.backup
from db.backup import NoRoom, back_up, backups, verify
from db.database import Database
from db.lock import SERVICE, Locked, crawl_lock
from db.open import open_db
from db.restore import restore
from db.schema.migrations import migrations
from db.transaction import BadDatabase

AT = datetime(2026, 5, 29, 2, 30, tzinfo=UTC)
CODINGPLANS = [sys.executable, "-m", "cli.main"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one crawl."""
    path = tmp_path / "x.db"
    base = open_db(path)
    crawl(base, "2026-05-28T02:30:00Z")
    base.close()
    return path


def _crawls(path: Path) -> int:
    return verify(path).rows["crawls"]


def _fat(path: Path, megabytes: int) -> None:
    """Make the database so large that a copy of it takes a while."""
    base = open_db(path)
    base.execute("UPDATE readings SET message = hex(zeroblob(?))", [megabytes << 19])
    base.close()


def _grown(path: Path) -> None:
    """Let another crawl be written."""
    base = open_db(path)
    crawl(base, "2026-05-30T02:30:00Z")
    base.close()


def _of_an_older_version(path: Path) -> None:
    """Make the database anew as the version before nights were noted made it, with one crawl."""
    path.unlink()
    base = Database(str(path))
    migrations.apply(base.utils, stop_before="m010_runs")
    with base.conn:
        base.execute(
            "INSERT INTO crawls (vendor, kind, started_at, outcome, offers) "
            "VALUES ('acme', 'live', '2026-05-28T02:30:00Z', 'ok', 1)"
        )
    base.close()


def _mode(path: Path) -> bytes:
    """How the file says it is to be written: 1 for a journal that is deleted, 2 for a log beside it."""
    return path.read_bytes()[18:20]


def test_a_backup_has_what_lies_in_the_log_and_is_one_file_that_needs_none(
    path: Path, tmp_path: Path
) -> None:
    base = open_db(path)
    crawl(base, "2026-05-29T02:30:00Z")
    assert Path(f"{path}-wal").stat().st_size
    made = back_up(path, tmp_path / "out", 14, AT)
    assert made.path.name == "x-20260529T023000Z.db"
    assert (_crawls(made.path), _mode(made.path), _mode(path)) == (2, b"\1\1", b"\2\2")
    made.path.parent.chmod(0o500)
    assert _crawls(made.path) == made.contents.rows["crawls"] == 2
    assert sorted(one.name for one in made.path.parent.iterdir()) == [made.path.name, "x.db.backup.lock"]


def test_as_many_stay_as_are_kept_and_nothing_else_is_removed(path: Path, tmp_path: Path) -> None:
    strange = [tmp_path / name for name in ("x-before-m010_runs.db", "y-20200101T000000Z.db", "x-notes.db")]
    for file in strange:
        file.write_bytes(b"")
    made = [back_up(path, tmp_path, 2, AT + timedelta(days=day)) for day in range(4)]
    assert backups(tmp_path, "x") == [one.path for one in made[2:]]
    assert [len(one.removed) for one in made] == [0, 0, 1, 1]
    assert all(file.exists() for file in strange)


def test_a_backup_that_is_killed_leaves_the_old_ones_whole_and_the_next_one_clears_up(
    path: Path, tmp_path: Path
) -> None:
    _fat(path, 60)
    out = tmp_path / "out"
    old = back_up(path, out, 14, AT)
    process = subprocess.Popen([*CODINGPLANS, "backup", str(out), "--db", str(path)])
    while process.poll() is None and not list(out.glob(".x-*")):
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert backups(out, "x") == [old.path]
    assert list(out.glob(".x-*"))
    assert _crawls(old.path) == 1
    new = back_up(path, out, 14, AT + timedelta(days=1))
    assert backups(out, "x") == [old.path, new.path]
    assert not list(out.glob(".x-*"))


def test_a_full_disk_is_named_and_leaves_nothing_half(path: Path, tmp_path: Path) -> None:
    _fat(path, 4)
    said = subprocess.run(
        [*CODINGPLANS, "backup", str(tmp_path / "out"), "--db", str(path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode in (1, 2)
    assert f"{tmp_path / 'out'}: the disk" in said.stderr
    assert "Traceback" not in said.stderr
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["x.db.backup.lock"]


def test_a_copy_that_does_not_fit_is_not_begun(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.backup, "_SPARE", 1 << 60)
    with pytest.raises(NoRoom, match=r"out: \d+ MB are free, a copy of the database needs \d+; make room"):
        back_up(path, tmp_path / "out", 14)
    assert not backups(tmp_path / "out", "x")


def test_two_backups_into_one_folder_do_not_meet(path: Path, tmp_path: Path) -> None:
    with crawl_lock(path, "a backup", "backup.lock"), pytest.raises(Locked, match="a backup owns it"):
        back_up(path, tmp_path, 14)


def test_a_database_is_copied_before_it_is_migrated_once_a_version(path: Path, tmp_path: Path) -> None:
    _of_an_older_version(path)
    open_db(path).close()
    open_db(path).close()
    [copied] = tmp_path.glob("x-before-*")
    assert copied.name == "x-before-m010_runs.db"
    before, now = verify(copied), verify(path)
    assert before.migrations == tuple(name for name in now.migrations if name < "m010_runs")
    assert before.rows["crawls"] == now.rows["crawls"] == 1


def test_a_database_that_cannot_be_copied_is_not_migrated(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _of_an_older_version(path)
    monkeypatch.setattr(db.backup, "_SPARE", 1 << 60)
    with pytest.raises(NoRoom):
        open_db(path)
    assert "runs" not in verify(path).rows


def test_a_restore_meets_no_log_of_the_database_it_replaces(path: Path, tmp_path: Path) -> None:
    """Frames of another database's log, mixed into a restored one, damage it."""
    made = back_up(path, tmp_path, 14, AT).path
    words = [sys.executable, "-c", _WRITES, str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as writer:
        assert writer.stdout
        writer.stdout.readline()
        writer.kill()
    assert Path(f"{path}-wal").stat().st_size
    done = restore(made, path, AT)
    assert (_crawls(path), done.contents.rows["crawls"]) == (1, 1)
    assert done.replaced
    assert _crawls(done.replaced) == 2
    assert not Path(f"{path}-wal").exists()


_WRITES = """
import sys, time
from db.open import open_db
from story import crawl
base = open_db(sys.argv[1])
crawl(base, "2026-05-30T02:30:00Z")
print("written", flush=True)
time.sleep(60)
"""


def test_nothing_is_restored_while_somebody_has_the_database(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path, 14, AT).path
    _grown(path)
    for place in ("lock", SERVICE):
        with crawl_lock(path, "a night", place), pytest.raises(Locked, match="a night owns it"):
            restore(made, path)
    reader = open_db(path)
    with pytest.raises(BadDatabase, match=r"another program has it open .*stop it, then restore"):
        restore(made, path)
    assert reader.execute("SELECT count(*) FROM crawls").fetchone() == (2,)
    reader.close()
    assert not list(tmp_path.glob("x-replaced-*"))
    assert restore(made, path).replaced


@pytest.mark.parametrize("fault", ["damaged", "cut", "foreign", "newer", "no database", "itself"])
def test_what_is_no_good_backup_is_refused_and_the_database_stays(
    fault: str, path: Path, tmp_path: Path
) -> None:
    made = back_up(path, tmp_path / "out", 14, AT).path
    data = bytearray(made.read_bytes())
    if fault == "damaged":
        data[4096 * 3 : 4096 * 12] = b"\xff" * 4096 * 9
        made.write_bytes(data)
    elif fault == "cut":
        made.write_bytes(data[: len(data) // 2])
    elif fault == "no database":
        made.write_bytes(b"not a database at all")
    elif fault == "itself":
        made = path
    else:
        base = sqlite3.connect(made)
        base.executescript(
            "DROP TABLE _sqlite_migrations"
            if fault == "foreign"
            else "UPDATE _sqlite_migrations SET name = 'm999_new' WHERE name = 'm010_runs'"
        )
        base.close()
    before = path.read_bytes()
    with pytest.raises(BadDatabase, match=str(made)):
        restore(made, path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("x-replaced-*"))


def test_a_damaged_database_is_replaced_and_kept(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path / "out", 14, AT).path
    path.write_bytes(b"\0" * 100)
    done = restore(made, path)
    assert done.replaced
    assert done.replaced.read_bytes() == b"\0" * 100
    assert _crawls(path) == 1


def test_an_empty_machine_has_the_same_reports_from_a_backup_of_yesterday(path: Path, tmp_path: Path) -> None:
    made = back_up(path, tmp_path / "out", 14, AT).path
    elsewhere = tmp_path / "new" / "y.db"
    elsewhere.parent.mkdir()
    shutil.copy(made, elsewhere.parent)
    done = restore(elsewhere.parent / made.name, elsewhere)
    assert done.replaced is None
    [was, now] = [open_db(one).conn.iterdump() for one in (path, elsewhere)]
    assert list(was) == list(now)
