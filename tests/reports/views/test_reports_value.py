"""`report value`: the answer first, best first, every figure with its source, and the reason where there is none."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from story import empty, hold_state, offer

from db.database import Database
from reports.question import LANGUAGES, BadQuestion, ReportQuery
from reports.views.catalogue import report, show, show_plan

DAY = date(2026, 10, 6)
SEEN = "2026-10-05T02:00:00Z"
CREDITS = {"quotas": [{"amount": 10000, "unit": "credits", "window": "P7D"}]}
PLANS = (
    {"vendor": "zhipu", "plan": "lite", "price": "118", **CREDITS},
    {"vendor": "zhipu", "plan": "lite", "price": "991.2", "period": "P1Y", **CREDITS},
    {"vendor": "stepfun", "product": "step-plan", "plan": "max", "plan_name": "Max", "price": "699",
     "quotas": [{"amount": 40000000000, "unit": "credits", "window": "P1M"}]},
    {"vendor": "huawei", "product": "token-plan", "price": "5", "quotas": [{"amount": 880000000, "unit": "tokens", "window": "P1M"}]},
    {"vendor": "kimi", "product": "membership", "plan": "plus", "plan_name": "Plus", "price": "99"},
    {"vendor": "opencode", "product": "go", "plan": "go", "plan_name": "Go", "region": "INTL", "currency": "USD", "price": "10"},
    {"vendor": "acme", "price": "40"},
)  # fmt: skip


@pytest.fixture
def db() -> Database:
    made = empty()
    for plan in PLANS:
        hold_state(made, offer(**plan), "2026-09-20T02:00:00Z", SEEN)
    return made


def _asked(db: Database, **asked: object) -> list[dict[str, object]]:
    found = report(db, "value", ReportQuery(day=DAY, **asked)).to_json()["rows"]  # type: ignore[arg-type]
    return list(found)


def _table(db: Database, lang: str = "en", **asked: object) -> list[str]:
    content = report(db, "value", ReportQuery(day=DAY, lang=lang, **asked))  # type: ignore[arg-type]
    return [line.cells[0] for line in content.sections[0].lines]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_line_is_the_answer_which_little_sure_figures_never_are(db: Database, lang: str) -> None:
    first, second = report(db, "value", ReportQuery(day=DAY, lang=lang)).opening[:2]
    assert "Step Plan Max" in first
    assert "57.2" in first
    assert "OpenCode Go" in second
    assert "6.00" in second


def test_one_row_a_plan_by_its_shortest_term_best_first(db: Database) -> None:
    assert _table(db) == [
        "Huawei Cloud Token Plan Lite",
        "StepFun Step Plan Max",
        "OpenCode Go",
        "Zhipu GLM Coding Plan Lite",
    ]
    assert _table(db, order="price")[0] == "Huawei Cloud Token Plan Lite"
    assert _table(db, order="tokens")[0] == "StepFun Step Plan Max"
    assert _table(db, region="INTL") == ["OpenCode Go"]
    assert {row["period"] for row in _asked(db)} == {"P1M"}


def test_a_row_for_each_model_or_of_one(db: Database) -> None:
    assert _table(db, all_models=True).count("OpenCode Go") > 5
    assert _table(db, model="GLM-5.3-Flash") == ["Zhipu GLM Coding Plan Lite"]
    with pytest.raises(BadQuestion, match=r"'gpt-2'; known are .*glm-5\.3"):
        _table(db, model="gpt-2")


def test_every_figure_says_who_stated_it_and_the_rest_says_why_not(db: Database) -> None:
    for row in _asked(db):
        known = row["worth_cny_low"] is not None
        assert (
            known
            == (row["ratio_low"] is not None)
            == (row["confidence"] is not None)
            == (row["basis"] is not None)
        )
        assert known or row["unknown_because"] or row["tokens_low"]
        for source in row["sources"]:  # type: ignore[attr-defined]
            assert source["source"]
            assert date.fromisoformat(source["seen"])
        assert row["sources"] or row["unknown_because"] == "unstated"
    reasons = {row["vendor"]: row["unknown_because"] for row in _asked(db)}
    assert (reasons["kimi"], reasons["acme"], reasons["zhipu"]) == ("percent", "unstated", None)


def test_figures_in_both_currencies_agree_with_the_ratio(db: Database) -> None:
    rate = Decimal(report(db, "value", ReportQuery(day=DAY)).to_json()["rate"]["usd_cny"])
    for row in _asked(db):
        if row["ratio_low"] is None:
            continue
        worth, monthly, ratio = (
            Decimal(str(row[name])) for name in ("worth_cny_low", "monthly_cny", "ratio_low")
        )
        assert abs(worth / monthly - ratio) < Decimal("0.02")
        assert abs(Decimal(str(row["worth_usd_low"])) * rate / worth - 1) < Decimal("0.01")


def test_the_mix_of_tokens_can_be_asked_for(db: Database) -> None:
    def tokens(**mix: Decimal) -> Decimal:
        rows = (row for row in _asked(db, **mix) if (row["vendor"], row["model"]) == ("zhipu", "glm-5.3"))
        return next(Decimal(str(row["tokens_low"])) for row in rows)

    assert tokens(cached=Decimal(0)) < tokens(cached=Decimal(95)) < tokens(cached=Decimal(100))
    assert tokens(output=Decimal(100)) == (Decimal(10000) * 30 / 7 / 2400 * 10**6).quantize(Decimal(1))
    with pytest.raises(BadQuestion, match="101"):
        _asked(db, cached=Decimal(101))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_users_measured_is_shown_when_asked_for_and_marked(db: Database, lang: str) -> None:
    plain, asked = (
        report(db, "value", ReportQuery(day=DAY, lang=lang, measured=told)) for told in (False, True)
    )
    assert "measured" not in plain.to_json()
    assert {row["confidence"] for row in asked.to_json()["measured"]} == {"low"}
    assert any("mahonzhan" in line for line in asked.sections[-1].text)
    early = ReportQuery(day=date(2026, 3, 1), measured=True)
    assert report(db, "value", early).to_json()["measured"] == []


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_in_both_languages(db: Database, form: str, lang: str) -> None:
    out = io.StringIO()
    show(db, "value", ReportQuery(day=DAY, lang=lang, measured=True), form, out)
    text = out.getvalue()
    if form == "json":
        assert json.loads(text)["mix"] == {"cached": "95", "output": "0.5"}
    elif form == "csv":
        assert {row["unit"] for row in csv.DictReader(io.StringIO(text))} >= {"credits", "USD", "tokens", ""}
    else:
        assert "57.2" in text


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_ratio_and_how_sure_it_is_stay_in_a_narrow_terminal(db: Database, width: int) -> None:
    out = io.StringIO()
    show(db, "value", ReportQuery(day=DAY, width=width), "table", out)
    line = next(line for line in out.getvalue().splitlines() if line.startswith("Zhipu"))
    assert "4.26–8.52×" in line
    assert width < 80 or "calc., high" in line


def test_a_day_without_plans_says_so() -> None:
    content = report(empty(), "value", ReportQuery(day=DAY))
    assert content.rows == []
    assert content.opening[0].startswith("No plan's month")


def test_show_tells_what_a_month_buys(db: Database) -> None:
    out = io.StringIO()
    show_plan(db, ReportQuery(day=DAY, plan="stepfun/step-plan/max", width=200), "table", out)
    assert "¥40,000 at API prices, 57.2× the price (stated, high confidence)" in out.getvalue()
    out = io.StringIO()
    show_plan(db, ReportQuery(day=DAY, plan="kimi/membership/plus", width=200), "json", out)
    assert [row["unknown_because"] for row in json.loads(out.getvalue())["value"]] == ["percent"]
