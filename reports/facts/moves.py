"""Moves: how far a price moved per month, and how much of it was the vendor's doing and how much the rate's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.database import Database
from db.tables.rates import NoRate, Rate, rate_on
from reports.facts.cached_until_write import remembered
from reports.facts.cost import rounded


@dataclass(frozen=True)
class Move:
    """A move of a monthly price in one currency, unrounded: `total` is `vendor` + `rate`."""

    currency: str
    before: Decimal
    after: Decimal
    vendor: Decimal

    @property
    def total(self) -> Decimal:
        return self.after - self.before

    @property
    def rate(self) -> Decimal:
        return self.total - self.vendor

    def to_json(self) -> dict[str, str]:
        names = ("before", "after", "total", "vendor", "rate")
        return {name: rounded(getattr(self, name)) for name in names}


def split(old: Decimal, new: Decimal, currency: str, rates: tuple[Rate, Rate], to: str) -> Move:
    """The move of a monthly price between two days in another currency.

    The vendor's share is its own move at the later rate; the rate's share is what the old price moved by itself.
    """
    earlier, later = rates
    before, after = earlier.convert(old, currency, to), later.convert(new, currency, to)
    return Move(to, before, after, later.convert(new - old, currency, to))


def rates_between(db: Database, since: str, at: str) -> tuple[Rate, Rate] | None:
    """The rates of two moments' days, or None where one of them is older than our rates."""
    try:
        return rate_of(db, since[:10]), rate_of(db, at[:10])
    except NoRate:
        return None


@remembered
def rate_of(db: Database, day: str) -> Rate:
    """The rates of a day as `rate_on` knows them; many changes and states begin on one day."""
    return rate_on(db, date.fromisoformat(day))
