"""Help me choose, in a real browser: the same answers as the command line, usage files read in the page, nothing sent."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY, command
from pick_questions import questions
from playwright.sync_api import Page, expect

from db.reading import open_read_only
from reports.facts.figures import figures
from reports.pick.market import Market, market
from reports.pick.pick import pick
from reports.question import ReportQuery

Open = Callable[..., Page]
ROOM = Path(__file__).parents[1] / "reports" / "pick"
USAGE = ROOM / "usage" / "claude-daily-v16.json"
ANSWERS = """questions => {
    const market = JSON.parse(document.getElementById("market").textContent).market;
    return questions.map(question => window.codingplansPick.pick(question, market));
}"""


@pytest.fixture(scope="module")
def sold(database: Path) -> Market:
    day = date.fromisoformat(DAY)
    return market(figures(open_read_only(database), ReportQuery(day=day)), day)


def test_the_page_answers_two_hundred_questions_as_the_command_line_does(
    served: str, look: Open, sold: Market
) -> None:
    asked = questions(sold, 200, seed=20261006)
    page = look(f"{served}/zh/pick.html")
    answers = page.evaluate(ANSWERS, [one.to_json() for one in asked])
    ours = [pick(one, sold).to_json() for one in asked]
    differing = [at for at, (one, other) in enumerate(zip(answers, ours, strict=True)) if one != other]
    assert differing == []
    assert 50 < sum(bool(one["picks"]) for one in ours) < 200  # both kinds of questions were asked


def _asked(database: Path, *options: str) -> Any:
    where = ("--db", str(database), "--as-of", DAY, "--format", "json")
    return json.loads(command("pick", *options, *where))


def test_what_is_filled_in_is_answered_and_kept_in_the_address(base: str, look: Open, database: Path) -> None:
    page = look(f"{base}/en/pick.html")
    page.select_option("select[name=region]", "CN")
    page.fill("input[name=budget]", "30")
    page.fill("input[name=months]", "6")
    said = _asked(database, "--region", "CN", "--budget", "30", "--months", "6")
    cards = page.locator(".choice")
    expect(cards).to_have_count(len(said["rows"]))
    for card, row in zip(cards.all(), said["rows"], strict=True):
        assert f"¥{row['today'].removesuffix('.00')}" in card.inner_text()
        assert f"¥{row['total'].removesuffix('.00')}" in card.inner_text()
    assert "budget=30" in page.url
    assert look(page.url).locator(".choice").first.inner_text() == cards.first.inner_text()


@pytest.mark.parametrize("how", ["file", "pasted"])
def test_a_usage_file_is_read_in_the_page_and_leaves_no_trace(
    how: str, base: str, look: Open, database: Path
) -> None:
    page = look(f"{base}/en/pick.html", width=360)
    page.click("#conditions summary")
    if how == "file":
        page.set_input_files("input[name=file]", USAGE)
    else:
        page.fill("textarea[name=pasted]", USAGE.read_text(encoding="utf-8"))
    expect(page.locator("#read li").first).to_contain_text("10 days, 108,000 tokens")
    said = _asked(database, "--usage", str(USAGE))
    own = said["pay_as_you_go"]["own_models"]
    expect(page.locator("#api li").first).to_contain_text(f"${own['low_usd']}")
    expect(page.locator(".choice")).to_have_count(len(said["rows"]))
    assert "#" not in page.url
    assert page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))") == []


def test_every_stand_in_is_counted_in_the_page_as_on_the_command_line(served: str, look: Open) -> None:
    expected = json.loads((ROOM / "usage_expected.json").read_text(encoding="utf-8"))
    page = look(f"{served}/en/pick.html")
    for name, counted in expected.items():
        content = list((ROOM / "usage" / name).read_bytes())
        read = page.evaluate(
            "bytes => window.codingplansUsageFile.read(new Uint8Array(bytes), null)", content
        )
        assert read == counted, name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "This is no JSON."),
        ('{"daily":[]}', "There is no usage in it."),
        ('{"daily":[{"inputTokens":5},{"inputTokens":-5}]}', "daily 2: inputTokens"),
        ('{"sessions":[{"inputTokens":5}]}', "how many days"),
    ],
)
def test_a_bad_usage_is_named_with_what_to_do(text: str, said: str, served: str, look: Open) -> None:
    page = look(f"{served}/en/pick.html")
    page.fill("textarea[name=pasted]", text)
    expect(page.locator("#trouble")).to_contain_text(said)
    page.fill("textarea[name=pasted]", "")
    expect(page.locator("#trouble")).to_be_hidden()


def test_tokens_typed_by_hand_are_those_of_the_command_line(served: str, look: Open, database: Path) -> None:
    page = look(f"{served}/zh/pick.html#tools=Claude+Code&models=glm-5.3&tokens=500%E4%B8%87&per=day")
    said = _asked(
        database, "--tool", "claude code", "--model", "glm-5.3", "--tokens", "500万", "--per", "day"
    )
    expect(page.locator("#asked")).to_contain_text("每月 150,000,000 token")
    assert said["pay_as_you_go"]["models"][0]["low"] in page.locator("#api li").first.inner_text()
    assert page.locator(".choice").count() == len(said["rows"])


@pytest.mark.parametrize(
    ("text", "month"), [("1.5M", "1,500,000"), ("200k", "200,000"), ("1.2亿", "120,000,000")]
)
def test_a_number_is_read_as_people_write_it(text: str, month: str, served: str, look: Open) -> None:
    page = look(f"{served}/en/pick.html")
    page.fill("input[name=tokens]", text)
    expect(page.locator("#asked")).to_contain_text(f"{month} tokens a month")


def test_without_scripts_there_is_an_answer(served: str, look: Open) -> None:
    page = look(f"{served}/en/pick.html", java_script_enabled=False)
    assert page.locator("noscript ol li").count() == 3
    assert not page.locator("#choosing").is_visible()
