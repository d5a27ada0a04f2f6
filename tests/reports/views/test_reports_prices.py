"""Prices, ratio and milk tea: the figures of 2026-05-29, what is ranked, and what is only listed."""

import json
from datetime import date
from decimal import Decimal

import pytest
from story import CLAUDE, MAY, asked, crawl, empty, hold, hold_state, offer, past, rows

from reports.question import ReportQuery
from reports.views.catalogue import report
from reports.views.opening import notes

GLM = "zhipu/coding-plan/lite/CN/account/P1M/CNY"
STARTER = "minimax/token-plan/starter/CN/account/P1M/CNY"
CLAUDE_PRO = "claude/membership/pro/INTL/account/P1M/USD"


@pytest.mark.parametrize(
    ("offer_id", "expected"),
    [
        (GLM, {"price": "49", "monthly_usd": "7.24", "ratio_to_claude_pro": "2.76", "cups": "6.20"}),
        (STARTER, {"price": "29", "ratio_to_claude_pro": "4.67", "cups": "3.67", "last_changed": "2025-12-14T00:00:00Z"}),
        (CLAUDE_PRO, {"price": "20", "monthly_cny": "135.34", "ratio_to_claude_pro": "1.00"}),
    ],
)  # fmt: skip
def test_the_day_of_the_article(offer_id: str, expected: dict[str, str]) -> None:
    found = asked(past(), "prices")
    row = next(row for row in found["rows"] if row["offer"] == offer_id)
    assert {name: row[name] for name in expected} == expected
    assert found["as_of"] == "2026-05-29"
    assert found["rate"]["usd_cny"] == "6.7668"
    assert found["rate"]["date"] == "2026-05-29"


def test_ranks_count_from_one_where_accounts_and_seats_stand_apart() -> None:
    ranks: dict[tuple[str, str], list[int]] = {}
    for row in rows(past(), "prices", date(2026, 10, 4)):
        if row["ranked"]:
            ranks.setdefault((row["region"], row["per"]), []).append(row["rank"])
    assert set(ranks) == {("CN", "account"), ("CN", "seat"), ("INTL", "account"), ("INTL", "seat")}
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in ranks.values())


@pytest.mark.parametrize(
    ("seen", "origin", "because"),
    [
        ("2026-05-22T02:00:00Z", {}, None),
        ("2026-05-21T23:00:00Z", {}, "stale"),
        ("2026-05-29T02:00:00Z", {"provenance": "sample"}, None),
        ("2026-05-20T02:00:00Z", {"provenance": "sample"}, "stale"),
        ("2026-05-29", {"provenance": "curated"}, "curated"),
        ("2026-05-29T02:00:00Z", {"provenance": "derived"}, "derived"),
    ],
)
def test_only_a_page_of_the_vendor_of_the_last_seven_days_proves_a_price(
    seen: str, origin: dict[str, str], because: str | None
) -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", seen, **origin)
    hold_state(db, offer(vendor="other", price=90), "2026-05-01T02:00:00Z", "2026-05-29T02:00:00Z")
    found = {row["vendor"]: row for row in rows(db, "prices")}
    assert (found["acme"]["proven"], found["acme"]["unproven_because"]) == (because is None, because)
    assert found["acme"]["ranked"]
    assert (found["acme"]["rank"], found["other"]["rank"]) == ((2, 1) if because else (1, 2))


@pytest.mark.parametrize("name", ["prices", "ratio", "milk-tea"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_nothing_proves_stands_in_a_block_of_its_own_with_its_reason(name: str, lang: str) -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", "2026-05-09", provenance="curated")
    hold_state(db, offer(**CLAUDE), "2026-05-01T02:00:00Z", "2026-05-29T02:00:00Z")
    asked = ReportQuery(day=MAY, lang=lang)
    yuan, dollars, apart = report(db, name, asked).sections
    assert (len(yuan.lines), len(yuan.text)) == (0, 1), "the first block says that it is empty"
    assert "7" in yuan.text[0]
    assert [len(one.lines) for one in (dollars, apart)] == [1, 1]
    assert "2026-05-09" in apart.lines[0].cells[-1]
    assert "7" in apart.title


@pytest.mark.parametrize(
    ("by", "key"),
    [("year", "first_year_cny"), ("first-month", "first_month_cny"), ("monthly", "monthly_cny")],
)
def test_the_ranking_follows_what_was_asked(by: str, key: str) -> None:
    ranked = [
        row for row in rows(past(), "prices", region="CN", by=by) if row["ranked"] and row["per"] == "account"
    ]
    amounts = [Decimal(row[key]) for row in sorted(ranked, key=lambda row: row["rank"])]
    assert amounts == sorted(amounts)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"price": "0"}, "free"),
        ({"plan": "personal-pack"}, "pack"),
        ({"plan": "student"}, "student"),
        ({"plan": "education-pro"}, "student"),
        ({"availability": "Discontinued"}, "Discontinued"),
        ({"availability": "SoldOut"}, "SoldOut"),
        ({"availability": "LimitedAvailability"}, None),
        ({}, None),
    ],
)
def test_what_is_listed_but_not_ranked(changes: dict[str, object], because: str | None) -> None:
    db = empty()
    hold_state(db, offer(**changes), "2026-05-01T02:00:00Z")
    hold_state(db, offer(**CLAUDE), "2026-05-01T02:00:00Z")
    row = next(row for row in rows(db, "prices") if row["vendor"] == "acme")
    assert (row["unranked_because"], row["rank"]) == (because, None if because else 1)
    assert (row["ratio_to_claude_pro"] is None) == (because == "free")


