"""The judge at work: what is published and what is held, as a reader of the reports sees it."""

from pathlib import Path

import pytest
from nights import API, PAGE, WITNESS, Nights, offer, tiers

from db.tables.states import moment

KIMI = {"moderato": "99", "allegretto": "199", "allegro": "699"}
OVERSEAS = {"moderato": "19", "allegretto": "39", "allegro": "99"}
ZHIPU = {"lite": "49", "pro": "149", "max": "469"}
RISEN = {"lite": "118", "pro": "538", "max": "1078"}


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_dollars_as_yuan_for_35_days_stay_held_and_the_old_price_stays_with_its_age(acme: Nights) -> None:
    acme.night(tiers(**KIMI))
    first = moment(acme.now)
    acme.nights(35, tiers(**OVERSEAS))
    assert acme.shown() == KIMI
    assert {state.last_seen for state in acme.states().values()} == {first}
    assert acme.news() == []
    assert {hold.offer.split("/")[2] for hold in acme.held() if hold.alarm} == set(KIMI)
    assert all("another currency" in hold.reason for hold in acme.held())
    acme.night(tiers(**KIMI))
    assert acme.held() == []
    assert {state.last_seen for state in acme.states().values()} == {moment(acme.now)}


def test_yuan_plan_at_the_dollar_price_of_its_twin_is_held(acme: Nights) -> None:
    abroad = [
        offer("plus", "20", region="INTL", currency="USD"),
        offer("max", "50", region="INTL", currency="USD"),
    ]
    acme.night([*tiers(plus="49", max="119"), *abroad])
    acme.nights(5, [*tiers(plus="20", max="50"), *abroad])
    assert acme.shown()["plus"] == "49"
    assert acme.rules()["plus"] == "currency"


def test_dollars_where_yuan_were_sold_are_no_new_plan_and_the_yuan_plan_is_not_gone(acme: Nights) -> None:
    acme.night(tiers(**KIMI))
    acme.nights(8, [offer(plan, price, currency="USD") for plan, price in OVERSEAS.items()])
    assert acme.shown() == KIMI
    assert acme.news() == []
    assert acme.rules() == {f"{plan}/USD": "currency" for plan in KIMI}
    acme.night(tiers(**KIMI))
    assert acme.held() == []


def test_one_known_tier_in_another_currency_holds_its_whole_page(acme: Nights) -> None:
    acme.night(tiers(allegretto="199"))
    acme.nights(4, tiers(allegretto="39", vivace="199"))
    assert acme.shown() == {"allegretto": "199"}


def test_real_rise_of_three_tiers_comes_out_at_the_second_crawl(acme: Nights) -> None:
    acme.night(tiers(**ZHIPU))
    acme.night(tiers(**RISEN))
    first = moment(acme.now)
    assert acme.shown() == ZHIPU
    assert "49 to 118" in acme.reasons()["lite"]
    acme.night(tiers(**RISEN), hours=11)
    assert acme.shown() == ZHIPU  # too close to the first to be a second look
    acme.night(tiers(**RISEN), hours=1)
    assert acme.shown() == RISEN
    assert acme.held() == []
    changes = acme.events("price_changed")
    assert {row["plan"]: (row["before"]["price"], row["after"]["price"]) for row in changes} == {
        plan: (ZHIPU[plan], RISEN[plan]) for plan in ZHIPU
    }
    assert {(row["at"], row["published_at"]) for row in changes} == {(first, moment(acme.now))}


def test_one_factor_for_all_tiers_comes_out_at_the_third_crawl(acme: Nights) -> None:
    acme.night(tiers(starter="20", plus="50", max="120"))
    risen = tiers(starter="22", plus="55", max="132")
    acme.nights(2, risen)
    assert acme.shown() == {"starter": "20", "plus": "50", "max": "120"}
    acme.night(risen)
    assert acme.shown() == {"starter": "22", "plus": "55", "max": "132"}


def test_small_change_is_published_at_once(acme: Nights) -> None:
    acme.night(tiers(lite="49", pro="149"))
    acme.night(tiers(lite="55", pro="149"))
    assert acme.shown() == {"lite": "55", "pro": "149"}
    assert acme.news() == [("price_changed", "lite")]


def test_two_sources_that_agree_publish_at_once(acme: Nights) -> None:
    acme.night({PAGE: tiers(**ZHIPU), WITNESS: tiers(**ZHIPU)})
    acme.night({PAGE: tiers(**RISEN), WITNESS: tiers(**RISEN)})
    assert acme.shown() == RISEN


def test_second_source_ends_a_hold_and_the_first_sight_stays(acme: Nights) -> None:
    acme.night(tiers(**ZHIPU))
    acme.night(tiers(**RISEN))
    first = moment(acme.now)
    acme.night({PAGE: tiers(**RISEN), WITNESS: tiers(**RISEN)}, hours=1)
    assert acme.shown() == RISEN
    assert {row["at"] for row in acme.events("price_changed")} == {first}


def test_sources_that_disagree_about_a_third_price_are_held_until_they_agree(acme: Nights) -> None:
    acme.night({PAGE: tiers(pro="49"), WITNESS: tiers(pro="49")})
    acme.nights(6, {PAGE: tiers(pro="59"), WITNESS: tiers(pro="69")})
    assert acme.shown() == {"pro": "49"}
    assert acme.reasons() == {"pro": "acme-page says 59, acme-witness says 69"}
    acme.night({PAGE: tiers(pro="59"), WITNESS: tiers(pro="59")})
    assert (acme.shown(), acme.held()) == ({"pro": "59"}, [])


def test_trusted_source_that_lags_is_visible_and_ends_when_it_follows(acme: Nights) -> None:
    acme.night({API: tiers(pro="49"), PAGE: tiers(pro="49")})
    acme.nights(2, {API: tiers(pro="49"), PAGE: tiers(pro="59")})
    assert acme.shown() == {"pro": "49"}
    assert acme.reasons() == {"pro": "acme-api says 49, acme-page says 59"}
    assert acme.states()["pro"].last_seen == moment(acme.now)
    acme.night({API: tiers(pro="59"), PAGE: tiers(pro="59")})
    assert (acme.shown(), acme.held()) == ({"pro": "59"}, [])


def test_return_to_the_list_price_is_a_change_and_no_currency(acme: Nights) -> None:
    acme.night([offer(price="8.8", list_price="40", evidence="限时特惠 ¥8.8/月 原价 ¥40")])
    acme.nights(2, [offer(price="40")])
    assert acme.shown() == {"pro": "40"}


def test_month_at_the_figure_of_a_quarter_without_discount_is_a_price(acme: Nights) -> None:
    acme.night([offer(price="40"), offer(price="120", period="P3M")])
    acme.night([offer(price="50"), offer(price="150", period="P3M")])
    acme.nights(2, [offer(price="50"), offer(price="150", period="P3M")])
    assert acme.shown() == {"pro": "50", "pro/P3M": "150"}
