"""The kinds of tokens in a person's use, and what a million tokens of that mix come to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.question import CACHED, OUTPUT
from scrapers.about.api_prices import ApiPrice, TokenRates, list_prices

CURRENCIES = ("CNY", "USD")


@dataclass(frozen=True)
class TokenMix:
    """Shares of fresh input, of input read from the cache and of output; together they are 1."""

    fresh: Decimal
    cached: Decimal
    output: Decimal

    @classmethod
    def of(cls, cached: Decimal, output: Decimal) -> "TokenMix":
        """From the part of the input that is read from the cache and the part of all tokens that is output, in percent."""
        written, read = output / 100, cached / 100
        return cls((1 - written) * (1 - read), (1 - written) * read, written)

    def million(self, rates: TokenRates) -> Decimal | None:
        """What a million tokens come to; None where the mix has cached ones and their price is not known."""
        if rates.cached is None and self.cached:
            return None
        return (
            self.fresh * rates.fresh + self.cached * (rates.cached or Decimal(0)) + self.output * rates.output
        )


USUAL = TokenMix.of(CACHED, OUTPUT)  # the mix with which Z.ai's own table of credits agrees


@dataclass(frozen=True)
class MillionPrice:
    """What a million tokens of a model cost by its API: `low` in off-peak hours, `high` in peak hours, by these prices."""

    low: Decimal
    high: Decimal
    currency: str
    prices: tuple[ApiPrice, ...]


def million_price(model: str, day: date, mix: TokenMix, currency: str) -> MillionPrice | None:
    """The list price of a mix on a day, in the currency where there is one, else in another; None where none is known."""
    for one in sorted(CURRENCIES, key=lambda name: name != currency):
        prices = list_prices(model, day, one)
        sums = [cost for cost in (mix.million(price) for price in prices) if cost is not None]
        if sums and len(sums) == len(prices):
            return MillionPrice(min(sums), max(sums), one, prices)
    return None
