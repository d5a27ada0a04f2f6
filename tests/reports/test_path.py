"""The cheapest path: it agrees with trying everything, obeys its rules, and says each step."""

import io
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nights import introduced
from places import EXPECTED

from db.curated.import_history import import_history
from db.database import Database
from db.open import open_db
from db.tables.rates import Rate
from reports.cheapest.plan import Way, cheapest
from reports.facts.cost import NoPrice
from reports.facts.figures import figures
from reports.question import ReportQuery
from reports.views.catalogue import show
from reports.views.cheapest_way import sentences, ways
from scrapers.offer import Charge, Offer, months_of

DAY = date(2026, 10, 31)


def an_offer(plan: str = "lite", price: str = "40", **values: Any) -> Offer:
    fields = {
        "vendor": "acme", "product": "coding-plan", "plan": plan, "plan_name": plan.title(), "region": "CN",
        "period": "P1M", "currency": "CNY", "price": Decimal(price), "evidence": f"¥{price}",
    }  # fmt: skip
    return Offer(**(fields | introduced(values)))


def spoken(way: Way | None) -> list[str]:
    assert way is not None
    return [
        f"{step.first}-{step.last} {step.offer.vendor}/{step.offer.plan} {step.offer.period} {step.times}×{step.amount}"
        + ("*" if step.introduction else "")
        for step in way.steps
    ]


# trying everything: month by month, one charge at a time


@dataclass(frozen=True)
class Buyer:
    month: int = 0
    used: frozenset[tuple[str, str]] = frozenset()
    offer: Offer | None = None
    due: tuple[Decimal, ...] = ()  # first charges still to come


def charged(buyer: Buyer, offer: Offer, day: date) -> Iterator[tuple[Decimal, Buyer]]:
    """Every way to pay one term of an offer now: what it costs, and where it leads."""
    month = buyer.month + months_of(offer.period)
    price = offer.price or Decimal(0)
    first = tuple(step.price for step in offer.charges for _ in range(step.periods or 1))
    dearer = any(charge > price for charge in first)
    if buyer.offer == offer:
        charge, *due = buyer.due or (price,)
        yield charge, Buyer(month, buyer.used, offer, tuple(due))
    if dearer:  # begun again, nothing is below the price
        charge, *due = (max(one, price) for one in first)
        yield charge, Buyer(month, buyer.used, offer, tuple(due))
    else:
        yield price, Buyer(month, buyer.used, offer)
    group = (offer.vendor, offer.product)
    in_time = offer.intro_until is None or later(day, buyer.month) <= offer.intro_until
    if any(charge <= price for charge in first) and group not in buyer.used and in_time:
        yield first[0], Buyer(month, buyer.used | {group}, offer, first[1:])


def later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return date(year, month + 1, min(day.day, last.day))


def tried(offers: list[Offer], until: int, day: date) -> Decimal:
    """The least cost of all sequences of charges."""
    known: dict[Buyer, Decimal] = {}

    def least(buyer: Buyer) -> Decimal:
        if buyer.month >= until:
            return Decimal(0)
        if buyer not in known:
            known[buyer] = min(
                cost + least(after) for offer in offers for cost, after in charged(buyer, offer, day)
            )
        return known[buyer]

    return least(Buyer())


money = st.integers(1, 60).map(Decimal)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    steps = st.builds(Charge, money, st.none() | st.integers(1, 3))
    schedule = tuple(draw(st.lists(steps, max_size=3)))
    return an_offer(
        plan=draw(st.sampled_from(["lite", "pro"])),
        vendor=draw(st.sampled_from(["acme", "bolt", "coil"])),
        product=draw(st.sampled_from(["coding-plan", "token-plan"])),
        period=draw(st.sampled_from(["P1M", "P1M", "P3M", "P1Y"])),
        price=str(draw(money)),
        charges=schedule,
        intro_until=None
        if not schedule
        else draw(st.none() | st.integers(0, 150).map(lambda n: DAY + timedelta(n))),
    )


few = st.lists(offers(), min_size=1, max_size=6, unique_by=lambda one: one.id)


@given(few, st.integers(1, 8))
def test_switching_agrees_with_trying_everything(found: list[Offer], until: int) -> None:
    way = cheapest(found, until, True, day=DAY)
    assert way is not None
    assert way.cost == tried(found, until, DAY)
    check(way, until)


@given(few, st.integers(1, 8))
def test_staying_agrees_with_trying_every_plan(found: list[Offer], until: int) -> None:
    way = cheapest(found, until, False, day=DAY)
    assert way is not None
    plans = {one.id.rsplit("/", 2)[0] for one in found}
    assert way.cost == min(
        tried([one for one in found if one.id.rsplit("/", 2)[0] == plan], until, DAY) for plan in plans
    )
    assert len({(one.offer.vendor, one.offer.product, one.offer.plan) for one in way.steps}) == 1
    check(way, until)


