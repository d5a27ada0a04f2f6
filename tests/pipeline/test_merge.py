"""Several sources, one offer: each field from the most trusted source that gives and states it."""

from nights import API, FACTS, PAGE, WITNESS, offer, source, tiers

from pipeline.merge import Read, merge
from scrapers.offer import Offer, Quota, decimal
from scrapers.source import FACTS as FACT_FIELDS
from scrapers.source import PRICE, Source

QUOTAS = (Quota(amount=decimal(100), unit="prompts", window="PT5H"),)
OTHER = (Quota(amount=decimal(200), unit="prompts", window="PT5H"),)


def read(one: Source, *offers: Offer) -> Read:
    return Read(one, offers)


def test_first_source_is_believed_and_the_others_are_named() -> None:
    (found,) = merge(
        [read(API, offer(price="49")), read(PAGE, offer(price="59")), read(WITNESS, offer(price="49"))]
    )
    assert found.offer.price == decimal("49")
    assert found.said["price"] == "acme-api"
    assert found.witnesses == ("acme-api", "acme-witness")
    assert [(name, one.price) for name, one in found.dissent] == [("acme-page", decimal("59"))]


def test_witness_alone_gives_no_price() -> None:
    assert merge([read(WITNESS, offer())]) == []


def test_source_gives_only_its_fields() -> None:
    prices = source("acme-prices", PRICE)
    rich = offer(quotas=QUOTAS, availability="InStock", intro_price="9", intro_periods=1)
    (found,) = merge([read(prices, rich)])
    assert (found.offer.quotas, found.offer.availability, found.offer.intro_price) == ((), None, None)
    assert set(found.said) == {"price"}


def test_facts_join_the_plans_they_speak_of() -> None:
    facts = offer("lite", None, period=None, currency=None, quotas=QUOTAS)
    found = {
        one.offer.plan: one.offer
        for one in merge([read(PAGE, *tiers(lite="49", pro="149")), read(FACTS, facts)])
    }
    assert (found["lite"].quotas, found["pro"].quotas) == (QUOTAS, ())


def test_facts_of_one_term_stay_with_it() -> None:
    year = offer("lite", "470", period="P1Y")
    facts = offer("lite", None, period="P1Y", quotas=QUOTAS)
    found = {
        one.offer.period: one.offer for one in merge([read(PAGE, offer("lite"), year), read(FACTS, facts)])
    }
    assert (found["P1M"].quotas, found["P1Y"].quotas) == ((), QUOTAS)


def test_facts_of_a_plan_nobody_prices_stay_facts() -> None:
    (found,) = merge([read(FACTS, offer("lite", None, period=None, currency=None, quotas=QUOTAS))])
    assert (found.offer.price, set(found.said)) == (None, {"quotas"})


def test_first_stated_fact_wins_and_silence_does_not() -> None:
    silent, loud = source("acme-a", FACT_FIELDS), source("acme-b", FACT_FIELDS)
    facts = offer(price=None, period=None, currency=None, quotas=OTHER)
    (found,) = merge(
        [read(PAGE, offer()), read(silent, offer(price=None, availability="InStock")), read(loud, facts)]
    )
    assert (found.offer.quotas, found.offer.availability) == (OTHER, "InStock")
    assert (found.said["quotas"], found.said["availability"]) == ("acme-b", "acme-a")
