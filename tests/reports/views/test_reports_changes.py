"""Changes and history: what happened, who did it, and what is known to end."""

from datetime import date
from decimal import Decimal

import pytest
from story import MAY, asked, change, crawl, empty, hold_state, offer, past, rows

from reports.facts.timeline import Timeline
from reports.question import BadQuestion, ReportQuery
from reports.views.block_chart import chart
from reports.views.catalogue import report

OCTOBER = date(2026, 10, 4)


def test_a_change_is_split_between_vendor_and_rate() -> None:
    found = rows(past(), "changes", OCTOBER, since=date(2026, 8, 20), kind="price_changed")
    plus = next(row for row in found if row["offer"] == "minimax/token-plan/plus/INTL/account/P1M/USD")
    assert (plus["before"], plus["after"], plus["cause"]) == ({"price": "20"}, {"price": "22"}, "vendor")
    assert plus["moves"]["USD"] == {
        "before": "20.00",
        "after": "22.00",
        "total": "2.00",
        "vendor": "2.00",
        "rate": "0.00",
    }
    assert plus["moves"]["CNY"]["vendor"] == "13.44"
    assert Decimal(plus["moves"]["CNY"]["rate"]) < 0


def test_the_shares_are_the_whole_move() -> None:
    for row in rows(past(), "changes", OCTOBER, kind="price_changed"):
        for move in row["moves"].values():
            assert abs(Decimal(move["vendor"]) + Decimal(move["rate"]) - Decimal(move["total"])) <= Decimal(
                "0.01"
            )


def test_only_what_happened_by_the_day() -> None:
    assert all(row["at"] <= "2026-05-29T23:59:59Z" for row in rows(past(), "changes"))
    since = rows(past(), "changes", OCTOBER, since=date(2026, 9, 1))
    assert all("2026-09-01" <= row["at"] < "2026-10-05" for row in since)
    assert {row["kind"] for row in since} >= {"renamed", "price_changed", "plan_gone"}


def test_what_was_read_of_the_past_is_read_again_once_something_was_written() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z")
    change(db, "price_changed", {"price": "30"}, {"price": "40"}, "2026-05-20T02:00:00Z")
    assert rows(db, "changes")[0]["moves"]["CNY"]["before"] == "30.00"
    hold_state(db, offer(price=45), "2026-05-21T02:00:00Z")
    change(db, "price_changed", {"price": "40"}, {"price": "45"}, "2026-05-21T02:00:00Z")
    assert [row["after"]["price"] for row in rows(db, "changes")] == ["45", "40"]
    db.execute("UPDATE events SET after = ? WHERE after LIKE '%45%'", ['{"price": "46"}'])
    assert [row["moves"]["CNY"]["after"] for row in rows(db, "changes")] == ["46.00", "40.00"]


def test_a_correction_of_ours_is_told_apart() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z")
    change(
        db,
        "price_changed",
        {"price": "30"},
        {"price": "40"},
        "2026-05-20T02:00:00Z",
        cause="correction",
        parser=2,
    )
    assert rows(db, "changes")[0]["cause"] == "correction"
    built = report(db, "changes", ReportQuery(day=date(2026, 5, 29)))
    assert "our correction" in str(built.sections[0].lines[0].cells)


def test_ends_known_in_advance_are_announced() -> None:
    ending = asked(past(), "changes", date(2026, 10, 26))["ending"]
    lite = next(one for one in ending if one["offer"].startswith("volcengine/coding-plan/lite"))
    assert (lite["intro_until"], lite["days"], lite["soon"]) == ("2026-11-08", 13, True)
    assert not any(one["soon"] for one in asked(past(), "changes", OCTOBER)["ending"])
    assert asked(past(), "changes", date(2026, 11, 9))["ending"] == []


def test_no_change_is_not_the_same_as_not_looking() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01T02:00:00Z")
    hold_state(db, offer(vendor="other"), "2026-05-01T02:00:00Z")
    crawl(db, "2026-05-28T02:00:00Z")
    assert asked(db, "changes")["quiet"] == [
        {"vendor": "acme", "last_looked": "2026-05-28T02:00:00Z"},
        {"vendor": "other", "last_looked": None},
    ]