def check(way: Way, until: int) -> None:
    """The steps are legal by themselves: no gap, whole terms, each introduction once and in time."""
    assert [step.first for step in way.steps] == [1, *(step.last + 1 for step in way.steps[:-1])]
    assert way.steps[-1].first <= until <= way.paid_for
    assert all(step.last - step.first + 1 == step.times * months_of(step.offer.period) for step in way.steps)
    assert way.cost == sum(step.cost for step in way.steps)
    sought = {
        step.offer
        for step in way.steps
        if step.introduction and step.amount < (step.offer.price or Decimal(0))
    }
    assert len(sought) == len({(one.vendor, one.product) for one in sought})
    for step in way.steps:
        if step.introduction:
            stated = [one.periods or 1 for one in step.offer.charges if one == step.charges.step]
            assert step.times <= sum(stated) or step.amount >= (step.offer.price or 0)
            begun = step.charges.step is step.offer.charges[0] and step.amount < (step.offer.price or 0)
            if step.offer.intro_until and begun:
                assert later(DAY, step.first - 1) <= step.offer.intro_until


def test_an_introduction_counts_once_a_vendor_and_product() -> None:
    found = [
        an_offer("lite", "40", intro_price="9", intro_periods=1),
        an_offer("pro", "45", intro_price="8", intro_periods=1),
        an_offer("lite", "50", vendor="bolt", intro_price="7", intro_periods=2),
    ]
    assert spoken(cheapest(found, 4, True, day=DAY)) == [
        "1-1 acme/pro P1M 1×8*", "2-3 bolt/lite P1M 2×7*", "4-4 acme/lite P1M 1×40",
    ]  # fmt: skip


def test_an_introduction_must_be_begun_by_its_end() -> None:
    ends = an_offer("lite", "40", intro_price="9", intro_periods=2, intro_until=DAY + timedelta(days=30))
    other = an_offer("lite", "40", vendor="bolt", intro_price="5", intro_periods=1, intro_until=DAY)
    assert spoken(cheapest([ends, other], 3, True, day=DAY)) == [
        "1-1 bolt/lite P1M 1×5*", "2-3 acme/lite P1M 2×9*",
    ]  # fmt: skip
    sooner = replace(ends, intro_until=DAY + timedelta(days=29))
    assert spoken(cheapest([sooner, other], 3, True, day=DAY))[0] == "1-2 acme/lite P1M 2×9*"
    over = replace(ends, intro_until=DAY - timedelta(days=1))
    assert spoken(cheapest([over], 3, True, day=DAY)) == ["1-3 acme/lite P1M 3×40"]


def test_terms_are_combined_and_paid_whole() -> None:
    found = [an_offer(price="10"), an_offer(price="25", period="P3M"), an_offer(price="90", period="P1Y")]
    assert spoken(cheapest(found, 14, False)) == ["1-12 acme/lite P1Y 1×90", "13-14 acme/lite P1M 2×10"]
    way = cheapest(found[2:], 3, False)
    assert way is not None
    assert (way.cost, way.paid_for) == (Decimal(90), 12)
    assert spoken(cheapest(found, 11, False)) == ["1-12 acme/lite P1Y 1×90"]


def test_a_dearer_first_charge_is_paid_at_every_beginning() -> None:
    found = [an_offer(price="10", intro_price="30", intro_periods=1)]
    assert spoken(cheapest(found, 3, True)) == ["1-1 acme/lite P1M 1×30*", "2-3 acme/lite P1M 2×10"]


def test_an_introduction_of_unknown_length_counts_once_and_is_marked() -> None:
    way = cheapest([an_offer(intro_price="9")], 3, True)
    assert way is not None
    assert spoken(way) == ["1-1 acme/lite P1M 1×9*", "2-3 acme/lite P1M 2×40"]
    assert way.estimated
    assert [step.estimated for step in way.steps] == [True, False]


@pytest.mark.parametrize(
    "left_out",
    [
        an_offer("gone", "1", availability="Discontinued"),
        an_offer("out", "1", availability="SoldOut"),
        an_offer("soon", "1", availability="PreOrder"),
        an_offer("personal-pack", "1"),
        an_offer("student", "1"),
        an_offer("free", "0"),
        an_offer("team", "1", per="seat"),
        replace(an_offer("facts", "1"), price=None),
    ],
)
def test_what_a_new_buyer_cannot_take_is_left_out(left_out: Offer) -> None:
    assert cheapest([left_out], 3, True) is None
    assert spoken(cheapest([left_out, an_offer()], 1, True)) == ["1-1 acme/lite P1M 1×40"]


def test_free_plans_and_seats_only_where_asked() -> None:
    assert spoken(cheapest([an_offer("free", "0"), an_offer()], 2, True, free=True)) == [
        "1-2 acme/free P1M 2×0"
    ]
    assert spoken(cheapest([an_offer("team", "9", per="seat")], 1, True, seats=True)) == [
        "1-1 acme/team P1M 1×9"
    ]


def test_currencies_are_compared_in_yuan() -> None:
    found = [an_offer(price="70"), an_offer(price="10", currency="USD", vendor="bolt")]
    rate = Rate(DAY, {"CNY": Decimal("6.7"), "USD": Decimal(1)}, "test", 0)
    way = cheapest(found, 2, True, rate=rate)
    assert way is not None
    assert (spoken(way), way.cost, way.currency) == (["1-2 bolt/lite P1M 2×10"], Decimal(134), "CNY")
    with pytest.raises(NoPrice, match="without an exchange rate"):
        cheapest(found, 2, True)