def test_a_held_price_is_unverified_and_a_held_quota_costs_nothing() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z")
    hold(db, "2026-05-27T02:00:00Z", field="quotas")
    assert rows(db, "prices")[0]["ranked"]
    hold(db, "2026-05-28T02:00:00Z")
    assert rows(db, "prices")[0]["unranked_because"] == "held"
    assert rows(db, "prices", date(2026, 5, 27))[0]["ranked"], "not yet held on that day"


def test_without_claude_there_is_no_ratio() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z")
    assert rows(db, "prices")[0]["ratio_to_claude_pro"] is None


UNREAD = json.dumps([{"unread": "Studio", "message": "no plain price", "words": "¥35 for every block"}])


def test_a_source_read_but_for_a_card_is_named_with_its_words_in_both_languages() -> None:
    """A partial read is no failure of the prices that were seen, and never "read whole"."""
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", "2026-05-29T02:00:00Z")
    hold_state(db, offer(plan="old"), "2026-05-01T02:00:00Z", "2026-05-25T02:00:00Z")
    crawl(db, "2026-05-25T02:00:00Z")
    crawl(db, "2026-05-28T02:00:00Z", "partial", "'Studio' could not be read", unread=UNREAD)
    crawl(db, "2026-05-29T02:00:00Z", "partial", "'Studio' could not be read", unread=UNREAD)
    found = asked(db, "prices")
    assert {row["plan"]: row["failing_since"] for row in found["rows"]} == {
        "lite": None,
        "old": "2026-05-28T02:00:00Z",
    }
    assert found["notes"]["not_seen"] == []
    (unread,) = found["notes"]["unread"]
    assert (unread["source"], unread["since"]) == ("acme-cn", "2026-05-28T02:00:00Z")
    assert unread["cards"] == [{"name": "Studio", "words": "¥35 for every block"}]
    day = date(2026, 5, 29)
    english = notes(db, ReportQuery(day=day)).lines()
    chinese = notes(db, ReportQuery(day=day, lang="zh")).lines()
    assert (
        "Acme (`acme-cn`): 1 part of the page has been unreadable since 2026-05-28: “Studio” (¥35 for every block)"
        in english
    )
    assert "Acme（`acme-cn`）自 2026-05-28 起有 1 处未能读懂：“Studio”（¥35 for every block）" in chinese
    assert not [line for line in english if "read in full" in line]
    health = {row["source"]: row for row in rows(db, "health", day)}
    assert (health["acme-cn"]["status"], health["acme-cn"]["failing_since"]) == ("partial", None)
    assert health[None]["unread"] == unread["cards"]
    crawl(db, "2026-05-30T02:00:00Z")
    assert asked(db, "prices", date(2026, 5, 30))["notes"]["unread"] == []


def test_a_failing_source_shows_beside_its_prices_and_recovers() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", "2026-05-25T02:00:00Z")
    crawl(db, "2026-05-25T02:00:00Z")
    crawl(db, "2026-05-26T02:00:00Z", "changed", "no price in '仅需'")
    crawl(db, "2026-05-27T02:00:00Z", "challenge", "a login page")
    found = asked(db, "prices")
    assert found["rows"][0]["failing_since"] == "2026-05-26T02:00:00Z"
    assert found["notes"]["not_seen"] == [
        {
            "source": "acme-cn",
            "vendor": "acme",
            "failing_since": "2026-05-26T02:00:00Z",
            "message": "a login page",
        }
    ]
    assert found["notes"]["stale"] == [
        {"vendor": "acme", "provenance": "scraped", "offers": 1, "oldest_days": 4}
    ]
    assert rows(db, "prices", date(2026, 5, 25))[0]["failing_since"] is None
    crawl(db, "2026-05-28T02:00:00Z")
    assert rows(db, "prices")[0]["failing_since"] is None


