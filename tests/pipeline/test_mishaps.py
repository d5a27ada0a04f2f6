"""What goes wrong on a real machine: half-finished runs, files of another kind, places that cannot be written."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cli.errors import report_errors
from cli.main import app
from db.curated.import_history import BUNDLED
from db.open import open_db, open_existing
from db.transaction import BadDatabase, writing
from pipeline.archive.replay import run_offline
from pipeline.crawl import ledger
from reports.question import ReportQuery
from reports.views.catalogue import show
from scrapers.registry import vendors

LISTING = {
    "observed_at": "2026-03-01T00:00:00Z", "vendor": "nobody", "name": "Lite\u2028", "price_text": "¥40/月",
    "list_price_text": None, "unit": None, "notes": None,
}  # fmt: skip
PLANS = "SELECT offer_id, price, intro_price, first_seen, last_seen, ended, provenance FROM observations ORDER BY 1, 4"
NEWS = "SELECT offer, kind, before, after, at, cause FROM events ORDER BY 1, 2, 5, 3, 4"


def codingplans(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["codingplans", *map(str, arguments)])
    return report_errors(app)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """What was said on standard error: one line."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def outcome(path: Path) -> list[object]:
    """What a reader could see of a database, whatever its rows are numbered."""
    db = open_db(path)
    names = dict(
        db.execute("SELECT id, vendor || product || plan || region || per || period || currency FROM offers")
    )
    plans = [(names[row[0]], *row[1:]) for row in db.execute(PLANS)]
    crawls = db.execute("SELECT vendor, started_at, outcome, offers FROM crawls ORDER BY 2, 1").fetchall()
    return [sorted(map(repr, plans)), sorted(map(repr, db.execute(NEWS).fetchall())), crawls]


def copied(database: Path, to: Path) -> Path:
    """The database in one file, without a log of writes beside it."""
    source, target = sqlite3.connect(database), sqlite3.connect(to)
    source.backup(target)
    target.execute("PRAGMA journal_mode = DELETE")
    source.close()
    target.close()
    return to


