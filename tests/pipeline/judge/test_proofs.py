"""A source whose page nobody ever saw proves itself by what was known before; the rest of it waits for a person."""

from pathlib import Path

import pytest
from nights import NEW, PAGE, Nights, offer, tiers

from pipeline.publish.decide import NoSuchHold


def test_what_was_known_is_published_and_proves_the_source(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night(tiers(lite="49", pro="149"))
    acme.night({NEW: tiers(lite="49", pro="159", max="469")})
    assert acme.shown() == {"lite": "49", "pro": "149"}
    assert acme.rules() == {"pro": "unproven", "max": "unproven"}


def test_once_proven_its_news_is_judged_like_anybodys_and_what_waits_goes_on_waiting(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night(tiers(lite="49", pro="149"))
    acme.night({NEW: tiers(lite="49", pro="159")})
    acme.nights(3, {NEW: tiers(lite="52", pro="159")})
    assert acme.shown() == {"lite": "52", "pro": "149"}
    assert acme.rules() == {"pro": "unproven"}


def test_a_source_of_which_nothing_was_known_publishes_nothing_by_itself(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.nights(5, {NEW: tiers(lite="49", pro="149")})
    assert acme.shown() == {}
    assert acme.rules() == {"lite": "unproven", "pro": "unproven"}


def test_a_second_source_that_is_proven_ends_it(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night({NEW: tiers(lite="49")})
    acme.night({NEW: tiers(lite="49"), PAGE: tiers(lite="49")})
    assert acme.shown() == {"lite": "49"}
    assert acme.rules() == {}


def test_a_first_charge_beside_a_known_price_waits_too(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night(tiers(lite="49"))
    acme.night({NEW: [offer("lite", "49", intro_price="9.9", intro_periods=1)]})
    assert acme.rules() == {"lite": "intro_unproven"}
    assert [state.offer.charges for state in acme.states().values()] == [()]


def test_a_known_first_charge_whose_length_is_left_unsaid_is_nothing_new(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night([offer("lite", "49", intro_price="9.9", intro_periods=1)])
    acme.night({NEW: [offer("lite", "49", intro_price="9.9")]})
    assert acme.rules() == {}


def test_one_word_of_a_person_accepts_the_source_as_a_whole(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night({NEW: tiers(lite="49", pro="149")})
    assert len(acme.accept_source(NEW)) == 2
    assert acme.shown() == {"lite": "49", "pro": "149"}
    acme.nights(2, {NEW: tiers(lite="55", pro="149")})
    assert acme.shown() == {"lite": "55", "pro": "149"}
    with pytest.raises(NoSuchHold, match="nothing waits for a proof of 'acme-new'"):
        acme.accept_source(NEW)


def test_samples_need_no_proof(tmp_path: Path) -> None:
    acme = Nights(tmp_path)
    acme.night({NEW: tiers(lite="49")}, kind="sample")
    assert acme.shown() == {"lite": "49"}
