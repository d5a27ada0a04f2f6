"""Identity: names become slugs, a rename is neither a death nor a birth, and nothing is linked on a guess."""

from pathlib import Path

import pytest
from nights import API, PAGE, Nights, offer, tiers

from db.tables.states import moment, series
from scrapers.offer import Quota, decimal
from scrapers.vocabulary.plan_names import slug


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Plus-极速版", "plus-highspeed"), ("Max-极速版 超值之选", "max-highspeed"), ("Starter 立省 ¥58", "starter"),
        ("Ｌｉｔｅ", "lite"), ("Pro（REGION_CN）", "pro"), ("Pro（已下线）", "pro"), ("Max 5x", "max-5x"), ("Pro+", "pro-plus"),
    ],
)  # fmt: skip
def test_name_becomes_the_slug_of_its_tier(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_rename_within_one_crawl_goes_on_as_one_plan(acme: Nights) -> None:
    acme.nights(3, tiers(lite="49", pro="149"))
    acme.night(tiers(basic="49", pro="149"))
    assert acme.news() == [("renamed", "basic")]
    assert acme.shown() == {"basic": "49", "pro": "149"}
    assert acme.held() == []
    assert acme.events()[0]["before"] == {"offer": "acme/coding-plan/lite/CN/account/P1M/CNY"}
    old = series(acme.db, "acme/coding-plan/lite/CN/account/P1M/CNY")
    assert old[-1].ended == moment(acme.now)
    row = next(
        acme.db.query(
            "SELECT old.offer AS old, new.offer AS new FROM offers old JOIN offers new ON new.id = old.successor_id"
        )
    )
    assert (row["old"].split("/")[2], row["new"].split("/")[2]) == ("lite", "basic")


def test_a_plan_that_takes_an_old_name_again_can_still_go(acme: Nights) -> None:
    """Two links that lead in a circle: neither name was living any more, and the end of the plan was told by nobody."""
    for name in ("lite", "basic", "lite", "basic"):
        acme.nights(2, [offer(name, "49"), offer("pro", "149")])
    acme.nights(3, tiers(pro="149"))
    assert acme.news()[-1] == ("plan_gone", "basic")
    assert acme.shown() == {"pro": "149"}


def test_an_old_name_that_comes_back_by_itself_can_still_go(acme: Nights) -> None:
    """It was renamed once, so its end was taken for that of a name, and told by nobody."""
    acme.nights(2, tiers(lite="49", pro="149"))
    acme.nights(2, tiers(basic="49", pro="149"))
    acme.nights(3, tiers(basic="49", pro="149", lite="29"))
    assert acme.shown() == {"basic": "49", "lite": "29", "pro": "149"}
    acme.nights(3, tiers(basic="49", pro="149"))
    assert acme.news()[-2:] == [("plan_added", "lite"), ("plan_gone", "lite")]


def test_rename_with_another_price_or_quota_is_no_rename(acme: Nights) -> None:
    quota = {
        amount: (Quota(amount=decimal(amount), unit="requests", window="PT5H"),) for amount in (100, 200)
    }
    acme.night([offer("lite", "49", quotas=quota[100]), offer("pro", "149")])
    acme.night([offer("basic", "49", quotas=quota[200]), offer("pro", "149")])
    acme.night([offer("base", "59"), offer("pro", "149")])
    assert acme.news() == []
    assert set(acme.rules()) == {"base"}


def test_two_names_that_fit_are_linked_to_none(acme: Nights) -> None:
    acme.night(tiers(lite="49", pro="149"))
    acme.nights(3, tiers(basic="49", simple="49", pro="149"))
    assert ("renamed", "basic") not in acme.news()
    assert acme.shown() == {"basic": "49", "simple": "49", "pro": "149"}


def test_old_name_that_is_still_there_was_not_renamed(acme: Nights) -> None:
    acme.night(tiers(lite="49"))
    acme.nights(2, tiers(lite="49", basic="49"))
    assert acme.news() == [("plan_added", "basic")]


def test_failed_source_links_nothing(acme: Nights) -> None:
    """Two products with the same tiers and prices: one source down is no product replaced."""
    acme.night({API: tiers(lite="49", pro="149"), PAGE: [offer("other", "9", product="packs")]})
    twin = [offer("lite", "49", product="token-plan"), offer("pro", "149", product="token-plan")]
    acme.nights(2, {API: "challenge", PAGE: [offer("other", "9", product="packs"), *twin]})
    assert "renamed" not in {kind for kind, _ in acme.news()}
    assert {"lite", "pro", "lite/token-plan", "pro/token-plan"} <= set(acme.shown())


def test_product_page_that_is_missing_makes_room_for_its_successor(acme: Nights) -> None:
    acme.night({API: tiers(lite="49", pro="149"), PAGE: [offer("other", "9", product="packs")]})
    twin = [offer("lite", "49", product="token-plan"), offer("pro", "149", product="token-plan")]
    acme.night({API: "missing", PAGE: [offer("other", "9", product="packs"), *twin]})
    assert acme.news() == [("renamed", "lite/token-plan"), ("renamed", "pro/token-plan")]


def test_rename_after_the_first_absent_night_is_still_linked(acme: Nights) -> None:
    acme.night(tiers(lite="49", pro="149"))
    acme.night(tiers(pro="149"))
    acme.night(tiers(basic="49", pro="149"))
    assert acme.news() == [("renamed", "basic")]
    acme.nights(4, tiers(basic="49", pro="149"))
    assert acme.news() == [("renamed", "basic")]


def test_product_and_tiers_renamed_together_go_on(acme: Nights) -> None:
    """MiniMax's Token Plan became M Plan: Plus, Max, Ultra are Go, Explore, Build at the same prices."""
    acme.night({API: tiers(plus="49", max="119", ultra="469"), PAGE: [offer("other", "9", product="packs")]})
    renamed = {"go": "49", "explore": "119", "build": "469"}
    new = [offer(plan, price, product="m-plan") for plan, price in renamed.items()]
    acme.night({API: "missing", PAGE: [offer("other", "9", product="packs"), *new]})
    assert sorted(acme.news()) == [("renamed", f"{plan}/m-plan") for plan in ("build", "explore", "go")]


def test_one_tier_at_the_price_of_another_product_is_no_rename(acme: Nights) -> None:
    acme.night({API: tiers(lite="49", pro="149"), PAGE: [offer("other", "9", product="packs")]})
    acme.night(
        {API: "missing", PAGE: [offer("other", "9", product="packs"), offer("go", "49", product="m-plan")]}
    )
    assert "renamed" not in {kind for kind, _ in acme.news()}