def test_recent_changes_alone_where_no_day_is_named() -> None:
    told = asked(past(), "changes", OCTOBER, recent=90)
    assert told["since"] == "2026-07-06"
    assert told["rows"] == rows(past(), "changes", OCTOBER, since=date(2026, 7, 6))
    assert len(told["rows"]) < len(rows(past(), "changes", OCTOBER))
    assert asked(past(), "changes", OCTOBER, recent=90, since=MAY)["since"] == "2026-05-29"


def test_pages_of_changes_are_all_changes() -> None:
    whole = rows(past(), "changes", OCTOBER)
    pages = [rows(past(), "changes", OCTOBER, limit=30, offset=at) for at in range(0, len(whole) + 30, 30)]
    assert [row for page in pages for row in page] == whole
    assert {len(page) for page in pages[:-2]} == {30}
    with pytest.raises(BadQuestion, match="ask for 1 or more"):
        rows(past(), "changes", OCTOBER, limit=0)


def test_a_page_of_changes_says_how_one_sees_the_others() -> None:
    told = report(past(), "changes", ReportQuery(day=OCTOBER, recent=90, limit=2)).sections[0]
    assert len(told.lines) == 2
    assert "see them with --offset 2" in told.text[0]
    assert told.text[1] == "Changes before 2026-07-06 are listed with --since DATE."
    none = report(empty(), "changes", ReportQuery(day=OCTOBER, recent=90, lang="zh")).sections[0]
    assert none.text == ["没有变动。", "2026-07-06 之前的变动用 --since DATE 查看。"]


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(BadQuestion, match=r"unknown kind of change 'nope'.*price_changed"):
        rows(past(), "changes", kind="nope")


def test_history_follows_a_renamed_product() -> None:
    old = "minimax/coding-plan/starter/CN/account/P1M/CNY"
    found = asked(past(), "history", OCTOBER, plan=old)
    assert {row["now"] for row in found["rows"]} == {"minimax/token-plan/starter/CN/account/P1M/CNY"}
    assert found["rows"][0]["offer"] == old
    assert "renamed" in {event["kind"] for event in found["events"]}


def test_history_marks_claims_and_prices_never_show_them() -> None:
    found = rows(past(), "history", OCTOBER, plan="zhipu/coding-plan/lite/CN/account/P1M")
    assert {row["price"] for row in found if row["claim"]} == {"40", "49", "94.4"}
    assert [row["price"] for row in found if not row["claim"]][-2:] == ["49", "118"]
    price = next(row for row in rows(past(), "prices", OCTOBER) if row["offer"] == found[0]["offer"])
    assert price["price"] == "118"


@pytest.mark.parametrize(
    ("name", "plans"), [("zhipu/coding-plan/lite", 6), ("starter", 6), ("ZHIPU/coding-plan/lite/CN", 3)]
)
def test_a_plan_is_found_by_a_part_of_its_name(name: str, plans: int) -> None:
    assert len({row["now"] for row in rows(past(), "history", OCTOBER, plan=name)}) >= plans - 1


@pytest.mark.parametrize("name", ["nosuch", "zhpu", "", "/"])
def test_an_unknown_plan_is_named(name: str) -> None:
    with pytest.raises(BadQuestion, match="unknown plan"):
        rows(past(), "history", plan=name)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_chart_fits(width: int) -> None:
    for plan in (
        "zhipu/coding-plan/lite/CN/account/P1M/CNY",
        "volcengine/coding-plan/lite/CN/account/P1M/CNY",
    ):
        lines = chart(Timeline(past()).spans(plan), OCTOBER, width)
        assert all(len(line) <= max(width, 30) for line in lines)
        assert bool(lines) == (width >= 20)


def test_a_chart_shows_gaps_and_introductions() -> None:
    db = empty()
    hold_state(db, offer(intro_price="9.9"), "2026-01-01T00:00:00Z")
    db.execute("UPDATE observations SET ended = '2026-02-01T00:00:00Z'")
    hold_state(db, offer(price="80"), "2026-03-01T00:00:00Z")
    drawn = chart(Timeline(db).spans(offer().id), date(2026, 3, 31), 95)
    assert drawn[0] == "80 ┤" + " " * 59 + "█" * 31
    assert drawn[5] == "   ┤" + "░" * 31 + " " * 28 + "█" * 31
    assert drawn[7] == " 0 ┤" + "█" * 31 + " " * 28 + "█" * 31
    assert drawn[-1].split() == ["2026-01-01", "2026-03-31"]
