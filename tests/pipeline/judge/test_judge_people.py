"""A person's word on a hold, its age, and what another tracker may say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from nights import Nights, offer, source, tiers

from db.tables.states import moment
from pipeline.publish.decide import NoSuchHold

KIMI = {"moderato": "99", "allegretto": "199", "allegro": "699"}
OVERSEAS = {"moderato": "19", "allegretto": "39", "allegro": "99"}


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


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
