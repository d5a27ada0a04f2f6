"""Field by field: what a source states, what it no longer states, and what a failed read costs."""

from datetime import timedelta
from pathlib import Path

import pytest
from nights import API, FACTS, PAGE, Nights, offer, source, tiers

from db.tables.states import moment
from scrapers.offer import Quota, decimal

SIX = Quota(amount=decimal(6000), unit="requests", window="PT5H")
NINE = Quota(amount=decimal(9000), unit="requests", window="PT5H")
KIMI = {"moderato": "99", "allegretto": "199", "allegro": "699"}
OVERSEAS = {"moderato": "19", "allegretto": "39", "allegro": "99"}


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_held_page_proves_no_absence(acme: Nights) -> None:
    acme.night(tiers(andante="49", **KIMI))
    acme.nights(10, tiers(vivace="199", **OVERSEAS))
    assert acme.shown() == {"andante": "49", **KIMI}
    acme.night(tiers(andante="49", **KIMI))
    assert (acme.held(), acme.news()) == ([], [])


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


def test_field_comes_from_the_source_that_gives_it(acme: Nights) -> None:
    acme.night({PAGE: [offer()], FACTS: [offer(price=None, period=None, currency=None, quotas=(SIX,))]})
    state = acme.states()["pro"]
    assert state.offer.quotas == (SIX,)
    assert state.sources == {"price": "acme-page", "intro": "acme-page", "quotas": "acme-facts"}


def test_a_list_price_stays_while_the_source_that_states_it_fails(acme: Nights) -> None:
    """Null never overwrites: another source that states the same price says nothing of the list price."""
    acme.night({PAGE: [offer(list_price="99")], API: [offer()]})
    acme.nights(3, {PAGE: "timeout", API: [offer()]})
    assert acme.states()["pro"].offer.list_price == decimal("99")
    acme.night({PAGE: [offer()], API: [offer()]})
    assert acme.states()["pro"].offer.list_price is None


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


def test_old_pages_that_are_read_late_prove_no_absence_of_what_was_seen_after_them(acme: Nights) -> None:
    acme.night(tiers(lite="49", pro="149"))
    acme.night(tiers(lite="49", pro="149"), hours=24 * 30)
    acme.night(tiers(pro="149"), hours=24 * -20)
    acme.nights(8, tiers(pro="149"))
    assert (acme.news(), list(acme.db.query("SELECT * FROM absences"))) == ([], [])


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


def test_prices_and_quotas_are_judged_apart(acme: Nights) -> None:
    acme.night([offer(quotas=(SIX,))])
    acme.night([offer(price="0", quotas=(NINE,))])
    state = acme.states()["pro"]
    assert (state.offer.price, state.offer.quotas) == (decimal("49"), (NINE,))
    assert state.last_seen < moment(acme.now)
    assert acme.news() == [("quota_changed", "pro")]
