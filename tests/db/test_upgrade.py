"""Databases of older versions are migrated after a copy and answer as before; a backup of one answers the same elsewhere."""

import json
import lzma
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from places import TESTS
from typer.testing import CliRunner

from cli.main import app
from db.backup import back_up, verify
from db.database import Database
from db.open import open_db
from db.restore import restore
from db.schema.migrations import migrations
from reports.views.catalogue import NAMES

RELEASES = TESTS / "db" / "releases"
DAY = "2026-10-06"
Rows = dict[str, dict[str, Any]]

# What changed on purpose: what is proven stands first, a plan for students says so, sentences are worded anew.
# The last day of an introduction ends at midnight where the vendor sells.
ON_PURPOSE = {"rank", "unranked_because"}
WORDED = {"claims": {"text", "why", "source"}}
ABOUT = {"health": ("vendor", "source"), "accuracy": ("vendor", "source")}
_SHANGHAI = {"T00:00:00Z", "T16:00:00Z"}


@pytest.fixture(params=sorted(path.name.removesuffix(".sql.xz") for path in RELEASES.glob("*.sql.xz")))
def release(request: pytest.FixtureRequest) -> str:
    """The name of the last migration of an older version."""
    return str(request.param)


@pytest.fixture
def path(release: str, tmp_path: Path) -> Path:
    """A database that the older version made."""
    path = tmp_path / "codingplans.db"
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.executescript(lzma.decompress((RELEASES / f"{release}.sql.xz").read_bytes()).decode())
    return path


