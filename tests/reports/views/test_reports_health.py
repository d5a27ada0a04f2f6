"""Health, accuracy, holds and the notes every report opens with."""

from datetime import date

from story import MAY, asked, change, crawl, empty, hold, hold_state, offer, past, rows

from reports.question import ReportQuery
from reports.views.catalogue import report
from reports.views.opening import notes


def test_health_tells_looking_from_not_looking() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z")
    assert rows(db, "health")[0]["status"] == "never_looked"
    crawl(db, "2026-05-28T02:00:00Z")
    assert [row["status"] for row in rows(db, "health")] == ["no_change", "no_change"]
    assert rows(db, "health", date(2026, 6, 2))[0]["status"] == "did_not_look"
    change(
        db, "price_changed", {"price": "30"}, {"price": "40"}, "2026-05-27T02:00:00Z", "2026-05-28T02:00:00Z"
    )
    assert rows(db, "health")[0]["status"] == "changed"
    crawl(db, "2026-05-29T02:00:00Z", "truncated", "an unclosed table")
    vendor, source = rows(db, "health")
    assert (vendor["status"], vendor["whole_percent"], vendor["message"]) == (
        "failing",
        "50.0",
        "an unclosed table",
    )
    assert (source["source"], source["failing_since"]) == ("acme-cn", "2026-05-29T02:00:00Z")
    assert (vendor["oldest_price_seen"], vendor["oldest_price_days"]) == ("2026-05-28T02:00:00Z", 1)


def test_sources_are_called_by_what_they_sell_and_those_called_alike_by_their_ids_too() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", source="acme-cn", sources={"price": "acme-cn"})
    more = {"source": "acme-docs", "sources": {"price": "acme-docs"}}
    hold_state(db, offer(plan="pro"), "2026-05-01T02:00:00Z", **more)
    for source in ("acme-cn", "acme-docs", "acme-list"):
        crawl(db, "2026-05-28T02:00:00Z", source=source)
    named = [line.cells[:2] for line in report(db, "health", ReportQuery(day=MAY)).sections[0].lines]
    assert named == [
        ["Acme", ""],
        ["  Coding Plan · China (acme-cn)", "acme-cn"],
        ["  Coding Plan · China (acme-docs)", "acme-docs"],
        ["  acme-list", "acme-list"],
    ]


def test_an_alarm_is_a_hold_older_than_seven_days() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z")
    hold(db, "2026-05-22T02:00:00Z")
    assert rows(db, "health")[0]["alarms"] == 0
    assert rows(db, "health", date(2026, 5, 30))[0]["alarms"] == 1
    assert asked(db, "prices", date(2026, 5, 30))["notes"]["holds"]["alarms"] == 1


def test_accuracy_counts_what_pages_showed_and_leaves_curated_out() -> None:
    db = empty()
    change(
        db, "price_changed", {"price": "30"}, {"price": "40"}, "2026-05-01T00:00:00Z", "2026-05-03T00:00:00Z"
    )
    change(db, "quota_changed", {"quotas": []}, {"quotas": []}, "2026-05-04T00:00:00Z")
    change(db, "price_changed", {"price": "40"}, {"price": "30"}, "2026-05-05T00:00:00Z", cause="correction")
    change(
        db, "price_changed", {"price": "10"}, {"price": "30"}, "2026-01-05T00:00:00Z", provenance="curated"
    )
    hold(db, "2026-05-01T00:00:00Z", status="confirmed", ended_at="2026-05-03T00:00:00Z")
    hold(db, "2026-05-02T00:00:00Z", field="intro")
    every, acme = rows(db, "accuracy")
    assert (every["vendor"], acme["vendor"]) == (None, "acme")
    assert (acme["published"], acme["curated"], acme["corrected"], acme["false_change_percent"]) == (
        2,
        1,
        1,
        "50.0",
    )
    assert (acme["hours_to_publication_median"], acme["hours_to_publication_worst"]) == ("24.0", "48.0")
    assert (acme["holds_open"], acme["holds_confirmed"]) == (1, 1)
    assert rows(db, "accuracy", date(2026, 5, 2))[0]["holds_open"] == 2


def test_holds_show_what_the_page_said_oldest_first() -> None:
    db = empty()
    hold(db, "2026-05-28T02:00:00Z")
    hold(db, "2026-05-01T02:00:00Z", field="intro", reason="a first price of 0")
    found = rows(db, "holds")
    assert [(row["field"], row["days"], row["alarm"]) for row in found] == [
        ("intro", 28, True),
        ("price", 1, False),
    ]
    assert found[1]["value"] == {"price": "400"}


def test_every_report_opens_with_rate_unseen_holds_and_provenance() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z", "2026-05-20T02:00:00Z", provenance="sample")
    hold(db, "2026-05-01T02:00:00Z")
    crawl(db, "2026-05-28T02:00:00Z", "changed", "no price")
    for name in ("prices", "ratio", "milk-tea", "claims", "changes", "health", "accuracy", "cost", "all"):
        opening = "\n".join(report(db, name, ReportQuery(day=MAY)).opening)
        for said in (
            "1 USD = 6.7668 CNY", "Sample data: 1 price ", "Not read since 2026-05-28: Acme (`acme-cn`) (no price",
            "Not confirmed for more than two days: Acme 1 (oldest 9 days)", "On hold: 1, the oldest since 2026-05-01 (28 days)", "overdue",
        ):  # fmt: skip
            assert said in opening, f"{name} does not open with {said!r}"


def test_where_nearly_every_vendor_is_old_the_opening_counts_them_instead_of_filling_the_screen() -> None:
    db = empty()
    for number in range(13):
        acme = offer(vendor=f"acme{number}")
        hold_state(db, acme, "2026-05-01T02:00:00Z", "2026-05-20T02:00:00Z", provenance="sample")
    [said] = [line for line in notes(db, ReportQuery(day=MAY)).lines() if "Not confirmed" in line]
    assert said.startswith(
        "Not confirmed for more than two days: 13 prices of 13 vendors, the oldest 9 days old;"
    )
    assert len(rows(db, "health", MAY)) >= 13


def test_an_empty_database_says_what_to_do() -> None:
    assert any("codingplans run" in line for line in notes(empty(), ReportQuery(day=MAY)).lines())


def test_the_curated_history_says_that_it_is_curated() -> None:
    said = notes(past(), ReportQuery(day=MAY, lang="zh")).lines()
    assert any("人工整理的历史数据" in line for line in said)