def test_an_introduction_stands_beside_its_own_renewals() -> None:
    found = [
        an_offer(vendor="acme", price="20", intro_price="9", intro_periods=1),
        an_offer(vendor="bolt", price="40", intro_price="9", intro_periods=1),
    ]
    assert spoken(cheapest(found, 4, True)) == [
        "1-1 bolt/lite P1M 1×9*", "2-2 acme/lite P1M 1×9*", "3-4 acme/lite P1M 2×20",
    ]  # fmt: skip


@pytest.mark.parametrize("horizon", [1, 90, 400, None])
def test_two_hundred_offers_for_two_years_take_no_time(horizon: int | None) -> None:
    random = Random(5)
    found = []
    for number in range(200):
        price = random.randint(20, 60)
        until = DAY + timedelta(days=random.randint(0, horizon)) if horizon else None
        period, term = random.choice([("P1M", 1), ("P3M", 3), ("P1Y", 12)])
        found.append(
            an_offer(
                plan=f"tier-{number % 2}", vendor=f"vendor-{number % 25}", product=f"product-{number // 50}", period=period,
                price=str(price * term), intro_price=str(random.randint(5, 40) * term), intro_periods=random.randint(1, 3),
                intro_until=until,
            )
        )  # fmt: skip
    start = time.perf_counter()
    way = cheapest(found, 24, True, day=DAY)
    assert way is not None
    assert time.perf_counter() - start < 5  # about 0.3 s of work; the rest is room for a busy machine
    check(way, 24)


# the bundled history, checked by hand


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Database:
    db = open_db(tmp_path_factory.mktemp("bundled") / "history.db")
    import_history(db)
    return db


def checked() -> dict[str, Any]:
    return json.loads((EXPECTED / "cheapest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("day", list(checked()["days"]))
def test_the_bundled_history_costs_what_a_person_worked_out(bundled: Database, day: str) -> None:
    said = {}
    for length in (1, 3, 6, 12):
        asked = ReportQuery(day=date.fromisoformat(day), months=length)
        found = figures(bundled, asked)
        for one in (way for switch in (False, True) for way in ways(found, asked, switch)):
            name = f"{one.region} {'switch' if one.switch else 'stay'} {length}"
            said[name] = sentences(one, "en", "CNY" if one.region == "CN" else "USD")
    assert said == checked()["days"][day]


def test_the_report_says_each_step_in_every_format(bundled: Database) -> None:
    asked = ReportQuery(day=date(2026, 2, 27), switch=True, region="CN")
    for form, words in {
        "table": "8–12    Kuaishou KAT-Coder Coding Plan Mini", "md": "| 8–12 | Kuaishou KAT-Coder Coding Plan Mini | month | 5 × ¥29 |  | 145.00 |",
        "csv": "kwaikat/coding-plan/mini/CN/account/P1M/CNY",
    }.items():  # fmt: skip
        out = io.StringIO()
        show(bundled, "cost", asked, form, out)
        assert words in out.getvalue()
    out = io.StringIO()
    show(bundled, "cost", asked, "json", out)
    said = json.loads(out.getvalue())
    assert [row["charge"] for row in said["rows"]] == ["7.9", "20", "19.9", "9.9", "9.9", "18", "8.8", "29"]
    assert [(one["switch"], one["cost_cny"]) for one in said["cheapest"]] == [
        (True, "239.40"),
        (False, "290.00"),
    ]
    assert sum(Decimal(row["cost"]) for row in said["rows"]) == Decimal(said["cheapest"][0]["cost_cny"])


def test_the_steps_are_said_in_chinese_too(bundled: Database) -> None:
    asked = ReportQuery(day=date(2026, 2, 27), switch=True, region="CN", lang="zh")
    found = ways(figures(bundled, asked), asked, True)
    assert sentences(found[0], "zh") == [
        "中国大陆：中途可换套餐，12 个月最少花 239.40 元",
        "第 1 个月：阿里云百炼 Coding Plan Lite，7.9 元/月（首购价，共 1 个月）",
        "然后第 2 个月：阿里云百炼 Coding Plan Lite，20 元/月（首购价，共 1 个月）",
        "然后第 3 个月：无问芯穹 Coding Plan Lite，19.9 元/月（首购价，共 1 个月）",
        "然后第 4 个月：百度千帆 Coding Plan Lite，9.9 元/月（首购价，共 1 个月）",
        "然后第 5 个月：火山方舟 Coding Plan Lite，9.9 元/月（首购价，共 1 个月）",
        "然后第 6 个月：X-AIO Coding Plan Lite，18 元/月（首购价，共 1 个月）",
        "然后第 7 个月：快手 KAT-Coder Coding Plan Mini，8.8 元/月（首购价，共 1 个月）",
        "然后第 8–12 个月：快手 KAT-Coder Coding Plan Mini，29 元/月 × 5",
    ]