def _report(name: str, path: Path, *options: str) -> str:
    """What a report says as JSON."""
    words = ["report", name, *options, "--db", str(path), "--as-of", DAY, "--format", "json", "--lang", "en"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def _keyed(name: str, rows: list[dict[str, Any]]) -> Rows:
    """Rows by what they are about, and their turn among those about the same."""
    keyed: Rows = {}
    for row in rows:
        fields = ABOUT.get(name, ("offer", "vendor", "kind", "claim", "after"))
        about = "|".join(str(row.get(field, "")) for field in fields)
        keyed[f"{about}|{sum(key.startswith(about) for key in keyed)}"] = row
    return keyed


def _moved_to_midnight(was: Any, now: Any) -> bool:
    """Whether both are the end of one day, once in Greenwich and once in Shanghai."""
    return isinstance(was, str) and isinstance(now, str) and {was[10:], now[10:]} == _SHANGHAI


def _differences(name: str, was: Rows, now: Rows) -> list[str]:
    """Where rows answer something else than they did, leaving out what changed on purpose and what is told anew."""
    return [
        f"{key}: {field} was {row[field]!r}, is {now[key].get(field)!r}"
        for key, row in was.items()
        for field in row.keys() - ON_PURPOSE - WORDED.get(name, set())
        if now[key].get(field) != row[field] and not _moved_to_midnight(row[field], now[key].get(field))
    ]


def test_it_is_migrated_after_a_copy_of_what_it_was(release: str, path: Path) -> None:
    before = verify(path)
    assert before.migrations[-1] == release
    open_db(path).close()
    [copied] = path.parent.glob("codingplans-before-*.db")
    assert verify(copied) == before
    now = verify(path)
    assert now.migrations[: len(before.migrations)] == before.migrations
    assert len(now.migrations) > len(before.migrations)
    views = {"pages", "reads", "looks"}
    lost = {name for name, rows in before.rows.items() if name not in views and now.rows[name] < rows}
    assert not lost


def test_no_page_and_no_read_is_lost_or_changed(path: Path) -> None:
    """They are views of smaller tables today, and say of every crawl what the tables said."""
    ordered = {
        "pages": "SELECT id, crawl_id, source, url, final_url, status, media, fetched_at, sha256, bytes, archive, position "
        "FROM pages ORDER BY id",
        "reads": "SELECT crawl_id, source, parser, outcome, offers, message FROM reads ORDER BY 1, 2, 3, 4, 5, 6",
    }
    with closing(sqlite3.connect(path)) as base:
        before = {name: base.execute(sql).fetchall() for name, sql in ordered.items()}
    db = open_db(path)
    assert {name: db.execute(sql).fetchall() for name, sql in ordered.items()} == before
    assert all(before.values())
    assert not db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()


def test_no_look_is_lost_or_changed(tmp_path: Path) -> None:
    """A look keeps its plan, day and moments, as a day and seconds of it."""
    path = tmp_path / "codingplans.db"
    db = Database(path)
    migrations.apply(db.utils, stop_before="m015_plan_days")
    plan = "zhipu/coding-plan/lite/CN/P1M"
    rows = [
        (plan, "2026-10-05", 3, 0, None, "2026-10-05T23:59:59Z", 0),
        (plan, "2026-10-06", 4, 2, "2026-10-06T02:00:07Z", "2026-10-06T18:30:00Z", 1),
        ("kimi/kimi/allegretto/CN/P1M", "2026-10-06", 1, 1, None, "2026-10-06T00:00:00Z", 1),
    ]
    db.conn.executemany("INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    db.conn.commit()
    db.close()
    db = open_db(path)
    kept = "SELECT plan, day, looks, in_stock, restocked_at, last_look, last_in_stock FROM looks"
    assert sorted(db.execute(kept).fetchall()) == sorted(rows)
    db.close()


def test_no_file_of_a_crawl_is_lost_or_changed(tmp_path: Path) -> None:
    """The file that a crawl's vendor and start name is not written out any more; others are, and none stays none."""
    path = tmp_path / "codingplans.db"
    db = Database(path)
    migrations.apply(db.utils, stop_before="m018_own_files")
    files = ["kimi/20261006T183000Z.warc.gz", "kimi/20261006T183000Z-2.warc.gz", "other.warc.gz", None]
    crawl = "INSERT INTO crawls (vendor, kind, started_at, outcome, offers, file) VALUES ('kimi', 'live', ?, 'ok', 1, ?)"
    db.conn.executemany(crawl, [("2026-10-06T18:30:00Z", file) for file in files])
    db.conn.commit()
    db.close()
    db = open_db(path)
    assert [row[0] for row in db.execute("SELECT file FROM crawls ORDER BY id")] == files
    db.close()


def test_the_sum_of_every_source_is_that_of_its_reads(path: Path) -> None:
    db = open_db(path)
    counted = """
    SELECT vendor, source, count(*) AS reads, sum(reads.outcome = 'ok') AS whole, max(started_at) AS last_read,
        max(iif(reads.outcome IN ('ok', 'partial'), started_at, NULL)) AS last_success
    FROM reads JOIN crawls ON crawls.id = crawl_id GROUP BY 1, 2 ORDER BY 1, 2"""
    kept = "SELECT vendor, source, reads, whole, last_read, last_success FROM sources WHERE reads > 0 ORDER BY 1, 2"
    assert list(db.query(kept)) == list(db.query(counted))
    db.close()


def test_every_report_answers_as_it_did(release: str, path: Path) -> None:
    answered = json.loads(lzma.decompress((RELEASES / f"{release}.json.xz").read_bytes()))
    assert len(answered["prices"]) > 100
    all_days = {"changes": ("--since", "2000-01-01")}
    for name, rows in answered.items():
        told = json.loads(_report(name, path, *all_days.get(name, ())))["rows"]
        was, now = _keyed(name, rows), _keyed(name, told)
        assert now.keys() == was.keys(), name
        assert not _differences(name, was, now), name


def test_a_backup_answers_the_same_on_an_empty_machine(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(path, tmp_path / "backups", 14).path
    home = tmp_path / "elsewhere"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    restored = home / "codingplans.db"
    assert restore(made, restored).replaced is None
    plan = {"history": ("zhipu/coding-plan/lite",)}
    for name in set(NAMES) - {"holds", "all"}:  # a command of its own, and the others once more
        assert _report(name, restored, *plan.get(name, ())) == _report(name, path, *plan.get(name, ())), name


def test_one_from_the_future_is_refused_and_says_what_to_do(path: Path) -> None:
    """A version that knows nothing of today's migrations is to today's database what today's is to one to come."""
    open_db(path).close()
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE _sqlite_migrations SET name = 'm999_next' WHERE name = ?", [_last_migration()])
    before = path.read_bytes()
    words = ["report", "prices", "--db", str(path)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code
    assert (
        "made by a newer version of this program (m999_next is unknown to this one); update the program"
        in str(done.exception)
    )
    assert path.read_bytes() == before


def _last_migration() -> str:
    return max(migration.name for migration in migrations.pending(Database(":memory:").utils))
