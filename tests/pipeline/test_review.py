"""`codingplans review`: everything that waits for a person can be decided in the terminal, and only once."""

import io
import json
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from stored_nights import stored_nights
from story import empty, hold, hold_state, offer

from cli.errors import report_errors
from cli.main import app
from db.copies import copy
from db.database import select
from db.open import open_db
from db.tables.discoveries import discover
from reports.question import ReportQuery
from reports.views.discovered_pages import discovered
from scrapers.archive.replay import SAMPLES, load

Review = Callable[..., tuple[int, str]]
TODAY = datetime.now(UTC).date()
SINCE = f"{TODAY - timedelta(days=3)}T02:30:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one of each: a hold, two values of an unproven source, a page, an old curated row."""
    db = empty()
    hold_state(db, offer(), "2026-04-01T02:00:00Z", SINCE)
    hold(db, SINCE, proposed=json.dumps(offer(price=400, evidence="400元/月").to_json()))
    for plan in ("pro", "max"):
        more = {"offer": offer(plan=plan).id, "rule": "unproven", "source": "acme-new"}
        hold(db, SINCE, proposed=json.dumps(offer(plan=plan).to_json()), **more)
    discover(db, "acme", "acme-list", "team", "https://acme.example/team", "Team \x1b[2J", SINCE, baseline=0)
    curated = {"provenance": "curated", "source": "history", "sources": {}}
    hold_state(db, offer(plan="old"), "2026-01-01T00:00:00Z", "2026-02-01", **curated)
    return copy(db, tmp_path / "x.db")


