"""Three people, and the plans that one works out for them by hand from the prices below."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from story import empty, hold_state, offer

from reports.facts.figures import figures
from reports.pick.market import Market, market
from reports.pick.pick import pick
from reports.pick.question import Budget, PickQuestion
from reports.pick.usage_file import usage_file
from reports.question import ReportQuery

DAY, SEEN = date(2026, 10, 6), "2026-10-06T01:00:00Z"
DAILY = Path(__file__).with_name("usage") / "claude-daily-v16.json"
CREDITS = {"unit": "credits", "window": "P7D"}
GLM = {"vendor": "zhipu", "product": "coding-plan", "models": ["GLM-5.3"]}


def plan(vendor: str, product: str, tier: str, price: int | Decimal, **more: Any) -> dict[str, Any]:
    return {"vendor": vendor, "product": product, "plan": tier, "price": price, **more}


SOLD: list[dict[str, Any]] = [
    plan("qianfan", "token-plan", "mini", Decimal("9.9"), charges=[{"price": "4.9", "periods": 1}, {"price": "5.94", "periods": 1}]),
    plan("ecloud", "coding-plan", "lite", 40, charges=[{"price": "7.9", "periods": 1}]),
    plan("scnet", "coding-plan", "lite", 20),
    plan("tencent", "hy-token-plan", "lite", 28),
    plan("kimi", "membership", "go", 240, period="P1Y"),
    {**GLM, "plan": "lite", "price": 118, "quotas": [{**CREDITS, "amount": 10_000}]},
    {**GLM, "plan": "pro", "price": 538, "quotas": [{**CREDITS, "amount": 60_000}]},
    {**GLM, "plan": "pro", "price": Decimal("1291.2"), "period": "P3M", "quotas": [{**CREDITS, "amount": 60_000}]},
    plan("qoder", "qoder", "teams", 99, per="seat"),
    plan("comate", "comate", "enterprise", 150, per="seat"),
    plan("comate", "comate", "enterprise", 1500, per="seat", period="P1Y"),
    plan("kilo", "kilo-teams", "teams", 15, per="seat", currency="USD", region="INTL"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sold() -> Market:
    db = empty()
    for one in SOLD:
        hold_state(db, offer(**one), "2026-09-01T00:00:00Z", SEEN, provenance="scraped")
    return market(figures(db, ReportQuery(day=DAY)), DAY)


def test_a_student_with_thirty_yuan_a_month(sold: Market) -> None:
    """Four months: 4.90 + 5.94 + 2 × 9.90 = 30.64; 4 × 20 = 80; 4 × 28 = 112. A year of Kimi is one payment of 240.

    Mobile Cloud is 40 from the second month on, so over the budget; as a first month of the cheapest way it saves 2:
    7.90 + 4.90 + 5.94 + 9.90 = 28.64.
    """
    asked = PickQuestion(region="CN", months=4, budget=Budget(3000))
    answer = pick(asked, sold).to_json()
    assert [(one["offer"].split("/")[0], one["today"], one["total"]) for one in answer["picks"]] == [
        ("qianfan", "4.90", "30.64"), ("scnet", "20.00", "80.00"), ("tencent", "28.00", "112.00"),
    ]  # fmt: skip
    assert answer["unfit"] == {"budget": 4, "seats": 2, "region": 1}
    assert answer["near"][0]["offer"].startswith("ecloud/")
    assert answer["way"]["total_cny"] == "28.64"


def test_a_daily_user_of_claude_code_with_a_usage_file(sold: Market) -> None:
    """The file's ten days times 800: a month of 4.8 M fresh, 240 M cached, 12 M written and 2.4 M output tokens.

    On GLM-5.3 at peak: (4.8 + 12) × 690 + 240 × 170 + 2.4 × 2400 = 58,152 credits, 13,569 a week (7/30 of it, rounded up);
    off-peak half, 6,785. Lite holds 10,000: open. Pro holds 60,000: enough, a quarter at 1,291.20 is less than 3 × 538.
    By API: 16.8 × 8 + 240 × 2 + 2.4 × 28 = ¥681.60.
    """
    text = DAILY.read_text(encoding="utf-8")
    for count in (
        "1200",
        "800",
        "5000",
        "90000",
        "97000",
        "200",
        "10000",
        "11000",
        "300",
        "100",
        "4000",
        "500",
        "6000",
    ):
        text = text.replace(f'Tokens":{count},', f'Tokens":{int(count) * 800},')
    usage = usage_file(text.encode()).month()
    asked = PickQuestion(region="CN", months=3, tools=("Claude Code",), models=("glm-5.3",), usage=usage)
    first = (answer := pick(asked, sold).to_json())["picks"][0]
    assert (first["offer"], first["total"]) == ("zhipu/coding-plan/pro/CN/account/P3M/CNY", "1291.20")
    assert [(one["least"], one["most"], one["enough"]) for one in first["quotas"]] == [(6785, 13_569, "yes")]
    assert answer["pay_as_you_go"]["models"] == [
        {"model": "glm-5.3", "currency": "CNY", "low": "681.60", "high": "681.60"}
    ]


def test_a_team_of_five(sold: Market) -> None:
    """A year: 5 × 12 × 99 = 5,940; 5 × 12 × $15 = $900, about ¥6,034; 5 × 1,500 = 7,500 at once, less than 5 × 12 × 150."""
    answer = pick(PickQuestion(seats=5), sold).to_json()
    assert [(one["offer"].split("/")[0], one["today"], one["total"]) for one in answer["picks"]] == [
        ("qoder", "495.00", "5940.00"), ("kilo", "75.00", "900.00"), ("comate", "7500.00", "7500.00"),
    ]  # fmt: skip
    assert answer["unfit"] == {"seats": 7}
    assert answer["near"][0]["total"] == "549.20"  # five accounts of Qianfan Mini
