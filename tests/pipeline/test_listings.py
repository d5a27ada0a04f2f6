"""Another tracker's ten weeks of raw scrapes, errors included: what comes out is true, and what is true comes out."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from nights import Nights, line_of
from places import CASES

from db.database import Database
from db.open import open_db
from db.tables.states import State, moment, states_on
from pipeline.trackers.import_listings import Summary, import_listings
from pipeline.trackers.listing_file import BadListings
from pipeline.trackers.listing_text import VENDORS
from reports.facts.open_holds import open_holds
from reports.question import ReportQuery
from reports.views.catalogue import show
from reports.views.prices import prices_report

NAME = "listings-2026-02-14..2026-04-30.jsonl"
FIRST, LAST = date(2026, 2, 14), date(2026, 4, 30)
BOOKKEEPING = {"first_seen", "renamed"}


@dataclass(frozen=True)
class True_:
    """A true event of the window: who, which plan, what kinds may tell it, the day it was seen, and its new amount."""

    vendor: str
    plan: str
    kinds: tuple[str, ...]
    seen: date
    amount: str | None

    def told_by(self, event: dict[str, Any]) -> bool:
        vendor, _, plan, *_ = event["offer"].split("/")
        days = datetime.fromisoformat(event["at"]).date() - self.seen
        after = json.loads(event["after"] or "{}")
        said = {str(value) for value in after.values()} | {
            str(part) for value in after.values() if isinstance(value, list) for part in value
        }
        return (
            (vendor, plan) == (self.vendor, self.plan)
            and event["kind"] in self.kinds
            and timedelta(0) <= days <= timedelta(7)
            and (self.amount is None or self.amount in said)
        )

    def held_by(self, hold: dict[str, Any]) -> bool:
        vendor, _, plan, *_ = hold["offer"].split("/")
        days = datetime.fromisoformat(hold["since"]).date() - self.seen
        field = "intro" if self.kinds[0].startswith("intro") else "price"
        same = (vendor, plan, hold["field"]) == (self.vendor, self.plan, field)
        return same and timedelta(0) <= days <= timedelta(7) and bool(hold["reason"])


def truth() -> Iterator[True_]:
    """listings.md, "True events in this time": those with a day on which this file shows them."""
    added, appeared = ("plan_added",), ("plan_added", "first_seen")
    rows: list[tuple[str, str, tuple[str, ...], tuple[int, int], str | None]] = [
        ("minimax", "plus-highspeed", added, (2, 16), "98"),
        ("minimax", "max-highspeed", added, (2, 16), "199"),
        ("minimax", "ultra-highspeed", added, (2, 16), "899"),
        ("minimax", "plus-highspeed", added, (2, 16), "980"),  # the same plans by the year
        ("minimax", "max-highspeed", added, (2, 16), "1990"),
        ("minimax", "ultra-highspeed", added, (2, 16), "8990"),
        ("bailian", "lite", ("intro_changed",), (2, 25), "7.9"),
        ("bailian", "pro", ("intro_changed",), (2, 25), "39.9"),
        ("volcengine", "lite", ("intro_started",), (2, 27), "9.9"),
        ("qianfan", "lite", ("intro_changed",), (3, 1), "7.9"),
        ("qianfan", "pro", ("intro_changed",), (3, 1), "39.9"),
        ("qianfan", "lite", ("terms_changed",), (3, 6), "20"),
        ("qianfan", "pro", ("terms_changed",), (3, 6), "100"),
        ("qianfan", "lite", ("intro_ended",), (3, 18), None),
        ("qianfan", "pro", ("intro_ended",), (3, 18), None),
        ("bailian", "lite", ("intro_ended",), (3, 4), None),
        ("bailian", "pro", ("intro_ended",), (3, 4), None),
        ("tencent", "lite", appeared, (3, 6), "7.9"),
        ("tencent", "pro", appeared, (3, 6), "39.9"),
        ("xfyun", "entry", appeared, (3, 10), "19"),
        ("xfyun", "professional", appeared, (3, 10), "39"),
        ("xfyun", "efficient", appeared, (3, 10), "199"),
        *(("minimax", plan, ("renamed",), (3, 19), f"minimax/token-plan/{plan}/CN/account/P1M/CNY") for plan in (
            "starter", "plus", "max", "plus-highspeed", "max-highspeed", "ultra-highspeed")),
        ("jdcloud", "lite", appeared, (3, 25), "7.9"),
        ("jdcloud", "pro", appeared, (3, 25), "39.9"),
        *(("tencent", plan, added, (4, 4), price) for plan, price in (
            ("lite", "39"), ("standard", "99"), ("pro", "299"), ("max", "599"))),
        ("jdcloud", "lite", ("intro_changed",), (4, 10), "19.9"),
        ("jdcloud", "pro", ("intro_changed",), (4, 10), "99.9"),
        ("bailian", "team-standard", added, (4, 29), "198"),
        ("bailian", "team-pro", added, (4, 29), "698"),
        ("bailian", "team-max", added, (4, 29), "1398"),
        ("bailian", "team-pack", added, (4, 29), "5000"),
        ("tencent", "lite", ("intro_ended",), (4, 29), None),
        ("tencent", "pro", ("intro_ended",), (4, 29), None),
    ]  # fmt: skip
    for vendor, plan, kinds, (month, day), amount in rows:
        yield True_(vendor, plan, kinds, date(2026, month, day), amount)


@pytest.fixture(scope="module")
def window(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Summary, Path]:
    """The whole window in an empty database."""
    file = shared / "history" / NAME
    db = open_db(tmp_path_factory.mktemp("window") / "listings.db")
    return db, import_listings(db, file), file


def events(db: Database) -> list[dict[str, Any]]:
    return [dict(row) for row in db.query("SELECT * FROM events ORDER BY at, offer")]


def days() -> Iterator[date]:
    return (FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1))


@pytest.mark.shared
def test_no_false_change_is_published_and_no_true_one_is_missed(
    window: tuple[Database, Summary, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    db, _, _ = window
    published, holds = (
        events(db),
        [dict(row) for row in db.query("SELECT * FROM holds WHERE status = 'open'")],
    )
    wanted = list(truth())
    told = [one for one in wanted if any(one.told_by(event) for event in published)]
    held = {one: hold["reason"] for one in wanted if one not in told for hold in holds if one.held_by(hold)}
    missed = [one for one in wanted if one not in told and one not in held]
    true = [event for event in published if any(one.told_by(event) for one in wanted)]
    false = [event for event in published if event not in true and event["kind"] not in BOOKKEEPING]
    with capsys.disabled():
        print(f"\n{len(true)} events true, {len(false)} false; {len(wanted)} wanted: {len(told)} told, "
              f"{len(missed)} missed, {len(held)} held:")  # fmt: skip
        for one, reason in held.items():
            print(f"  {one.vendor}/{one.plan} {one.kinds[0]} {one.seen}: {reason}")
        print(f"  {dict(Counter(event['kind'] for event in published))}")
    assert [(one["at"], one["offer"], one["kind"]) for one in false] == []
    assert missed == []


@pytest.mark.shared
def test_only_minimax_renamed_its_product(window: tuple[Database, Summary, Path]) -> None:
    found = {(row["vendor"], row["at"][:10]) for row in events(window[0]) if row["kind"] == "renamed"}
    assert found == {("minimax", "2026-03-19")}


@pytest.mark.shared
def test_no_price_changed_in_ten_weeks(window: tuple[Database, Summary, Path]) -> None:
    kinds = Counter(row["kind"] for row in events(window[0]))
    assert kinds["price_changed"] == kinds["list_price_changed"] == kinds["plan_gone"] == 0


@pytest.mark.shared
def test_kimi_costs_the_same_on_every_day(window: tuple[Database, Summary, Path]) -> None:
    for day in days():
        shown = {
            state.offer.plan: str(state.offer.price)
            for state in states_on(window[0], day)
            if state.offer.vendor == "kimi" and state.offer.region == "CN" and state.offer.period == "P1M"
        }
        assert shown == {
            "adagio": "0", "andante": "49", "moderato": "99", "allegretto": "199", "allegro": "699",
        }, day  # fmt: skip


@pytest.mark.shared
def test_first_prices_are_never_the_price(window: tuple[Database, Summary, Path]) -> None:
    for day in days():
        for state in states_on(window[0], day):
            offer = state.offer
            if (
                offer.vendor in ("volcengine", "bailian", "jdcloud", "qianfan", "tencent")
                and offer.product == "coding-plan"
            ):
                assert str(offer.price) == {"lite": "40", "pro": "200"}[offer.plan], (day, offer.id)


@pytest.mark.shared
def test_names_are_plans_and_prices_are_prices(window: tuple[Database, Summary, Path]) -> None:
    every = [dict(row) for row in window[0].query("SELECT * FROM states")]
    free = {row["plan"] for row in every if Decimal(row["price"]) == 0}
    assert free == {"adagio", "free"}
    plans = {(row["vendor"], row["plan"]) for row in every}
    assert {plan for vendor, plan in plans if vendor == "minimax"} == {
        "starter", "plus", "max", "plus-highspeed", "max-highspeed", "ultra-highspeed",
    }  # fmt: skip
    assert {plan for vendor, plan in plans if vendor == "kimi"} == {
        "adagio", "andante", "moderato", "allegretto", "allegro", "vivace",
    }  # fmt: skip
    assert all("trial" not in plan and "yue" not in plan for _, plan in plans)


@pytest.mark.shared
def test_open_holds_at_the_end_are_few_and_young(window: tuple[Database, Summary, Path]) -> None:
    held = open_holds(window[0], LAST, "2026-04-30T23:59:59Z")
    assert {hold.vendor for hold in held} == {"tencent"}
    assert not any(hold.alarm for hold in held)


@pytest.mark.shared
def test_importing_again_changes_nothing(window: tuple[Database, Summary, Path]) -> None:
    db, first, file = window
    before = {table: list(db.query(f"SELECT * FROM {table}")) for table in db.table_names()}
    again = import_listings(db, file)
    assert {table: list(db.query(f"SELECT * FROM {table}")) for table in db.table_names()} == before
    assert (first.scrapes, again.scrapes, again.listings) == (130, 0, 0)


@pytest.mark.shared
def test_listings_change_nothing_that_people_curated(shared: Path, tmp_path: Path) -> None:
    from db.curated.import_history import import_history

    db = open_db(tmp_path / "both.db")
    import_history(db)
    known = [_said(state) for day in (FIRST, LAST) for state in states_on(db, day)]
    import_listings(db, shared / "history" / NAME)
    assert [event["kind"] for event in events(db) if event["provenance"] != "curated"] == []
    assert [
        _said(state) for day in (FIRST, LAST) for state in states_on(db, day) if state.provenance == "curated"
    ] == known


def _said(state: State) -> tuple[Any, ...]:
    return state.offer.id, state.offer.price, state.offer.intro_price, state.ended


# without the window


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("{", "line 2: not a listing"),
        ("[1]", "line 2: not a listing"),
        ('{"vendor": "kimi-ai"}', "no observed_at, name, price_text"),
        ('{"observed_at": "soon", "vendor": "a", "name": "b", "price_text": null, "list_price_text": null, '
         '"unit": null, "notes": null}', "Invalid isoformat"),
    ],
)  # fmt: skip
def test_broken_line_is_named_and_changes_nothing(nights: Nights, broken: str, message: str) -> None:
    good = json.dumps(line_of("kimi-ai", nights.now, {"name": "Moderato", "price_text": "¥99/月"}))
    file = nights.folder / "broken.jsonl"
    file.write_text(f"{good}\n{broken}\n", encoding="utf-8")
    with pytest.raises(BadListings) as error:
        import_listings(nights.db, file)
    assert str(file) in str(error.value)
    assert message in str(error.value)
    assert nights.db.execute("SELECT count(*) FROM crawls").fetchone() == (0,)


def test_vendors_without_a_mapping_are_skipped_and_counted(nights: Nights) -> None:
    summary = nights.listed({"name": "Starter", "price_text": "¥8.8/月"}, vendor="kwaikat-ai")
    assert (summary.listings, summary.skipped) == (0, {"kwaikat-ai": 1})
    assert "kwaikat-ai" in str(summary)
    assert nights.shown() == {}


def test_line_listed_twice_is_read_once_the_fuller_one(nights: Nights) -> None:
    """A vendor was listed twice in one scrape, fresh and carried over: one source of truth for each."""
    bare = {"name": "Coding Plan Lite", "price_text": "¥7.9/月", "list_price_text": "¥40/月"}
    full = bare | {"notes": "产品首购；可购1个；已售罄，请预约"}
    for lines in ((bare, full), (full, bare)):
        nights.listed(*lines, vendor="jdcloud-ai")
        state = nights.states()["lite"].offer
        assert (str(state.price), str(state.intro_price)) == ("40", "7.9")
    assert nights.held() == []


def test_first_price_without_a_mark_says_nothing_of_the_introduction(nights: Nights) -> None:
    plan = {"name": "Coding Plan Lite", "price_text": "40元/月"}
    nights.listed(plan | {"notes": "新客首月 9.9元"}, vendor="baidu-qianfan-ai")
    for _ in range(4):
        nights.listed(plan | {"notes": "新客首月 7.9"}, vendor="baidu-qianfan-ai")
    assert str(nights.states()["lite"].offer.intro_price) == "9.9"
    assert (nights.held(), nights.news()) == ([], [])


def test_every_mapping_names_a_vendor_and_a_product() -> None:
    assert {mapped.vendor for mapped in VENDORS.values()} >= {
        "zhipu",
        "minimax",
        "kimi",
        "volcengine",
        "bailian",
    }
    assert all(mapped.product and mapped.region in ("CN", "INTL") for mapped in VENDORS.values())


# a product that another replaced; what is not listed any more; one witness for ever

LITE = {"name": "Coding Plan Lite", "price_text": "¥40/月"}
TOKEN = {"name": "Token Plan Lite", "price_text": "¥19.9/月", "list_price_text": "¥40/月", "notes": "限时5折"}
REPLACED = CASES / "imports" / "listings_product_replaced.jsonl"


@pytest.mark.shared
def test_product_that_replaced_another_is_no_price_change(shared: Path, tmp_path: Path) -> None:
    db = open_db(tmp_path / "window.db")
    import_listings(db, shared / "history" / NAME)
    before = len(events(db))
    import_listings(db, REPLACED)
    told = [event for event in events(db) if event["at"] > "2026-07"]
    assert [(event["kind"], event["offer"]) for event in told] == [
        ("plan_added", "qianfan/token-plan/lite/CN/account/P1M/CNY")
    ]
    assert len(events(db)) == before + 1
    rows = {
        row["offer"]: row for row in prices_report(db, ReportQuery(day=date(2026, 7, 18))).to_json()["rows"]
    }
    old, new = (
        rows[f"qianfan/{product}/lite/CN/account/P1M/CNY"] for product in ("coding-plan", "token-plan")
    )
    assert (old["price"], old["rank"], old["unranked_because"], old["unlisted_since"][:10]) == (
        "40", None, "not_listed", "2026-07-15",
    )  # fmt: skip
    assert (new["price"], new["list_price"], new["ranked"], new["unlisted_since"]) == (
        "19.9",
        "40",
        True,
        None,
    )


@pytest.mark.parametrize(
    ("line", "product"),
    [
        ({"name": "Token Plan Lite"}, "token-plan"),
        ({"name": "Coding Plan Lite"}, "coding-plan"),
        ({"name": "Agent Plan Lite"}, "agent-plan"),
        ({"name": "Lite"}, "coding-plan"),
        ({"name": "Lite", "details": ["套餐额度内取消 Coding Plan 三层限流", "商品类型: Token Plan 个人版"]}, "token-plan"),
        ({"name": "Token Plan Pro", "details": ["商品类型: Token Plan 企业版"]}, "token-plan-enterprise"),
    ],
)  # fmt: skip
def test_product_comes_from_the_rows_own_words(nights: Nights, line: dict[str, Any], product: str) -> None:
    nights.listed(line | {"price_text": "¥40/月"}, vendor="baidu-qianfan-ai")
    assert {state.offer.product for state in nights.states().values()} == {product}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"name": "GLM Coding Plan Lite"}, "'GLM Coding Plan Lite' is GLM's, not a plan of qianfan"),
        ({"name": "Cursor Pro"}, "'Cursor Pro' is Cursor's, not a plan of qianfan"),
        ({"name": "Coding Plan Lite", "details": ["商品类型: Token Plan 个人版"]}, "name two products"),
    ],
)
def test_row_of_another_or_of_two_products_is_refused(
    nights: Nights, line: dict[str, Any], reason: str
) -> None:
    summary = nights.listed(line | {"price_text": "¥40/月"}, vendor="baidu-qianfan-ai")
    assert (nights.shown(), summary.listings) == ({}, 0)
    assert reason in str(summary)


def test_number_repeated_by_another_tracker_is_never_confirmed(nights: Nights) -> None:
    nights.listed(LITE, vendor="baidu-qianfan-ai")
    for _ in range(30):
        nights.listed(LITE | {"price_text": "¥19.9/月"}, vendor="baidu-qianfan-ai")
    assert (nights.shown(), nights.news()) == ({"lite": "40"}, [])
    assert nights.rules() == {"lite": "large"}
    assert nights.db.execute("SELECT sightings FROM holds").fetchall() == [(1,)]


def test_what_is_listed_no_more_leaves_the_ranking_and_is_no_event(nights: Nights) -> None:
    nights.listed(LITE, {"name": "Coding Plan Pro", "price_text": "¥200/月"}, vendor="baidu-qianfan-ai")
    for _ in range(2):
        nights.listed(LITE, vendor="baidu-qianfan-ai")
    assert nights.states()["pro"].unlisted is None
    nights.listed(LITE, vendor="baidu-qianfan-ai")
    assert nights.states()["pro"].unlisted == moment(nights.now - timedelta(days=2))
    assert nights.news() == []
    out = StringIO()
    show(nights.db, "prices", ReportQuery(day=nights.today), "md", out)
    assert f"not listed since {nights.today - timedelta(days=2)}" in out.getvalue()
    before = prices_report(nights.db, ReportQuery(day=nights.today - timedelta(days=3))).to_json()["rows"]
    assert all(row["ranked"] for row in before)
    nights.listed(LITE, {"name": "Coding Plan Pro", "price_text": "¥200/月"}, vendor="baidu-qianfan-ai")
    assert (nights.states()["pro"].unlisted, nights.news()) == (None, [])


def test_scrape_that_lost_a_vendor_or_cannot_read_a_row_says_nothing_of_it(nights: Nights) -> None:
    """Two ids of one vendor: where one of them is left out, its product was not looked at."""
    token = {"name": "Token Plan Pro", "price_text": "¥299/月"}
    nights.listed(LITE, {"name": "Coding Plan Pro", "price_text": "¥200/月"}, vendor="tencent-cloud-ai")
    nights.listed(token, vendor="tencent-cloud-token-plan")
    for _ in range(4):
        nights.listed(token, vendor="tencent-cloud-token-plan")
        nights.listed(
            LITE, {"name": "Coding Plan Pro", "price_text": "限量"}, vendor="tencent-cloud-ai", hours=1
        )
    assert {state.unlisted for state in nights.states().values()} == {None}
