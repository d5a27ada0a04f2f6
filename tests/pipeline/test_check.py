"""`codingplans check`: what is wrong with database and archive is named, mended where nothing can be lost, once."""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stored_nights import stored_nights

from cli.errors import report_errors
from cli.main import app
from db.open import open_db
from scrapers.archive.replay import SAMPLES, load

Check = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and the archive of one vendor's nights; tests work on copies."""
    folder = tmp_path_factory.mktemp("crawled")
    base = open_db(folder / "x.db")
    with stored_nights(base, archive=folder / "x-archive") as nights:
        for shelf in load(SAMPLES / "kimi"):
            nights.store(shelf, ["kimi"])
    base.close()
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    shutil.copytree(crawled, tmp_path / "it")
    return tmp_path / "it"


@pytest.fixture
def check(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Run the command; its exit status and what it said."""

    def run(*options: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["codingplans", "check", "--db", str(folder / "x.db"), *options])
        status = report_errors(app)
        out, err = capsys.readouterr()
        return status, out + err

    return run


def _sql(folder: Path, *statements: str) -> None:
    base = open_db(folder / "x.db")
    base.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        base.execute(statement)
    base.close()


def _rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(open_db(folder / "x.db")) as base:
        return list(base.execute(sql).fetchall())


def _warcs(folder: Path) -> list[Path]:
    return sorted((folder / "x-archive").glob("*/*.warc.gz"))


def _unplaced(folder: Path) -> int:
    base = open_db(folder / "x.db")
    [number] = base.execute("SELECT count(*) FROM pages WHERE archive IS NULL").fetchone()
    base.close()
    return int(number)


def test_what_a_crawl_leaves_is_sound(check: Check, folder: Path) -> None:
    assert check() == (0, f"{folder / 'x.db'}: sound\n")
    assert check("--repair") == (0, f"{folder / 'x.db'}: sound\n")


def test_a_file_that_is_gone_costs_its_pages_and_gives_them_back_when_it_returns(
    check: Check, folder: Path, tmp_path: Path
) -> None:
    first, *_ = _warcs(folder)
    shutil.move(first, tmp_path / "kept")
    status, said = check()
    assert status == 1
    assert f"{first}: is gone" in said
    assert _unplaced(folder) == 0
    status, said = check("--repair")
    assert "no longer said to be archived" in said
    lost = _unplaced(folder)
    assert lost
    assert check("--repair")[0] == 0
    shutil.move(tmp_path / "kept", first)
    status, said = check()
    assert (status, f"holds {lost} pages that are listed as not archived" in said) == (1, True)
    assert "listed again" in check("--repair")[1]
    assert _unplaced(folder) == 0
    assert check()[0] == check("--repair")[0] == 0


def test_no_page_is_given_up_where_the_whole_archive_is_elsewhere(check: Check, folder: Path) -> None:
    """A disk that is not mounted is no lost archive."""
    (folder / "x-archive").rename(folder / "elsewhere")
    for made in (False, True):
        if made:
            (folder / "x-archive").mkdir()
        status, said = check("--repair")
        assert (status, "put it back" in said) == (1, True)
        assert _unplaced(folder) == 0
    assert check("--repair", "--archive", str(folder / "elsewhere"))[0] == 0


def test_a_half_written_tail_costs_no_page_that_can_be_read(check: Check, folder: Path) -> None:
    last = _warcs(folder)[-1]
    whole = last.read_bytes()
    last.write_bytes(whole + whole[:100])
    status, said = check("--repair")
    assert status == 0
    assert "ends in the middle of a record: all" in said
    assert _unplaced(folder) == 0
    last.write_bytes(whole[:-100])
    assert check("--repair")[0] == 0


def test_other_bytes_than_were_read_are_named(check: Check, folder: Path) -> None:
    _sql(
        folder,
        "UPDATE bodies SET sha256 = printf('%064d', id) WHERE id = (SELECT body_id FROM visits WHERE id = 1)",
    )
    status, said = check()
    assert (status, "1 records are not the pages that were read" in said) == (1, True)
    assert check("--repair")[0] == 0
    assert (check()[0], _unplaced(folder)) == (0, 1)


def test_leftovers_of_killed_crawls_and_copies_are_told_and_removed(check: Check, folder: Path) -> None:
    names = (
        ".x-before-m010_runs.db.77",
        ".x-before-m010_runs.db.77-journal",
        ".x.db.restoring",
        "..x.db.restoring.77",
    )
    left = [folder / name for name in ("x-archive/kimi/20260601T000000Z.warc.gz.part", *names)]
    others = [folder / name for name in (".x.db.bak", ".x-old.db.gz", ".xy-before-m010_runs.db.77")]
    for file in (*left, *others):
        file.write_bytes(b"half")
        os.utime(file, (0, 0))
    status, said = check()
    assert (status, said.count("--repair removes it")) == (0, 5)
    assert check("--repair")[1].count("repaired, removed") == 5
    assert not any(file.exists() for file in left)
    assert all(file.exists() for file in others), "what a person put there stays"
    assert check("--repair") == (0, f"{folder / 'x.db'}: sound\n")


def test_a_file_of_a_crawl_that_was_never_stored_is_kept_and_told(check: Check, folder: Path) -> None:
    first = _warcs(folder)[0]
    shutil.copy(first, first.with_name("20260601T000000Z.warc.gz"))
    status, said = check("--repair")
    assert (
        status,
        f"`codingplans crawl --replay {first.with_name('20260601T000000Z.warc.gz')}`" in said,
    ) == (
        0,
        True,
    )


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM crawls WHERE id = 1", "rows of readings name rows of crawls that are not there"),
        (
            "INSERT INTO crawls (vendor, kind, started_at, outcome, offers) "
            "SELECT vendor, kind, started_at, outcome, offers FROM crawls WHERE id = 1",
            "is stored 2 times",
        ),
        (
            "UPDATE observations SET last_seen = '2020-01-01T00:00:00Z' WHERE provenance = 'scraped'",
            "ends before it begins",
        ),
        (
            "INSERT INTO holds (offer, vendor, field, rule, reason, ends_by, value, proposed, source, since, last_seen) "
            "VALUES ('a', 'kimi', 'price', 'large', 'r', 'e', '{}', 'nothing', 's', 't', 't')",
            "hold 1 of a proposes no offer: `codingplans holds reject`",
        ),
    ],
    ids=["reads without crawl", "crawl twice", "backwards", "hold without case"],
)
def test_rows_that_contradict_others_are_named_and_never_changed(
    statement: str, said: str, check: Check, folder: Path
) -> None:
    _sql(folder, statement)
    for options in ((), ("--repair",)):
        status, words = check(*options)
        assert status == 1
        assert said in words


@pytest.mark.parametrize(
    "drift",
    ["reads = reads + 1", "last_success = NULL", "whole = 0, first_whole = NULL"],
)
def test_a_sum_that_is_not_what_was_read_is_named_and_counted_anew(
    drift: str, check: Check, folder: Path
) -> None:
    """Reports show the sums: one that drifts is a wrong number that nobody would see."""
    before = _rows(folder, "SELECT * FROM sources")
    _sql(folder, f"UPDATE sources SET {drift}")
    assert check()[0] == 1
    status, said = check("--repair")
    assert (status, "is not what its readings come to: repaired" in said) == (0, True)
    assert _rows(folder, "SELECT * FROM sources") == before
    assert check()[0] == 0


def test_a_database_of_an_older_version_is_copied_migrated_and_judged_as_any_other(
    check: Check, folder: Path
) -> None:
    _sql(
        folder,
        "ALTER TABLE discoveries DROP COLUMN settled",
        "ALTER TABLE observations DROP COLUMN checked",
        "DELETE FROM _sqlite_migrations WHERE name = 'm013_review'",
    )
    assert check() == (0, f"{folder / 'x.db'}: sound\n")
    assert (folder / "x-before-m013_review.db").is_file()


def test_a_damaged_database_is_named_and_left(check: Check, folder: Path) -> None:
    path = folder / "x.db"
    data = bytearray(path.read_bytes())
    data[4096 * 20 : 4096 * 60] = b"\xff" * 4096 * 40
    path.write_bytes(data)
    status, said = check("--repair")
    assert status in (1, 2)
    assert "damaged" in said
    assert "restore a" in said
    assert path.read_bytes() == bytes(data)


def test_the_archive_of_a_crawl_that_could_use_no_answer_is_no_leftover(folder: Path, check: Check) -> None:
    """Every night that a vendor is down leaves one; a line for each would hide what matters."""
    forgets = [f"UPDATE {table} SET page_id = NULL" for table in ("observations", "events", "holds")]
    last = "(SELECT max(id) FROM crawls)"
    _sql(folder, *forgets, f"DELETE FROM visits WHERE crawl_id = {last}")
    assert check() == (0, f"{folder / 'x.db'}: sound\n")
    _sql(folder, f"DELETE FROM readings WHERE crawl_id = {last}", f"DELETE FROM crawls WHERE id = {last}")
    status, said = check("--repair")  # the sum of its source too is counted anew
    assert status == 0
    assert "no crawl in the database reads from it" in said