KILLED = """
import os, signal, sys
from db.open import open_db
from pipeline.archive.replay import run_offline
seen = []
def tell(crawl):
    seen.append(crawl)
    if len(seen) == 9:
        os.kill(os.getpid(), signal.SIGKILL)
run_offline(open_db(sys.argv[1]), tell)
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("undisturbed") / "sample.db"
    run_offline(open_db(path))
    return path


def test_a_run_killed_in_the_middle_of_a_night_is_finished_by_the_next(
    tmp_path: Path, undisturbed: Path
) -> None:
    path = tmp_path / "killed.db"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    whole = open_db(undisturbed).execute("SELECT count(*) FROM crawls").fetchone()[0]
    assert len(run_offline(open_db(path))) == whole - 9
    assert outcome(path) == outcome(undisturbed)


def test_a_vendor_that_cannot_be_stored_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(db: object, vendor: str, *rest: object) -> None:
        if vendor == "kimi":
            raise KeyError("a fault of ours")

    monkeypatch.setattr(ledger, "look", look)
    db = open_db(tmp_path / "one.db")
    crawls = run_offline(db)
    assert {crawl.vendor for crawl in crawls if crawl.word != "ok"} == {"kimi"}
    assert sorted({crawl.vendor for crawl in crawls}) == vendors()
    row = db.execute("SELECT DISTINCT outcome, offers, message FROM crawls WHERE vendor = 'kimi'").fetchall()
    assert [one[:2] for one in row] == [("failed", 0)]
    assert "could not be stored: KeyError; " in row[0][2]
    kept = db.execute(
        "SELECT DISTINCT provenance FROM observations JOIN offers ON offers.id = offer_id WHERE vendor = 'kimi'"
    )
    assert kept.fetchall() == [("curated",)]


def test_a_database_that_cannot_be_written_ends_the_run_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = open_db(tmp_path / "kept.db")
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(BadDatabase, match=r"kept\.db: it cannot be written; .* --db"), writing(db):
        db.execute("DELETE FROM crawls")


def test_a_database_in_a_folder_that_cannot_be_written_is_still_reported(
    tmp_path: Path, undisturbed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = copied(undisturbed, tmp_path / "published.db")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    before = copy.read_bytes()
    db = open_existing(copy)
    show(db, "prices", ReportQuery(day=date(2026, 10, 6)), "json")
    assert json.loads(capsys.readouterr().out)["rows"]
    with pytest.raises(BadDatabase, match="cannot be written"), writing(db):
        db.execute("DELETE FROM holds")
    assert copy.read_bytes() == before
    assert list(tmp_path.iterdir()) == [copy]


@pytest.mark.parametrize(
    "command", [("report", "prices"), ("run", "--offline"), ("holds",), ("crawl", "kimi")]
)
def test_a_folder_or_a_missing_folder_in_place_of_a_database_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    assert codingplans(monkeypatch, *command, "--db", tmp_path) == 2
    assert f"{tmp_path} is a folder; name a file with --db" in told(capsys)
    assert codingplans(monkeypatch, *command, "--db", tmp_path / "no" / "a.db") == 2
    assert f"no folder {tmp_path / 'no'}; make it first" in told(capsys)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("binary.csv", b"\xbc\xff\x00", "not a CSV file in UTF-8"),
        ("binary.jsonl", b"\xbc\xff\x00", "not a text file in UTF-8"),
        ("empty.jsonl", b"", "an empty file, no listings"),
        ("blank.jsonl", b"\n", "an empty file, no listings"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    name: str, content: bytes, says: str,
) -> None:  # fmt: skip
    (tmp_path / name).write_bytes(content)
    assert codingplans(monkeypatch, "import", tmp_path / name, "--db", tmp_path / "a.db") == 2
    line = told(capsys)
    assert name in line
    assert says in line


def test_a_row_with_too_few_values_is_named_by_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from db.curated.history_file import COLUMNS

    (tmp_path / "short.csv").write_text(",".join(COLUMNS) + "\nzhipu,coding-plan\n")
    assert codingplans(monkeypatch, "import", tmp_path / "short.csv", "--db", tmp_path / "a.db") == 2
    assert "line 2: not as many values as there are columns" in told(capsys)


def test_a_line_separator_inside_a_listing_does_not_end_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "odd.jsonl"
    file.write_text("\ufeff" + json.dumps(LISTING, ensure_ascii=False) + "\r\n", encoding="utf-8")
    assert codingplans(monkeypatch, "import", file, "--db", tmp_path / "a.db") == 0


@pytest.mark.parametrize("command", [("import",), ("extract", "--url", "https://bigmodel.cn/glm-coding")])
def test_a_folder_in_place_of_a_file_is_not_called_missing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert codingplans(monkeypatch, *command, tmp_path / "folder.csv") == 2
    assert "is a folder; name one file in it" in told(capsys)


def test_an_address_that_is_none_is_refused_like_an_unknown_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.html").write_text("hello")
    assert codingplans(monkeypatch, "extract", tmp_path / "page.html", "--url", "http://[") == 3
    assert json.loads(told(capsys))["error"] == "UnknownSource"


def test_a_page_too_long_to_be_one_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "long.html").write_text("<p>Lite ¥49/月</p>" * 600_000)
    assert (
        codingplans(monkeypatch, "extract", tmp_path / "long.html", "--url", "https://bigmodel.cn/glm-coding")
        == 3
    )
    assert "a price page has at most 8,388,608" in told(capsys)


def test_a_hold_number_beyond_the_database_is_no_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_db(tmp_path / "a.db")
    for word in ("accept", "reject"):
        assert codingplans(monkeypatch, "holds", word, 10**25, "--db", tmp_path / "a.db") == 2
        assert f"{10**25} is no open" in told(capsys)


def test_a_damaged_database_is_called_damaged(
    tmp_path: Path, undisturbed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = copied(undisturbed, tmp_path / "damaged.db")
    body = copy.read_bytes()
    copy.write_bytes(body[:20_000] + b"\xff" * (len(body) - 20_000))
    assert codingplans(monkeypatch, "report", "prices", "--db", copy) in (1, 2)
    assert "damaged" in told(capsys)


def test_an_archive_that_is_a_file_is_named_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kept").write_text("a file")
    where = ("--db", tmp_path / "a.db", "--archive", tmp_path / "kept")
    assert codingplans(monkeypatch, "run", "--offline", *where) == 2
    assert "kept is a file, and pages are kept in a folder" in told(capsys)
    assert not (tmp_path / "a.db").exists()


def test_what_happened_to_a_plan_is_told_in_a_narrow_terminal(
    undisturbed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show(
        open_db(undisturbed), "changes", ReportQuery(day=date(2026, 10, 6), since=date(2026, 10, 1)), "table"
    )
    assert "plan removed" in capsys.readouterr().out


def test_one_day_is_not_said_in_the_plural(undisturbed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(open_db(undisturbed), "prices", ReportQuery(day=date(2026, 10, 3)), "table")
    assert "1 day old" in capsys.readouterr().out.replace("\n    ", " ")


def test_database_from_the_future_is_refused_untouched_and_its_version_named(
    tmp_path: Path, undisturbed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    future = copied(undisturbed, tmp_path / "future.db")
    with sqlite3.connect(future) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('codingplans', 'm099', '')"
        )
    connection.close()
    before = future.read_bytes()
    for arguments in (("report", "prices"), ("run", "--offline"), ("import", str(BUNDLED)), ("holds",)):
        assert codingplans(monkeypatch, *arguments, "--db", future) == 2
        assert "future.db was made by a newer version of this program (m099 is" in told(capsys)
    assert future.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["future.db"]


@pytest.mark.parametrize("content", [b"x", b"\n", b"SQLite format 4\0", b"SQLite"])
def test_file_too_short_to_be_a_database_is_refused_untouched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """SQLite takes a file of one byte for an empty one, and writes over it."""
    short = tmp_path / "short.db"
    short.write_bytes(content)
    for arguments in (("report", "prices"), ("run", "--offline"), ("import", str(BUNDLED))):
        assert codingplans(monkeypatch, *arguments, "--db", short) == 2
        assert "short.db: not a database; name another file" in told(capsys)
    assert short.read_bytes() == content


@pytest.mark.parametrize("arguments", [("report", "prices"), ("run", "--offline"), ("holds",), ("crawl",)])
def test_empty_name_of_a_database_is_said_to_be_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    assert codingplans(monkeypatch, *arguments, "--db", "") == 2
    assert "--db names no file" in told(capsys)
