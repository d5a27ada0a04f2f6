"""`pick`: what fits, what does not and why, what is not known, and the cheapest way."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pick_questions import questions
from story import asked, empty, hold_state, offer

from reports.facts.figures import figures
from reports.pick.market import Market, market
from reports.pick.meters import Meter, Option
from reports.pick.pick import pick
from reports.pick.question import Budget, PickQuestion, Usage, counted, hundredths
from reports.pick.quota_fit import quota_fits
from reports.question import BadQuestion, ReportQuery

DAY = date(2026, 10, 6)
SEEN = "2026-10-05T00:00:00Z"


def sold(*offers: dict[str, Any], seen: str = SEEN, **origin: Any) -> Market:
    """A market of offers, each a change of the story's; read from their pages a day ago."""
    db = empty()
    for one in offers:
        hold_state(db, offer(**one), "2026-09-01T00:00:00Z", seen, **{"provenance": "scraped", **origin})
    return market(figures(db, ReportQuery(day=DAY)), DAY)


def plan(name: str, price: int, **more: Any) -> dict[str, Any]:
    return {"vendor": "acme", "product": name, "plan": "lite", "price": price, **more}


def names(answer: Any) -> list[str]:
    return [one.candidate.offer.product for one in answer.picks]


def test_the_cheapest_three_of_different_products_come_first() -> None:
    prices = {"a": 40, "b": 30, "c": 20, "d": 10}
    both = {**plan("d", 11), "plan": "pro"}
    answer = pick(PickQuestion(), sold(*(plan(*one) for one in prices.items()), both))
    assert names(answer) == ["d", "c", "b"]
    assert answer.fitting == 5


@pytest.mark.parametrize(
    ("budget", "fit"),
    [
        (Budget(3000), ["month"]),  # a year paid at once is a payment of 240
        (Budget(24_000), ["year", "month"]),
        (Budget(35_000, span="total"), ["year"]),
        (Budget(36_000, span="total"), ["year", "month"]),
        (Budget(500, "USD"), ["month"]),
    ],
)
def test_a_budget_is_for_each_payment_or_for_all(budget: Budget, fit: list[str]) -> None:
    sells = sold(plan("month", 30), plan("year", 240, period="P1Y"))
    assert names(pick(PickQuestion(budget=budget), sells)) == fit


def test_what_is_not_known_is_no_refusal_but_comes_behind() -> None:
    quota = [{"amount": 1000, "unit": "requests", "window": "P1M"}]
    silent, stated = plan("silent", 10), plan("stated", 50, quotas=quota)
    small = plan("small", 5, quotas=[{**quota[0], "amount": 999}])
    answer = pick(PickQuestion(usage=Usage(requests=1000)), sold(silent, stated, small))
    assert names(answer) == ["stated", "silent"]
    assert [one.doubts for one in answer.picks] == [[], ["usage"]]
    assert answer.unfit == {"usage": 1}
    assert [one.candidate.offer.product for one in answer.near] == ["small"]


@pytest.mark.parametrize(
    ("unit", "window", "amount", "usage", "said"),
    [
        ("tokens", "P1M", 100, Usage(fresh=10, cached=85, out=5), "yes"),
        ("tokens", "P1M", 99, Usage(fresh=10, cached=85, out=5), "unknown"),  # whether cached ones count
        ("tokens", "P1M", 14, Usage(fresh=10, cached=85, out=5), "no"),
        ("tokens", "P1M", 99, Usage(fresh=100), "no"),
        ("requests", "P7D", 70, Usage(requests=300), "yes"),
        ("requests", "P7D", 69, Usage(requests=300), "no"),
        ("requests", "PT5H", 10, Usage(requests=300), "yes"),  # a whole day's within five hours
        ("requests", "PT5H", 2, Usage(requests=300), "unknown"),
        ("requests", "PT5H", 1, Usage(requests=300), "no"),
        ("prompts", "P1M", 300, Usage(requests=300), "yes"),
        ("prompts", "P1M", 20, Usage(requests=300), "unknown"),  # of how many requests a prompt is
        ("requests", "P1M", 10**9, Usage(fresh=1), "unknown"),
        ("credits", "P1M", 10**9, Usage(fresh=1), "unknown"),
        ("multiple", "P1M", 5, Usage(requests=1), "unknown"),
    ],
)
def test_a_quota_is_enough_or_not_only_where_its_unit_tells(
    unit: str, window: str, amount: int, usage: Usage, said: str
) -> None:
    [fit] = quota_fits([Meter(unit, window, (Option(None, amount, amount),))], usage)
    assert fit.enough == said


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"availability": "PreOrder"}, "PreOrder"),
        ({"availability": "SoldOut"}, "SoldOut"),
        ({"availability": "Discontinued"}, "Discontinued"),
        ({"price": 0}, "free"),
        ({"plan": "student"}, "student"),
        ({"plan": "top-up"}, "pack"),
        ({"per": "seat"}, "seats"),
    ],
)
def test_what_cannot_be_bought_is_counted_by_its_reason(change: dict[str, Any], reason: str) -> None:
    answer = pick(PickQuestion(), sold({**plan("apart", 10), **change}))
    assert (list(answer.picks), answer.unfit) == ([], {reason: 1})


def test_what_is_sold_out_is_offered_behind_the_rest_where_it_need_not_be_now() -> None:
    sells = sold(plan("gone", 10, availability="SoldOut"), plan("there", 90))
    answer = pick(PickQuestion(now=False), sells)
    assert names(answer) == ["there", "gone"]
    assert answer.way is not None
    assert {deal.offer.product for deal in answer.way.deals} == {"there"}


