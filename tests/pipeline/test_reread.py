"""Reading the archive again: an unchanged parser changes nothing, a mended one writes corrections only."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.database import Database
from db.open import open_db
from pipeline.archive.replay import run_offline
from pipeline.archive.reread import reread
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.registry import named


@pytest.fixture
def archived(tmp_path: Path) -> tuple[Database, Path]:
    db = open_db(tmp_path / "sample.db")
    run_offline(db, archive=tmp_path / "archive")
    return db, tmp_path / "archive"


def _events(db: Database, cause: str) -> list[tuple[str, str, str | None, str | None]]:
    rows = db.query("SELECT offer, kind, before, after FROM events WHERE cause = ? ORDER BY id", [cause])
    return [(row["offer"], row["kind"], row["before"], row["after"]) for row in rows]


def _dump(db: Database) -> list[str]:
    return [line for line in db.conn.iterdump() if "_sqlite_migrations" not in line]


def test_an_unchanged_parser_changes_nothing(archived: tuple[Database, Path]) -> None:
    db, archive = archived
    before = _dump(db)
    assert reread(db, archive) == []
    assert _dump(db) == before


def test_a_mended_parser_writes_corrections_only(
    archived: tuple[Database, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rivals published parser repairs as price changes of the vendor (¥7.9 to ¥40 "fix parser")."""
    db, archive = archived
    news, corrected = _events(db, "vendor"), _events(db, "correction")
    source = type(named("minimax-combo-cn"))
    wrong = source.offers

    def mended(self: object, page: Page) -> Iterator[Offer]:
        for offer in wrong(self, page):  # type: ignore[arg-type]
            yield replace(offer, list_price=offer.price) if offer.price and offer.plan == "ultra" else offer

    monkeypatch.setattr(source, "offers", mended)
    monkeypatch.setattr(source, "parser", 2)
    found = reread(db, archive)
    assert {one.offer for one in found} == {
        f"minimax/token-plan/ultra/CN/account/{term}/CNY" for term in ("P1M", "P1Y")
    }
    assert _events(db, "vendor") == news
    assert len(_events(db, "correction")) > len(corrected)
    fresh = "SELECT parser FROM events WHERE cause = 'correction' AND published_at > '2026-10-07'"
    assert {row["parser"] for row in db.query(fresh)} == {2}
    assert reread(db, archive) == [], "what was corrected once stays corrected"
