"""Tonight's exchange rates, from the European Central Bank; without them the rates that ship with the project hold."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from db.rates import NoRate, rate_on, save_rates
from scrapers.ecb import EcbRates, Reference
from scrapers.page import Page
from scrapers.refused import PageChanged, Refused
from scrapers.spider import Reading

SOURCE = "ECB daily reference rates"
JUMP = Decimal(
    "0.1"
)  # the dollar moves less against the yuan between two looks; more is a mistake of somebody


def keep_rates(db: Database, readings: Sequence[Reading], today: date) -> list[str]:
    """Store the rates that were fetched; a line for each that cannot be used. A day that is known keeps its value."""
    said = []
    for reading in readings:
        try:
            if reading.refused or reading.page is None:
                raise reading.refused or PageChanged("nothing was fetched")
            found = _checked(db, reading.page, today)
        except Refused as refused:
            said.append(f"rates: {refused}; {_fallback(db, today)}")
            continue
        said += _conflicts(db, found)
        save_rates(db, ((one.day.isoformat(), one.currency, str(one.per_eur), SOURCE) for one in found))
    return said


def _checked(db: Database, page: Page, today: date) -> list[Reference]:
    """The rates on the page; raises PageChanged for a day to come and for a dollar that jumped."""
    found = EcbRates().references(page)
    for one in found:
        if one.day > today:
            raise PageChanged(f"rates of {one.day}, a day to come")
    for day in sorted({one.day for one in found}):
        said = {one.currency: one.per_eur for one in found if one.day == day}
        known, new = _known(db, day), said["CNY"] / said["USD"]
        if known is not None and abs(new / known - 1) > JUMP:
            raise PageChanged(f"1 USD = {new:.4f} CNY on {day}, after {known:.4f}: not believed")
    return found


def _known(db: Database, day: date) -> Decimal | None:
    try:
        return rate_on(db, day).usd_cny
    except NoRate:
        return None


def _conflicts(db: Database, found: Iterable[Reference]) -> list[str]:
    """What differs from a day that is known."""
    said = []
    for one in found:
        sql = "SELECT per_eur, source FROM rates WHERE day = ? AND currency = ?"
        row = db.execute(sql, [one.day.isoformat(), one.currency]).fetchone()
        if row and Decimal(row[0]) != one.per_eur:
            said.append(
                f"rates: {one.currency} on {one.day} is {one.per_eur} by {SOURCE}, {row[0]} by {row[1]}: the first stays"
            )
    return said


def _fallback(db: Database, today: date) -> str:
    try:
        rate = rate_on(db, today)
    except NoRate as error:
        return str(error)
    return f"the rate of {rate.day} is used, {rate.age} days old"