def test_a_price_that_no_page_proves_is_never_first() -> None:
    proven, typed = sold(plan("proven", 50)), sold(plan("typed", 5), provenance="curated")
    both = Market([*proven.candidates, *typed.candidates], proven.worth)
    answer = pick(PickQuestion(), both)
    assert names(answer) == ["proven", "typed"]
    assert [one["proven"] for one in answer.to_json()["picks"]] == [True, False]


def test_one_who_was_a_customer_pays_no_first_price() -> None:
    sells = sold(plan("intro", 40, charges=[{"price": "9.9", "periods": 2}]))
    new, old = (pick(PickQuestion(months=3, new=new), sells).to_json()["picks"][0] for new in (True, False))
    assert (new["today"], new["then"], new["total"]) == ("9.90", "40.00", "59.80")
    assert (old["today"], old["total"]) == ("40.00", "120.00")


def test_seats_are_paid_each() -> None:
    sells = sold(plan("team", 30, per="seat"), plan("own", 1))
    answer = pick(PickQuestion(seats=5, months=2), sells).to_json()
    assert [(one["today"], one["total"]) for one in answer["picks"]] == [("150.00", "300.00")]
    assert answer["unfit"] == {"seats": 1}


@pytest.mark.parametrize(("people", "fits"), [(1, False), (2, False), (3, True), (20, True), (21, False)])
def test_a_team_is_offered_what_is_sold_to_so_many(people: int, fits: bool) -> None:
    sells = sold(plan("team", 30, per="seat"))
    sells = replace(sells, candidates=[replace(one, least=3, most=20) for one in sells.candidates])
    assert bool(pick(PickQuestion(seats=people), sells).picks) == fits


def test_tools_payment_and_models_are_asked_of_what_vendors_state() -> None:
    glm = {"vendor": "zhipu", "product": "coding-plan", "plan": "lite", "price": 118, "models": ["GLM 5.3"]}
    own = {
        "vendor": "cursor",
        "product": "cursor",
        "plan": "pro",
        "price": 20,
        "currency": "USD",
        "region": "INTL",
    }
    sells = sold(glm, own)
    asks = PickQuestion(tools=("claude code",), ways=("alipay",), models=("glm-5.3",))
    answer = pick(asks, sells)
    assert dict(answer.picks[0].checks) == {
        "state": "yes", "region": "yes", "seats": "yes", "tools": "yes", "ways": "yes", "models": "yes",
    }  # fmt: skip
    assert answer.unfit == {"tools": 1}
    assert pick(replace(asks, models=("kimi-k3",)), sells).unfit == {"models": 1, "tools": 1}


def test_the_way_through_the_months_is_the_one_of_the_report_of_costs() -> None:
    first = [{"price": "9.9", "periods": 1}]
    offers = [
        plan("a", 40, charges=first), plan("b", 45, charges=first), plan("c", 100, period="P3M"),
        plan("d", 30, charges=[{"price": "50", "periods": 1}]),
    ]  # fmt: skip
    db = empty()
    for one in offers:
        hold_state(db, offer(**one), "2026-09-01T00:00:00Z", SEEN, provenance="scraped")
    sells = market(figures(db, ReportQuery(day=DAY)), DAY)
    for months in (1, 2, 3, 5, 12, 24):
        report = asked(db, "cost", DAY, months=months, switch=True)
        way = pick(PickQuestion(months=months), sells).to_json()["way"]
        assert way["total_cny"] == report["cheapest"][0]["cost_cny"]
        assert way["steps"][-1]["last_month"] >= months


def test_random_questions_are_answered_by_the_rules() -> None:
    sells = sold(*(plan(name, 10 * at, per=per) for at, (name, per) in enumerate(zip("abcdef", ["account", "seat"] * 3, strict=True), 1)))  # fmt: skip
    for question in questions(sells, 60, seed=3):
        answer = pick(question, sells)
        assert all(not one.against for one in answer.picks)
        assert len({one.candidate.offer.product for one in answer.picks}) == len(answer.picks)
        assert answer.fitting + sum(answer.unfit.values()) == len(sells.candidates)
        said = answer.to_json()
        if said["picks"] and said["way"] and said["picks"][0]["checks"]["state"] == "yes":
            assert Decimal(said["way"]["total_cny"]) <= Decimal(said["picks"][0]["total_cny"])
        assert PickQuestion.from_json(json.loads(json.dumps(said["question"]))) == question


@pytest.mark.parametrize(
    ("text", "number"),
    [("5000", 5000), ("200k", 200_000), ("1.5M", 1_500_000), ("2b", 2 * 10**9), ("300万", 3_000_000), ("1,200", 1200)],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, number: int) -> None:
    assert counted(text) == number


@pytest.mark.parametrize("text", ["", "-5", "5x", "1e9", "NaN", "9" * 40])
def test_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadQuestion):
        counted(text)


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_money_is_exact_in_hundredths(amount: Decimal) -> None:
    assert Decimal(hundredths(str(amount))) / 100 == amount


@pytest.mark.parametrize(
    "wrong",
    [
        {"months": 0}, {"months": 25}, {"seats": 0}, {"region": "EU"}, {"tools": ("",)}, {"models": ("x" * 61,)},
        {"tools": ("x",) * 21},
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadQuestion):
        PickQuestion(**wrong)
