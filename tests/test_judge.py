"""The judge at work: what is published, what is held, what ends a hold, seen as a reader of the reports sees it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from nights import API, FACTS, PAGE, WITNESS, Nights, offer, source, tiers

from db.states import moment
from pipeline.decide import NoSuchHold
from scrapers.offer import Quota, decimal

SIX = Quota(amount=decimal(6000), unit="requests", window="PT5H")
NINE = Quota(amount=decimal(9000), unit="requests", window="PT5H")


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


KIMI = {"moderato": "99", "allegretto": "199", "allegro": "699"}
OVERSEAS = {"moderato": "19", "allegretto": "39", "allegro": "99"}
ZHIPU = {"lite": "49", "pro": "149", "max": "469"}
RISEN = {"lite": "118", "pro": "538", "max": "1078"}


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


def test_held_page_proves_no_absence(acme: Nights) -> None:
    acme.night(tiers(andante="49", **KIMI))
    acme.nights(10, tiers(vivace="199", **OVERSEAS))
    assert acme.shown() == {"andante": "49", **KIMI}
    acme.night(tiers(andante="49", **KIMI))
    assert (acme.held(), acme.news()) == ([], [])


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


def test_price_confirmed_while_availability_went_on_is_what_is_shown(acme: Nights) -> None:
    """A large rise waits; on the nights between, stock and quota changes are published; then the rise must win."""
    acme.night([offer(price="49", availability="InStock")])
    acme.night([offer(price="118", availability="InStock")])
    acme.night([offer(price="118", availability="SoldOut")], hours=6)
    assert (acme.shown(), acme.states()["pro"].offer.availability) == ({"pro": "49"}, "SoldOut")
    acme.night([offer(price="118", availability="SoldOut")])
    assert acme.shown() == {"pro": "118"}
    acme.night([offer(price="118", availability="InStock")])
    assert acme.shown() == {"pro": "118"}
    assert [row["kind"] for row in acme.events("price_changed")] == ["price_changed"]


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


def test_field_comes_from_the_source_that_gives_it(acme: Nights) -> None:
    acme.night({PAGE: [offer()], FACTS: [offer(price=None, period=None, currency=None, quotas=(SIX,))]})
    state = acme.states()["pro"]
    assert state.offer.quotas == (SIX,)
    assert state.sources == {"price": "acme-page", "intro": "acme-page", "quotas": "acme-facts"}


@pytest.mark.parametrize("word", ["short", "challenge", "queue", "http-500", "truncated", "changed", "shell"])
def test_killed_source_costs_its_fields_and_recovers_by_itself(acme: Nights, word: str) -> None:
    facts = [offer(price=None, period=None, currency=None, quotas=(NINE,))]
    acme.night({PAGE: [offer(quotas=(SIX,))]})
    seen = moment(acme.now)
    acme.nights(5, {PAGE: word, FACTS: facts})
    state = acme.states()["pro"]
    assert (state.offer.price, state.last_seen, state.offer.quotas) == (decimal("49"), seen, (NINE,))
    failing = next(acme.db.query("SELECT * FROM source_health WHERE source = 'acme-page'"))
    assert failing["failing_since"] == moment(acme.now - timedelta(days=4))
    acme.night({PAGE: [offer(quotas=(SIX,))], FACTS: facts})
    assert acme.states()["pro"].last_seen == moment(acme.now)
    assert (
        next(acme.db.query("SELECT * FROM source_health WHERE source = 'acme-page'"))["failing_since"] is None
    )


def test_facts_alone_do_not_refresh_a_price_nor_its_origin(acme: Nights) -> None:
    acme.night([offer(quotas=(SIX,), availability="InStock")])
    before = acme.states()["pro"]
    acme.night(
        {FACTS: [offer(price=None, period=None, currency=None, quotas=(NINE,), availability="SoldOut")]}
    )
    after = acme.states()["pro"]
    assert (after.offer.quotas, after.offer.availability) == ((NINE,), "SoldOut")
    assert (after.last_seen, after.url, after.source) == (before.last_seen, before.url, before.source)
    assert acme.news() == [("availability_changed", "pro"), ("quota_changed", "pro")]


def test_plan_is_gone_after_three_complete_reads(acme: Nights) -> None:
    acme.night(tiers(lite="49", pro="149"))
    acme.night(tiers(pro="149"))
    first = moment(acme.now)
    acme.night(tiers(pro="149"))
    assert "lite" in acme.shown()
    acme.night(tiers(pro="149"))
    assert acme.shown() == {"pro": "149"}
    assert [(row["kind"], row["plan"], row["at"]) for row in acme.events()] == [("plan_gone", "lite", first)]


def test_partial_reads_and_listings_never_prove_an_absence(acme: Nights) -> None:
    acme.night({API: tiers(lite="49"), PAGE: tiers(pro="149")})
    acme.nights(9, {API: "challenge", PAGE: tiers(pro="149")})
    acme.nights(9, {API: "short", PAGE: tiers(pro="149")})
    for _ in range(9):
        acme.night({source("listings"): tiers(pro="149")}, kind="listing")
    assert acme.shown() == {"lite": "49", "pro": "149"}
    assert acme.news() == []


def test_failed_read_between_does_not_start_the_count_again(acme: Nights) -> None:
    acme.night(tiers(lite="49", pro="149"))
    for _ in range(3):
        acme.night(tiers(pro="149"))
        acme.night("challenge")
    assert acme.shown() == {"pro": "149"}


def test_plan_that_comes_back_before_the_third_read_was_never_gone(acme: Nights) -> None:
    acme.night(tiers(lite="49", pro="149"))
    for _ in range(4):
        acme.nights(2, tiers(pro="149"))
        acme.night(tiers(lite="49", pro="149"))
    assert acme.news() == []


def test_introduction_starts_ends_after_two_crawls_and_the_price_never_moves(acme: Nights) -> None:
    intro = offer(price="40", intro_price="9.9", intro_periods=1)
    acme.night([offer(price="40")])
    acme.night([intro])
    assert acme.news() == [("intro_started", "pro")]
    acme.night([offer(price="40")])
    assert acme.states()["pro"].offer.intro_price == decimal("9.9")
    acme.night([intro])
    assert acme.held() == []
    acme.night([offer(price="40")])
    first = moment(acme.now)
    acme.night([offer(price="40")])
    assert acme.states()["pro"].offer.intro_price is None
    assert [(row["kind"], row["at"]) for row in acme.events("intro_ended")] == [("intro_ended", first)]
    assert acme.events("price_changed") == []


def test_announced_end_passes_once_without_a_second_look(acme: Nights) -> None:
    until = acme.now.date() + timedelta(days=3)
    intro = offer(price="40", intro_price="9.9", intro_periods=1, intro_until=until)
    acme.nights(3, [intro])
    assert acme.states()["pro"].offer.intro_price == decimal("9.9")
    acme.nights(3, [offer(price="40")])
    assert acme.states()["pro"].offer.intro_price is None
    ended = acme.events("intro_ended")
    assert [row["at"] for row in ended] == [f"{until + timedelta(days=1)}T00:00:00Z"]


def test_page_that_forgets_to_take_down_an_ended_introduction_does_not_revive_it(acme: Nights) -> None:
    until = acme.now.date() + timedelta(days=2)
    acme.nights(6, [offer(price="40", intro_price="9.9", intro_periods=1, intro_until=until)])
    assert acme.states()["pro"].offer.intro_price is None
    assert acme.news() == [("intro_ended", "pro")]


def test_introduction_that_is_extended_did_not_end(acme: Nights) -> None:
    until = acme.now.date() + timedelta(days=2)
    acme.nights(2, [offer(price="40", intro_price="9.9", intro_until=until)])
    acme.nights(2, [offer(price="40", intro_price="9.9", intro_until=until + timedelta(days=30))])
    assert acme.states()["pro"].offer.intro_price == decimal("9.9")
    assert "intro_ended" not in {kind for kind, _ in acme.news()}


def test_known_introduction_goes_on_when_its_words_are_lost(acme: Nights) -> None:
    acme.night([offer(price="40", intro_price="7.9", intro_periods=1)])
    acme.night([offer(price="7.9", list_price="40")])
    acme.night([offer(price="19.9", list_price="40")])
    state = acme.states()["pro"].offer
    assert (state.price, state.intro_price) == (decimal("40"), decimal("19.9"))
    assert acme.news() == [("intro_changed", "pro")]


def test_introduction_waits_for_the_price_it_stands_beside(acme: Nights) -> None:
    acme.night([offer(price="40")])
    acme.night([offer(price="118", intro_price="59", intro_periods=1)])
    assert acme.states()["pro"].offer.intro_price is None
    first = moment(acme.now)
    acme.night([offer(price="118", intro_price="59", intro_periods=1)])
    state = acme.states()["pro"].offer
    assert (state.price, state.intro_price) == (decimal("118"), decimal("59"))
    assert {row["at"] for row in acme.events()} == {first}


def test_first_charge_above_the_price_is_an_introduction_too(acme: Nights) -> None:
    acme.nights(2, [offer(price="20", intro_price="30", intro_periods=1)])
    assert acme.states()["pro"].offer.intro_price == decimal("30")
    assert acme.held() == []


def test_return_to_the_list_price_is_a_change_and_no_currency(acme: Nights) -> None:
    acme.night([offer(price="8.8", list_price="40", evidence="限时特惠 ¥8.8/月 原价 ¥40")])
    acme.nights(2, [offer(price="40")])
    assert acme.shown() == {"pro": "40"}


def test_month_at_the_figure_of_a_quarter_without_discount_is_a_price(acme: Nights) -> None:
    acme.night([offer(price="40"), offer(price="120", period="P3M")])
    acme.night([offer(price="50"), offer(price="150", period="P3M")])
    acme.nights(2, [offer(price="50"), offer(price="150", period="P3M")])
    assert acme.shown() == {"pro": "50", "pro/P3M": "150"}


def test_new_plan_needs_a_second_read_that_states_it(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    acme.night(tiers(lite="49", pro="149"))
    first = moment(acme.now)
    assert acme.shown() == {"lite": "49"}
    acme.night(tiers(lite="49", pro="149"))
    assert acme.shown() == {"lite": "49", "pro": "149"}
    assert [(row["kind"], row["plan"], row["at"]) for row in acme.events()] == [("plan_added", "pro", first)]


def test_hold_of_a_plan_that_was_seen_once_ends_when_it_is_no_longer_stated(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    acme.night(tiers(lite="49", yuefei="49"))
    acme.night("challenge")
    assert set(acme.reasons()) == {"yuefei"}
    acme.night(tiers(lite="49"))
    assert (acme.held(), acme.shown()) == ([], {"lite": "49"})


def test_another_term_and_another_region_are_seen_and_are_no_news(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    wide = [
        *tiers(lite="49"),
        offer("lite", "470", period="P1Y"),
        offer("lite", "10", region="INTL", currency="USD"),
    ]
    acme.nights(3, wide)
    assert acme.shown() == {"lite": "49", "lite/P1Y": "470", "lite/INTL/USD": "10"}
    assert acme.news() == []


def test_accepted_hold_is_published_from_its_first_sight(acme: Nights) -> None:
    acme.night(tiers(**KIMI))
    acme.night(tiers(**OVERSEAS))
    first = moment(acme.now)
    acme.accept(next(hold.id for hold in acme.held() if "/allegro/" in hold.offer))
    assert acme.shown() == KIMI | {"allegro": "99"}
    assert [(row["plan"], row["at"]) for row in acme.events("price_changed")] == [("allegro", first)]
    assert acme.states()["allegro"].last_seen == first
    acme.night(tiers(**OVERSEAS))
    assert acme.shown() == KIMI | {"allegro": "99"}


def test_rejected_value_never_comes_back_by_itself(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    acme.night(tiers(lite="118"))
    acme.reject(acme.held()[0].id)
    acme.nights(3, tiers(lite="118"))
    acme.night(tiers(lite="49"))
    acme.nights(3, [offer("lite", "118", list_price="140")])
    assert (acme.shown(), acme.held(), acme.news()) == ({"lite": "49"}, [], [])
    acme.nights(2, tiers(lite="120"))
    assert acme.shown() == {"lite": "120"}


def test_person_may_change_their_mind_about_a_rejected_value(acme: Nights) -> None:
    acme.nights(1, tiers(lite="49"))
    acme.night(tiers(lite="118"))
    number = acme.held()[0].id
    acme.reject(number)
    acme.accept(number)
    assert acme.shown() == {"lite": "118"}
    with pytest.raises(NoSuchHold, match="no open or rejected hold"):
        acme.accept(number)


def test_value_accepted_once_is_dated_anew_when_it_returns(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    acme.night(tiers(lite="118"))
    acme.accept(acme.held()[0].id)
    acme.nights(2, tiers(lite="49"))
    assert acme.shown() == {"lite": "49"}
    acme.nights(2, tiers(lite="118"))
    assert acme.shown() == {"lite": "118"}
    days = [row["at"][:10] for row in acme.events("price_changed")]
    assert days == [str(date(2026, 3, day)) for day in (2, 3, 5)]


def test_hold_is_an_alarm_after_seven_days(acme: Nights) -> None:
    acme.night(tiers(**KIMI))
    acme.nights(8, tiers(**OVERSEAS))
    assert not any(hold.alarm for hold in acme.held())
    acme.night(tiers(**OVERSEAS))
    assert all(hold.alarm for hold in acme.held())


def test_prices_and_quotas_are_judged_apart(acme: Nights) -> None:
    acme.night([offer(quotas=(SIX,))])
    acme.night([offer(price="0", quotas=(NINE,))])
    state = acme.states()["pro"]
    assert (state.offer.price, state.offer.quotas) == (decimal("49"), (NINE,))
    assert state.last_seen < moment(acme.now)
    assert acme.news() == [("quota_changed", "pro")]


def test_listing_never_contradicts_what_a_page_said(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    listing: dict[str, Any] = {"kind": "listing"}
    for _ in range(5):
        acme.night(
            {source("listings"): [*tiers(lite="45", pro="149"), offer("lite", "10", period="P3M")]}, **listing
        )
    assert acme.shown() == {"lite": "49"}
    assert acme.states()["lite"].provenance == "scraped"
    acme.night({source("listings"): tiers(lite="49")}, **listing)
    assert acme.states()["lite"].provenance == "scraped"


def test_listing_neither_confirms_nor_ends_the_hold_of_a_page(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    acme.night(tiers(lite="118"))
    acme.night({source("listings"): tiers(lite="118")}, kind="listing")
    acme.night({source("listings"): tiers(lite="49")}, kind="listing")
    assert (acme.shown(), set(acme.reasons())) == ({"lite": "49"}, {"lite"})
    acme.night(tiers(lite="118"))
    assert acme.shown() == {"lite": "118"}
