"""Live rates: the bank's file of the day, what is not believed of it, and what is used without it."""

from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.open import open_db
from db.rates import rate_on
from pipeline.live_rates import SOURCE, keep_rates
from reports import prices
from reports.asked import Asked
from scrapers.ecb import EcbRates
from scrapers.page import Page
from scrapers.refused import Unfetched
from scrapers.spider import Reading

XML = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><Cube>{days}</Cube></gesmes:Envelope>"""
TODAY = date(2026, 11, 20)


def xml(day: str = "2026-11-20", usd: str = "1.1000", cny: str = "7.3150", more: str = "") -> str:
    rates = f"<Cube currency='USD' rate='{usd}'/><Cube currency='JPY' rate='170.1'/><Cube currency='CNY' rate='{cny}'/>"
    return XML.format(days=f"<Cube time='{day}'>{rates}{more}</Cube>")


def keep(db: Database, text: str) -> list[str]:
    source = EcbRates()
    return keep_rates(
        db, [Reading(source, Page(url=source.url, body=text.encode(), source=source.name))], TODAY
    )


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return open_db(tmp_path / "x.db")


def test_the_days_rate_is_kept_with_its_source(db: Database) -> None:
    assert keep(db, xml()) == []
    rate = rate_on(db, TODAY)
    assert (rate.day, f"{rate.usd_cny:.4f}", rate.source, rate.age) == (TODAY, "6.6500", SOURCE, 0)
    assert keep(db, xml()) == []


def test_a_known_day_keeps_its_value_and_the_difference_is_said(db: Database) -> None:
    keep(db, xml())
    [said] = keep(db, xml(usd="1.1010"))
    assert said == f"rates: USD on 2026-11-20 is 1.1010 by {SOURCE}, 1.1000 by {SOURCE}: the first stays"
    assert f"{rate_on(db, TODAY).usd_cny:.4f}" == "6.6500"
    assert keep(db, xml(usd="1.10")) == []  # the same amount, written shorter


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (xml(cny="70.315"), "not believed"),
        (xml(day="2026-11-21"), "a day to come"),
        (xml(day="today"), "no rate"),
        (xml(usd="-1"), "no rate"),
        (xml(usd="NaN"), "no rate"),
        (xml(usd="1,1"), "no rate"),
        (xml(more="<Cube currency='USD' rate='1.2'/>"), "2 rates of USD"),
        (xml().replace("USD", "ZZZ"), "0 rates of USD"),
        (XML.format(days=""), "without a day"),
        ("<html><body>Just a moment...</body></html>", "challenge"),
        ("", "empty"),
    ],
)
def test_what_is_no_rate_is_one_line_and_the_known_rates_hold(db: Database, text: str, why: str) -> None:
    before = list(db.table("rates").rows)
    [said] = keep(db, text)
    assert why in said
    assert "the rate of 2026-10-30 is used, 21 days old" in said
    assert list(db.table("rates").rows) == before


def test_without_an_answer_the_shipped_rates_are_shown_as_old(db: Database) -> None:
    refused = Reading(EcbRates(), None, refused=Unfetched("dns", "no address is known for www.ecb.europa.eu"))
    [said] = keep_rates(db, [refused], TODAY)
    assert (
        said
        == "rates: no address is known for www.ecb.europa.eu; the rate of 2026-10-30 is used, 21 days old"
    )
    assert prices.build(db, Asked(day=TODAY)).to_json()["rate"]["old"] is True
    assert keep(db, xml()) == []
    assert prices.build(db, Asked(day=TODAY)).to_json()["rate"]["old"] is False
