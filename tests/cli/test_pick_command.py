"""`codingplans pick`: options, a usage file, JSON, and the questions it asks on a terminal and nowhere else."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from story import CLAUDE, hold_state, offer

from db.open import open_db

SEEN = "2026-10-05T00:00:00Z"
USAGE = Path(__file__).parents[1] / "reports" / "pick" / "usage" / "claude-daily-v16.json"

WEEKLY = [{"amount": 10_000, "unit": "credits", "window": "P7D"}]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pick") / "prices.db"
    base = open_db(path)
    for one in (
        {
            "vendor": "zhipu",
            "product": "coding-plan",
            "plan": "lite",
            "price": 49,
            "models": ["GLM-5.3"],
            "quotas": WEEKLY,
        },
        {"vendor": "qianfan", "product": "token-plan", "plan": "mini", "price": 9.9},
        CLAUDE,
    ):
        hold_state(base, offer(**one), "2026-09-01T00:00:00Z", SEEN, provenance="scraped")
    base.close()
    return path


def run(
    db: Path, *options: str, stdin: int | None = None, stdout: int | None = subprocess.PIPE
) -> tuple[int, str]:
    command = [sys.executable, "-m", "cli.main", "pick", "--db", str(db), "--as-of", "2026-10-06", *options]
    done = subprocess.run(
        command, stdin=stdin if stdin is not None else subprocess.DEVNULL, stdout=stdout,
        stderr=subprocess.STDOUT, check=False, text=True, timeout=120,
        env={**os.environ, "CODINGPLANS_LANG": "en"},
    )  # fmt: skip
    return done.returncode, done.stdout


def test_the_answer_as_programs_read_it(db: Path) -> None:
    status, said = run(
        db, "--region", "CN", "--budget", "¥50", "--months", "6", "--tool", "claude code", "--pay", "支付宝",
        "--usage", str(USAGE), "--format", "json",
    )  # fmt: skip
    assert status == 0, said
    answer = json.loads(said)
    assert [one["offer"].split("/")[0] for one in answer["rows"]] == ["zhipu", "qianfan"]
    assert answer["rows"][0]["checks"]["ways"] == "yes"
    assert answer["question"]["tools"] == ["Claude Code"]
    assert answer["question"]["budget"] == {"amount": 5000, "currency": "CNY", "span": "month"}
    assert answer["usage_file"]["days"] == 10
    assert answer["unfit"] == {"region": 1}


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_every_format_names_the_plans(form: str, db: Path) -> None:
    status, said = run(db, "--format", form)
    assert (status, "ianfan" in said) == (0, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--region", "EU"], "known are CN, INTL"),
        (["--budget", "much"], "write it as 30"),
        (["--budget", "1.234"], "write it as 30 or 7.90"),
        (["--budget", "0"], "above 0"),
        (["--months", "25"], "ask for 1 to 24"),
        (["--seats", "0"], "ask for 1 to"),
        (["--tool", "abacus"], "known are"),
        (["--pay", "barter"], "known are"),
        (["--tokens", "lots"], "write it as 5000"),
        (["--tokens", "5M", "--per", "week"], "known are day, month"),
        (["--tokens", "5M", "--usage", str(USAGE)], "leave one out"),
        (["--days", "5"], "name the file"),
        (["--usage", "nowhere.json"], "no such file"),
        (["--usage", __file__], "ccusage daily --json"),
        (["--format", "xml"], "known are table"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(options: list[str], said: str, db: Path) -> None:
    status, words = run(db, *options)
    assert status == 2, words
    assert said in words
    assert "Traceback" not in words
    assert words.count("\n") == 1


def test_a_terminal_is_asked_and_its_answers_count(db: Path) -> None:
    main, ours = pty.openpty()
    os.write(main, b"EU\nCN\n30\n6\nClaude Code\n\n\n")
    status, _ = run(db, stdin=ours, stdout=ours)
    os.close(ours)
    said = b""
    while chunk := _read(main):
        said += chunk
    os.close(main)
    words = said.decode().replace("\r\n", "\n")
    assert status == 0, words
    assert "answer CN, INTL or both" in words
    assert "mainland China · 6 months · at most ¥30 a payment · Claude Code" in words.replace(
        "Mainland", "mainland"
    )


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed and all of it was read
        return b""


def test_a_pipe_is_never_asked(db: Path) -> None:
    status, said = run(db)
    assert status == 0
    assert "Where do you buy" not in said
