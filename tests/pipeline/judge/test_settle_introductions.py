"""Introductions: they begin, move and end, and the recurring price never moves with them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from nights import Nights, offer

from db.tables.states import intro_end, intro_ended, moment
from scrapers.offer import decimal


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


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
    until = acme.now.date() + timedelta(days=4)
    intro = offer(price="40", intro_price="9.9", intro_periods=1, intro_until=until)
    acme.nights(3, [intro])
    assert acme.states()["pro"].offer.intro_price == decimal("9.9")
    acme.nights(3, [offer(price="40")])
    assert acme.states()["pro"].offer.intro_price is None
    ended = acme.events("intro_ended")
    assert [row["at"] for row in ended] == [f"{until}T16:00:00Z"]  # midnight in Shanghai


def test_page_that_forgets_to_take_down_an_ended_introduction_does_not_revive_it(acme: Nights) -> None:
    until = acme.now.date() + timedelta(days=2)
    acme.nights(6, [offer(price="40", intro_price="9.9", intro_periods=1, intro_until=until)])
    assert acme.states()["pro"].offer.intro_price is None
    assert acme.news() == [("intro_ended", "pro")]


def test_first_price_that_outlives_its_announced_end_is_held(acme: Nights) -> None:
    """9.9 and 49.9 stayed in the code of a page after the offer had ended."""
    until = acme.now.date() + timedelta(days=3)
    acme.nights(2, [offer(price="40", intro_price="9.9", intro_periods=1, intro_until=until)])
    acme.nights(5, [offer(price="40", intro_price="9.9", intro_periods=1)])
    assert acme.states()["pro"].offer.intro_price is None
    assert acme.news() == [("intro_ended", "pro")]
    assert acme.rules() == {"pro": "intro_over"}


def test_introduction_that_is_extended_did_not_end(acme: Nights) -> None:
    until = acme.now.date() + timedelta(days=3)
    acme.nights(2, [offer(price="40", intro_price="9.9", intro_until=until)])
    acme.nights(2, [offer(price="40", intro_price="9.9", intro_until=until + timedelta(days=30))])
    assert acme.states()["pro"].offer.intro_price == decimal("9.9")
    assert "intro_ended" not in {kind for kind, _ in acme.news()}


def test_a_length_that_a_page_leaves_unsaid_stays_as_it_was_known(acme: Nights) -> None:
    """As an event says nothing of it, the state does not change either."""
    acme.night([offer(price="40", intro_price="7.9", intro_periods=1)])
    acme.nights(2, [offer(price="40", intro_price="7.9")])
    assert acme.states()["pro"].offer.intro_periods == 1
    acme.nights(2, [offer(price="40", intro_price="7.9", intro_periods=2)])
    assert acme.states()["pro"].offer.intro_periods == 2
    acme.night([offer(price="40", intro_price="8.9")])
    assert acme.states()["pro"].offer.intro_periods is None


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


def test_introduction_is_never_started_after_its_stated_last_day(acme: Nights) -> None:
    acme.night([offer(price="40")])
    over = acme.now.date()  # the next crawl comes after midnight in Shanghai
    acme.nights(4, [offer(price="40", intro_price="9.9", intro_periods=1, intro_until=over)])
    assert acme.states()["pro"].offer.charges == ()
    assert acme.news() == []
    acme.nights(
        2, [offer("max", "200", intro_price="99", intro_periods=1, intro_until=over), offer(price="40")]
    )
    assert acme.states()["max"].offer.charges == ()
    assert [kind for kind, _ in acme.news()] == ["plan_added"]


@pytest.mark.parametrize(
    ("region", "last", "over"),
    [
        ("CN", "2026-11-08T15:59:59Z", "2026-11-08T16:00:00Z"),
        ("INTL", "2026-11-08T23:59:59Z", "2026-11-09T00:00:00Z"),
    ],
)
def test_an_announced_last_day_ends_where_the_vendor_sells(region: str, last: str, over: str) -> None:
    ending = offer(price="40", intro_price="9.9", region=region, intro_until=date(2026, 11, 8))
    assert (intro_end(ending), intro_ended(ending, last), intro_ended(ending, over)) == (over, False, True)
