"""Moves: how far a price moved per month, and how much of it was the vendor's doing and how much the rate's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from db.database import Database
from db.tables.rates import DatedRates, NoRate, Rate
from reports.facts.cached_until_write import cached_until_write
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


@cached_until_write
def dated_rates(db: Database) -> DatedRates:
    """The rates of every day; many changes and states begin on one day."""
    return DatedRates(db)


def rates_between(rates: DatedRates, since: str, at: str) -> tuple[Rate, Rate] | None:
    """The rates of two moments' days, or None where one of them is older than our rates."""
    try:
        return rates.on(_day(since)), rates.on(_day(at))
    except NoRate:
        return None


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
