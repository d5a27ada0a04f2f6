"""Tonight's exchange rates, from the European Central Bank; without them the rates that ship with the project hold."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from db.database import Database
from db.tables.rates import NoRate, doubt, doubted, last_day, rate_on, save_rates, stated_on
from scrapers.ecb_rates import EcbRates, Reference
from scrapers.page import Page
from scrapers.refusals import PageChanged, Refused
from scrapers.study import Reading

SOURCE = "ECB daily reference rates"
JUMP = Decimal("0.1")  # a currency moves less between two looks; more wants a second one


def days_missing(db: Database, today: date) -> int:
    """How many working days up to today have no rates yet; the bank states none at weekends."""
    last = last_day(db)
    if last is None:
        return (today - date.min).days
    later = (last + timedelta(days=number) for number in range(1, (today - last).days + 1))
    return sum(day.weekday() < 5 for day in later)


def keep_rates(db: Database, readings: Sequence[Reading], today: date) -> list[str]:
    """Store the rates that were fetched; a line for each that cannot be used. A day that is known keeps its value.

    A rate that jumped is kept as a doubt, and believed when a look on another day says as much. Where one file
    gave rates, another that could not be fetched is not mentioned.
    """
    said: list[str] = []
    failed: list[str] = []
    kept = False
    for reading in readings:
        try:
            references = _stated(reading, today)
        except Refused as refused:
            (failed if reading.refused else said).append(f"rates: {refused}; {_fallback(db, today)}")
            continue
        said += _conflicts(db, references)
        doubts = _keep(db, references, today)
        said += _summed(doubts, f"; {_fallback(db, today)}")
        kept = True
    return said if kept else [*failed[:1], *said]


def _stated(reading: Reading, today: date) -> list[Reference]:
    """The rates a reading states; raises a Refused where it states none, or a day to come."""
    if reading.refused or reading.page is None:
        raise reading.refused or PageChanged("nothing was fetched")
    page: Page = reading.page
    references = EcbRates().references(page)
    for one in references:
        if one.day > today:
            raise PageChanged(f"rates of {one.day}, a day to come")
    return references


def _keep(db: Database, references: Sequence[Reference], today: date) -> list[str]:
    """Store day after day what is believed; answers what is not, in words."""
    doubts = []
    for day in sorted({one.day for one in references}):
        stated = [one for one in references if one.day == day]
        known = _known(db, day)
        jumped = [one for one in stated if _jumped(one, known) and not _seen_before(db, one, today)]
        if jumped:
            doubt(db, ((one.day.isoformat(), one.currency, str(one.per_eur)) for one in jumped), today)
            doubts += [
                f"1 EUR = {one.per_eur} {one.currency} on {day}, after {known[one.currency]}: believed when a look on another day says as much"
                for one in jumped
            ]
        else:
            save_rates(db, ((day.isoformat(), one.currency, str(one.per_eur), SOURCE) for one in stated))
    return doubts


def _jumped(one: Reference, known: Mapping[str, Decimal]) -> bool:
    return one.currency in known and _apart(one.per_eur, known[one.currency])


def _seen_before(db: Database, one: Reference, today: date) -> bool:
    """Whether a look on an earlier day stated about as much."""
    return any(not _apart(one.per_eur, value) for value in doubted(db, one.currency, today))


def _apart(new: Decimal, old: Decimal) -> bool:
    return abs(new / old - 1) > JUMP


def _known(db: Database, day: date) -> Mapping[str, Decimal]:
    try:
        return rate_on(db, day).per_eur
    except NoRate:
        return {}


def _conflicts(db: Database, references: Iterable[Reference]) -> list[str]:
    """What differs from days that are known."""
    said = []
    for one in references:
        known = stated_on(db, one.day, one.currency)
        if known and Decimal(known[0]) != one.per_eur:
            said.append(
                f"{one.currency} on {one.day} is {one.per_eur} by {SOURCE}, {known[0]} by {known[1]}: the first stays"
            )
    return _summed(said, "")


def _summed(said: Sequence[str], after: str) -> list[str]:
    """One line for many of a kind: the first, and how many more."""
    more = f", and so for {len(said) - 1} more" if len(said) > 1 else ""
    return [f"rates: {said[0]}{more}{after}"] if said else []


def _fallback(db: Database, today: date) -> str:
    try:
        rate = rate_on(db, today)
    except NoRate as error:
        return str(error)
    return f"the rate of {rate.day} is used, {rate.age} days old"