def test_last_changed_knows_an_introduction_that_ended_by_itself() -> None:
    db = empty()
    ending = offer(intro_price="9.9", intro_periods=1, intro_until="2026-05-20")
    hold_state(db, ending, "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z")
    row = rows(db, "prices")[0]
    assert (row["intro_price"], row["last_changed"]) == (None, "2026-05-20T16:00:00Z")
    assert rows(db, "prices", date(2026, 5, 19))[0]["last_changed"] == "2026-05-01T02:00:00Z"


def test_last_changed_is_not_moved_by_names_and_quotas() -> None:
    db = empty()
    hold_state(db, offer(), "2026-04-01T02:00:00Z")
    hold_state(db, offer(plan_name="Lite 最受欢迎"), "2026-05-01T02:00:00Z")
    assert rows(db, "prices")[0]["last_changed"] == "2026-04-01T02:00:00Z"


def test_an_introduction_of_unknown_length_is_marked() -> None:
    db = empty()
    hold_state(db, offer(intro_price="9.9"), "2026-05-01T02:00:00Z")
    row = rows(db, "prices")[0]
    assert (row["first_year_cny"], row["first_year_estimated"]) == ("449.90", True)


def test_a_weekend_uses_the_friday_rate_and_says_so() -> None:
    rate = asked(past(), "prices", date(2026, 5, 31))["rate"]
    assert (rate["date"], rate["old"]) == ("2026-05-29", False)
    assert asked(past(), "prices", date(2026, 11, 20))["rate"]["old"]


def test_ratio_and_cups_list_the_ranked_only() -> None:
    ratios = rows(past(), "ratio")
    assert [Decimal(row["ratio_to_claude_pro"]) for row in ratios] == sorted(
        (Decimal(row["ratio_to_claude_pro"]) for row in ratios), reverse=True
    )
    assert all(row["ranked"] for row in ratios)
    cups = asked(past(), "milk-tea", cup=Decimal("15.8"))
    starter = next(row for row in cups["rows"] if row["offer"] == STARTER)
    assert (starter["cups"], cups["cup"]) == ("1.84", {"price": "15.8", "currency": "CNY"})


def test_cost_counts_the_introduction_and_whole_terms() -> None:
    october = date(2026, 10, 4)
    found = {row["offer"]: row for row in rows(past(), "cost", october, months=3)}
    lite = found["volcengine/coding-plan/lite/CN/account/P1M/CNY"]
    assert (lite["cost"], lite["charges"]) == (
        "59.8", [{"times": 2, "amount": "9.9"}, {"times": 1, "amount": "40"}],
    )  # fmt: skip
    year = found["kimi/membership/go/CN/account/P1Y/CNY"]
    assert (year["cost"], year["months_paid_for"]) == ("468", 12)
    costs = [Decimal(row["cost_cny"]) for row in found.values()]
    assert costs == sorted(costs)


def test_a_report_of_one_region_knows_only_that_region() -> None:
    found = asked(past(), "prices", MAY, region="INTL")
    assert {row["region"] for row in found["rows"]} == {"INTL"}
    assert sum(found["notes"]["provenance"].values()) == len(found["rows"])


def test_a_pre_order_is_on_sale_nowhere() -> None:
    db = empty()
    hold_state(db, offer(price=10, availability="PreOrder"), "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z")
    hold_state(db, offer(plan="pro", plan_name="Pro"), "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z")
    by_plan = {row["plan"]: row["unranked_because"] for row in rows(db, "prices")}
    assert by_plan == {"lite": "PreOrder", "pro": None}
    assert {row["plan"] for row in rows(db, "cost")} == {"pro"}


def test_costs_rank_what_pages_prove_first_and_the_cheapest_way_is_of_those() -> None:
    db = empty()
    seen = "2026-05-01T02:00:00Z"
    hold_state(db, offer(price=10), seen, "2026-05-28", provenance="curated")
    hold_state(db, offer(plan="pro", plan_name="Pro", price=50), seen, "2026-05-28T02:00:00Z")
    said = asked(db, "cost")
    assert [(row["plan"], row["unproven_because"]) for row in said["rows"]] == [
        ("pro", None),
        ("lite", "curated"),
    ]
    assert [step["plan"] for way in said["cheapest"] for step in way["steps"]] == ["pro"]
    first, apart = report(db, "cost", ReportQuery(day=MAY)).sections[:2]
    assert [len(first.lines), len(apart.lines)] == [1, 1]
    assert "2026-05-28" in apart.lines[0].cells[-1]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (["unproven"], (True, "unproven_source", None)),
        (["unproven", "large"], (False, "unproven_source", "held")),
    ],
)
def test_a_price_that_a_source_not_yet_proven_contradicts_has_a_reason_of_its_own(
    rules: list[str], said: tuple[bool, str, str | None]
) -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", "2026-05-28", provenance="curated")
    for rule in rules:
        hold(db, "2026-05-27T02:00:00Z", rule=rule)
    [row] = rows(db, "prices")
    assert (row["ranked"], row["unproven_because"], row["unranked_because"]) == said
