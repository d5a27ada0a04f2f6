"""`codingplans report`: options, exit status, and one clear line for what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from story import MAY, past

from cli.main import main
from db.curated.import_history import import_history
from db.open import open_db
from reports.facts.plans.plan_search import find
from reports.facts.timeline import Timeline
from reports.question import BadQuestion, ReportQuery, language
from reports.views.catalogue import NAMES


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "past.db"
    import_history(open_db(path))
    return path


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["codingplans", *words])
    with pytest.raises(SystemExit) as done:
        main()
    return int(done.value.code or 0)


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("holds", "stock")])
def test_every_report_in_every_format(
    name: str, form: str, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = ["zhipu/coding-plan/lite"] if name == "history" else []
    words = [*plan, "--db", str(path), "--as-of", str(MAY), "--format", form]
    assert _run(monkeypatch, "report", name, *words) == 0
    said = capsys.readouterr()
    assert said.err == ""
    if form == "json":
        found = json.loads(said.out)
        assert set(found) >= {"as_of", "rate", "rows"}
        assert set(found["rate"]) >= {"date", "usd_cny", "source"}
    assert "2026-05-29" in said.out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["prices", "--as-of", "2026-13-01"], "2026-13-01"),
        (["prices", "--as-of", "2020-01-01"], "2020-01-01"),
        (["prices", "--region", "EU"], "EU"),
        (["prices", "--currency", "EUR"], "EUR"),
        (["prices", "--format", "xml"], "xml"),
        (["prices", "--by", "week"], "week"),
        (["prices", "--lang", "fr"], "fr"),
        (["milk-tea", "--cup", "free"], "free"),
        (["milk-tea", "--cup", "0"], "0"),
        (["history", "nosuch"], "nosuch"),
        (["changes", "--since", "yesterday"], "yesterday"),
        (["changes", "--kind", "nope"], "nope"),
        (["cost", "--months", "0"], "0 months"),
    ],
)
def test_a_wrong_word_is_one_line_and_status_two(
    words: list[str],
    named: str,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _run(monkeypatch, "report", *words, "--db", str(path)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert named in said.err


def test_no_database_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, "report", "prices", "--db", str(tmp_path / "none.db")) == 2
    assert "codingplans run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh_TW"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_locales(environment: dict[str, str], expected: str) -> None:
    assert language(environment) == expected


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_names_reach_a_program_whole_whatever_the_locale(form: str, path: Path) -> None:
    words = ["report", "prices", "--db", str(path), "--as-of", str(MAY), "--format", form, "--lang", "zh"]
    said = subprocess.run(
        [sys.executable, "-m", "cli.main", *words],
        env=os.environ | {"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    assert "用量包" in said
    assert "???" not in said


@pytest.mark.parametrize(
    ("plan", "first"),
    [
        ("Claude Pro", "claude/membership/pro/INTL/account/P1M/USD"),
        ("claude max 5x", "claude/membership/max/INTL/account/P1M/USD"),
        ("智谱", "zhipu/coding-plan/lite/CN/account/P1M/CNY"),
        ("glm lite", "zhipu/coding-plan/lite/CN/account/P1M/CNY"),
        ("z.ai pro", "zhipu/coding-plan/pro/CN/account/P1M/CNY"),
        ("百炼 高级套餐", "bailian/coding-plan/pro/CN/account/P1M/CNY"),
    ],
)
def test_a_plan_is_found_by_the_names_people_give_it(plan: str, first: str) -> None:
    db = past()
    assert find(db, Timeline(db), ReportQuery(day=MAY, plan=plan))[0] == first


@pytest.mark.parametrize("plan", ["nosuch", "claude nosuch", "cursor andante"])
def test_a_name_that_no_plan_has_finds_none(plan: str) -> None:
    db = past()
    with pytest.raises(BadQuestion, match="unknown plan"):
        find(db, Timeline(db), ReportQuery(day=MAY, plan=plan))
