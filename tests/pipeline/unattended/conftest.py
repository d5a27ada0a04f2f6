"""What the tests of alerts share: a database in use for long, who is told, and where messages arrive."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alerted import Owner, ago
from listener import Listener, listening
from story import change, crawl, hold_state, offer

from db.database import Database
from db.open import open_db


@pytest.fixture
def phone() -> Iterator[Listener]:
    with listening() as heard:
        yield heard


@pytest.fixture
def base(tmp_path: Path) -> Database:
    """A database in use for long: a plan, a vendor that is read, news of last month."""
    db = open_db(tmp_path / "plans.db")
    crawl(db, ago(days=40))
    crawl(db, ago(minutes=1))
    hold_state(db, offer(), ago(days=40), ago(minutes=1))
    change(db, "price_changed", {"price": "50"}, {"price": "40"}, ago(days=30))
    return db


@pytest.fixture
def owner(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Owner:
    monkeypatch.setenv("CODINGPLANS_CONFIG", str(tmp_path / "codingplans.toml"))
    return Owner(tmp_path, capsys)
