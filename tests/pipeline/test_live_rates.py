"""Live rates: the bank's file of the day, what is not believed of it, and what is used without it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from db.database import Database
from db.open import open_db
from db.tables.rates import rate_on
from pipeline.crawl.live_rates import SOURCE, days_missing, keep_rates
from reports.question import ReportQuery
from reports.views.prices import prices_report
from scrapers.ecb_rates import EcbRates
from scrapers.page import Page
from scrapers.refusals import Unfetched
from scrapers.spider import Reading

XML = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><Cube>{days}</Cube></gesmes:Envelope>"""
TODAY = date(2026, 11, 20)


def cube(day: str = "2026-11-20", usd: str = "1.1000", cny: str = "7.3150", more: str = "") -> str:
    rates = f"<Cube currency='USD' rate='{usd}'/><Cube currency='JPY' rate='170.1'/><Cube currency='CNY' rate='{cny}'/>"
    return f"<Cube time='{day}'>{rates}{more}</Cube>"


def xml(day: str = "2026-11-20", usd: str = "1.1000", cny: str = "7.3150", more: str = "") -> str:
    return XML.format(days=cube(day, usd, cny, more))


def keep(db: Database, text: str, today: date = TODAY) -> list[str]:
    return keep_rates(db, [reading(text)], today)


def reading(text: str) -> Reading:
    source = EcbRates()
    return Reading(source, Page(url=source.url, body=text.encode(), source=source.name))


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
        (xml(cny="70.315"), "believed when a look on another day"),
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
    assert prices_report(db, ReportQuery(day=TODAY)).to_json()["rate"]["old"] is True
    assert keep(db, xml()) == []
    assert prices_report(db, ReportQuery(day=TODAY)).to_json()["rate"]["old"] is False


# days that were missed, rates that jumped


def test_every_currency_the_bank_states_is_kept_and_another_is_no_obstacle(db: Database) -> None:
    assert keep(db, xml(more="<Cube currency='INR' rate='99.5'/><Cube currency='XYZ' rate='3'/>")) == []
    rate = rate_on(db, TODAY)
    assert f"{rate.convert(Decimal(199), 'INR', 'CNY'):.4f}" == "14.6300"
    assert f"{rate.convert(Decimal(20), 'EUR', 'USD'):.4f}" == "22.0000"
    assert (
        f"{rate.convert(Decimal(20), 'GBP', 'EUR'):.0f}" == "24"
    )  # not stated that day: the last one before
    assert db.execute("SELECT count(*) FROM rates WHERE currency = 'XYZ'").fetchone() == (0,)


def test_a_database_with_two_currencies_gets_the_others(tmp_path: Path) -> None:
    old = open_db(tmp_path / "old.db")
    old.execute("DELETE FROM rates WHERE currency NOT IN ('CNY', 'USD')")
    old.close()
    assert rate_on(open_db(tmp_path / "old.db"), TODAY).convert(Decimal(1), "INR", "USD") > 0


@pytest.mark.parametrize(
    ("last", "today", "missing"),
    [
        ("2026-11-19", "2026-11-20", 1),  # Friday's file is still to come, or just out
        ("2026-11-20", "2026-11-22", 0),  # a weekend
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-18", "2026-11-20", 2),
        ("2026-11-20", "2026-11-20", 0),
    ],
)
def test_missing_days_are_working_days(db: Database, last: str, today: str, missing: int) -> None:
    assert days_missing(db, TODAY) == 15
    keep(db, xml(day=last), date.fromisoformat(last))
    assert days_missing(db, date.fromisoformat(today)) == missing


def test_missed_days_come_from_the_file_of_ninety_days(db: Database) -> None:
    days = [f"2026-11-{day:02}" for day in (20, 19, 18, 17, 16, 13)]
    assert keep(db, XML.format(days="".join(map(cube, days)))) == []
    assert {str(rate_on(db, date.fromisoformat(day)).day) for day in days} == set(days)


def test_rate_that_jumped_is_believed_on_a_second_look_on_another_day(db: Database) -> None:
    """After a gap a guard that compares with the last known rate would never let go."""
    [said] = keep(db, xml(cny="9.3150"))
    assert said.startswith("rates: 1 EUR = 9.3150 CNY on 2026-11-20, after 7.")
    assert "believed when a look on another day says as much; the rate of 2026-10-30 is used" in said
    assert len(keep(db, xml(cny="9.3150"))) == 1  # the same day again is the same look
    assert rate_on(db, TODAY).day == date(2026, 10, 30)
    monday = date(2026, 11, 23)
    both = XML.format(days=cube("2026-11-23", cny="9.3000") + cube(cny="9.3150"))
    assert keep(db, both, monday) == []
    assert [str(rate_on(db, day).per_eur["CNY"]) for day in (TODAY, monday)] == ["9.3150", "9.3000"]


def test_rate_that_jumped_and_went_back_is_never_believed(db: Database) -> None:
    keep(db, xml(cny="73.150"))
    assert keep(db, xml(day="2026-11-23", cny="7.3150"), date(2026, 11, 23)) == []
    assert rate_on(db, date(2026, 11, 22)).day == date(2026, 10, 30)


def test_a_failed_file_beside_one_that_answered_is_not_mentioned(db: Database) -> None:
    failed = Reading(EcbRates(), None, refused=Unfetched("http-404", "no such page"))
    assert keep_rates(db, [failed, reading(xml())], TODAY) == []
    assert len(keep_rates(db, [failed, failed], TODAY)) == 1
