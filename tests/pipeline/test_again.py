"""Again changes nothing: a run or an import that is repeated leaves every table as it was, byte for byte."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from db.curated.import_history import BUNDLED, import_history
from db.database import Database
from db.open import open_db
from db.schema.migrations import migrations
from db.tables.states import states_on
from pipeline.archive.replay import run_offline
from pipeline.trackers.import_listings import import_listings

ENDED = (
    "minimax/token-plan/starter/CN/account/P1M/CNY"  # a curated plan that the sample pages prove to be gone
)
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def _sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sampled") / "sample.db"
    db = open_db(file)
    run_offline(db)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return file


@pytest.fixture
def sampled(_sampled: Path, tmp_path: Path) -> Database:
    """A database after one offline run: curated history, and pages that ended some of its plans."""
    return open_db(shutil.copy(_sampled, tmp_path / "sample.db"))


def dump(db: Database) -> list[str]:
    return list(db.conn.iterdump())


def shown(db: Database) -> set[str]:
    return {state.offer.id for state in states_on(db, TODAY)}


def test_a_second_offline_run_changes_nothing(sampled: Database) -> None:
    before = dump(sampled)
    assert ENDED not in shown(sampled)
    assert run_offline(sampled) == []
    assert dump(sampled) == before


def test_importing_the_history_again_over_what_pages_proved_changes_nothing(sampled: Database) -> None:
    before = dump(sampled)
    assert import_history(sampled) == 0
    assert dump(sampled) == before


@pytest.mark.shared
@pytest.mark.parametrize("name", ["prices.csv", "prices-2026-11.csv"])
def test_importing_another_history_twice_changes_nothing(sampled: Database, shared: Path, name: str) -> None:
    import_history(sampled, shared / "history" / name)
    before = dump(sampled)
    assert import_history(sampled, shared / "history" / name) == 0
    assert dump(sampled) == before


@pytest.mark.shared
def test_importing_listings_again_over_history_changes_nothing(sampled: Database, shared: Path) -> None:
    listings = next((shared / "history").glob("listings-*.jsonl"))
    import_listings(sampled, listings)
    before = dump(sampled)
    import_history(sampled)
    import_listings(sampled, listings)
    assert dump(sampled) == before


def test_newer_evidence_of_the_history_reopens_what_pages_had_ended(
    sampled: Database, tmp_path: Path
) -> None:
    """An end proved by pages stands until the history knows something later than it."""
    later = tmp_path / "later.csv"
    lines = BUNDLED.read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(
        line
        for line in lines
        if line.startswith("minimax,token-plan,starter,") and "2026-06-01,,2026-06-01" in line
    )
    later.write_text(
        lines[0] + row.replace("2026-06-01,,2026-06-01", "2026-06-01,,2026-11-19"), encoding="utf-8"
    )
    import_history(sampled, later)
    assert ENDED in shown(sampled)


def test_plans_that_an_import_had_reopened_end_again_in_an_old_database(
    tmp_path: Path, sampled: Database
) -> None:
    """The migration takes the end from the event that had been published."""
    old = tmp_path / "old.db"
    made = Database(str(old))
    migrations.apply(made.utils, stop_before="m005_ends_and_listings")
    made.execute("PRAGMA foreign_keys = OFF")
    made.execute("ATTACH ? AS new", [str(tmp_path / "sample.db")])
    for table in ("offers", "events", "observations"):
        columns = ", ".join(made.table(table).columns_dict)
        made.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
    made.conn.commit()
    made.close()
    assert shown(open_db(old)) == shown(sampled)