@pytest.fixture
def review(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Review:
    """Run the command with these answers; its exit status and what it said."""

    def run(answers: Iterable[str], *options: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["codingplans", "review", "--db", str(path), *options])
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
        status = report_errors(app)
        out, err = capsys.readouterr()
        return status, out + err

    return run


def _ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    db = open_db(path)
    try:
        return list(db.execute(sql).fetchall())
    finally:
        db.close()


HOLDS = "SELECT status FROM holds ORDER BY id"
PRICES = "SELECT plan, price FROM current_prices ORDER BY plan"


def test_all_is_accepted_one_by_one_and_then_nothing_waits(review: Review, path: Path) -> None:
    status, said = review("aaaa")
    assert (status, said.splitlines()[-1]) == (0, "4 accepted, 0 rejected, 0 skipped; 0 wait")
    assert _ask(path, HOLDS) == [("accepted",)] * 3
    assert _ask(path, PRICES) == [("lite", "400"), ("max", "40"), ("old", "40"), ("pro", "40")]
    assert _ask(path, "SELECT source, by FROM proofs") == [("acme-new", "a person")]
    assert _ask(path, "SELECT settled FROM discoveries") == [("accepted",)]
    assert _ask(path, "SELECT last_seen FROM current_prices WHERE plan = 'old'") == [(TODAY.isoformat(),)]
    assert review("")[1] == "0 accepted, 0 rejected, 0 skipped; 0 wait\n"


def test_what_is_rejected_is_never_published_and_never_asked_again(review: Review, path: Path) -> None:
    assert "0 accepted, 4 rejected, 0 skipped; 0 wait" in review("rrrr")[1]
    assert _ask(path, HOLDS) == [("rejected",)] * 3
    assert _ask(path, PRICES) == [("lite", "40")]
    assert _ask(path, "SELECT kind, offer FROM events") == [("plan_gone", offer(plan="old").id)]
    db = open_db(path)
    assert discovered(db, ReportQuery(day=TODAY)) == []
    assert "0 wait" in review("")[1]


def test_skipping_quitting_and_the_end_of_the_input_leave_the_rest_as_it_was(
    review: Review, path: Path
) -> None:
    before = path.read_bytes()
    assert "0 accepted, 0 rejected, 4 skipped; 4 wait" in review("ssss")[1]
    assert "1 rejected, 1 skipped; 3 wait" in review(["random", "Skip", "reject", "quit"])[1]
    assert review("")[1].endswith("0 accepted, 0 rejected, 0 skipped; 3 wait\n")
    assert before != path.read_bytes()
    assert _ask(path, PRICES) == [("lite", "40"), ("old", "40")]


def test_a_list_asks_nothing_and_writes_nothing(review: Review, path: Path) -> None:
    status, said = review("", "--list")
    assert (status, said.splitlines()[-1]) == (0, "4 wait")
    assert (
        "hold 1: Acme Coding Plan Lite · China · month (acme/coding-plan/lite/CN/account/P1M/CNY), price"
        in said
    )
    assert "400元/月" in said
    assert "source acme-new: nothing has proven it yet, 2 values wait" in said
    assert "last evidence 2026-02-01" in said
    assert "\x1b" not in said
    assert review("", "--list", "--only", "pages")[1].splitlines()[-1] == "1 wait"
    assert review("", "--only", "prices")[0] == 2


def test_all_of_it_is_said_in_chinese_too(review: Review) -> None:
    """Only names, ids and the words of pages stay as they are."""
    told = review("arsr", "--lang", "zh")[1]
    assert (
        "待核实 1：Acme Coding Plan Lite · 国内 · 月（acme/coding-plan/lite/CN/account/P1M/CNY），价格"
        in told
    )
    assert "已发布 acme/coding-plan/lite/CN/account/P1M/CNY：价格变动" in told
    assert told.splitlines()[-1] == "接受 1 项，拒绝 2 项，跳过 1 项；还有 1 项待核实"
    ours = [line for line in told.splitlines() if "a 接受，r 拒绝" not in line]
    english = [
        line
        for line in ours
        if not re.search("[㐀-鿿]", line) and not re.match(r"  (https://|  400元)", line)
    ]
    assert english == []


def test_a_value_nobody_can_pay_is_said_and_goes_on_waiting(review: Review, path: Path) -> None:
    db = open_db(path)
    broken = json.dumps(offer().to_json() | {"price": "-5"})
    db.execute("UPDATE holds SET proposed = ? WHERE id = 1", [broken])
    db.close()
    status, said = review("a", "--only", "holds")
    assert status == 0
    assert "cannot be published" in said
    assert "0 accepted, 0 rejected, 1 skipped; 1 wait" in said


def test_what_a_person_checked_outlives_the_history_file(review: Review, path: Path, tmp_path: Path) -> None:
    from db.curated.import_history import import_history

    db = open_db(path)
    import_history(db)
    [(row, seen)] = db.execute(
        "SELECT observations.id, last_seen FROM observations JOIN offers ON offers.id = offer_id "
        "WHERE provenance = 'curated' AND confidence = 'high' AND source = 'history' AND vendor <> 'acme' LIMIT 1"
    ).fetchall()
    from db.tables.observations import check

    check(db, row, TODAY.isoformat())
    import_history(db)
    [(now,)] = db.execute("SELECT last_seen FROM observations WHERE id = ?", [row]).fetchall()
    assert seen < now == TODAY.isoformat()


def test_the_words_of_the_page_stand_beside_what_was_read_from_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "y.db"
    db = open_db(path)
    [shelf, *_] = load(SAMPLES / "kimi")
    with stored_nights(db, archive=tmp_path / "y-archive") as nights:
        nights.store(shelf, ["kimi"])
    db.execute("DELETE FROM holds")
    [row] = select(
        db,
        "SELECT evidence, plan_name, page_id FROM observations WHERE page_id IS NOT NULL AND source = 'kimi-help-cn' LIMIT 1",
    ) or select(db, "SELECT evidence, plan_name, page_id FROM observations WHERE page_id IS NOT NULL LIMIT 1")
    proposed = offer(evidence=row["evidence"], plan_name=row["plan_name"]).to_json()
    hold(db, SINCE, page_id=row["page_id"], proposed=json.dumps(proposed))
    db.close()
    monkeypatch.setattr(sys, "argv", ["codingplans", "review", "--list", "--db", str(path)])
    assert report_errors(app) == 0
    said = capsys.readouterr().out
    assert ">>>" in said
    assert "not in the archive" not in said
