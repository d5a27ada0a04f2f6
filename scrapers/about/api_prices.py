"""What models cost by their vendors' APIs, per million tokens: dated list prices, as data in `models/<maker>.toml`.

A price holds from `since`, or from the day it was `seen` where its beginning is unknown, to `until` (inclusive).
`source` says who stated it and `confidence` how good that is: `high` is the vendor's page or two readings that agree,
`medium` one good reading, `low` one weak or contradicted reading. `docs/value.md` has the form.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal, Protocol

from scrapers.about.dated_fact import FOLDER, BadFacts, Fact, fact_rows, read_toml

MODELS = FOLDER / "models"
Confidence = Literal["high", "medium", "low"]
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")


@dataclass(frozen=True, kw_only=True)
class TimedFact(Fact):
    """A fact that holds on some days and is as sure as its confidence says."""

    confidence: Confidence
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since or self.seen) <= day <= (self.until or day)


class TokenRates(Protocol):
    """What a million tokens of each kind come to, in money or in a vendor's unit."""

    @property
    def fresh(self) -> Decimal: ...
    @property
    def cached(self) -> Decimal | None: ...
    @property
    def output(self) -> Decimal: ...


@dataclass(frozen=True, kw_only=True)
class ApiPrice(TimedFact):
    """What a million tokens of a model cost: fresh input, input read from the cache, input written to it, output.

    `model` is a slug such as glm-5.3. A price by length is for `short` or `long` prompts, short ones `up_to` so many tokens
    where that is stated. `hours` says that it is for peak or off-peak hours alone. `cached` None: no price for what is read from the cache is known.
    """

    model: str
    currency: Literal["CNY", "USD"]
    fresh: Decimal
    cached: Decimal | None = None
    cache_write: Decimal | None = None
    output: Decimal
    prompt: Literal["short", "long"] | None = None
    up_to: int | None = None
    hours: Literal["peak", "off-peak"] | None = None


@cache
def api_prices() -> tuple[ApiPrice, ...]:
    """Every price that is known, in the order of its files; raises BadFacts where a file states something unknown."""
    prices: list[ApiPrice] = []
    for path in sorted(MODELS.glob("*.toml")):
        try:
            prices += fact_rows(read_toml(path), {"prices": ApiPrice}).get("prices", ())
        except BadFacts as error:
            raise BadFacts(f"models/{path.name}: {error}") from None
    return tuple(prices)


@cache
def list_prices(model: str, day: date, currency: str) -> tuple[ApiPrice, ...]:
    """The newest prices of a model on a day, by short prompts: one, or those of peak and off-peak hours; () for none known."""
    known = [
        one
        for one in api_prices()
        if (one.model, one.currency) == (model, currency) and one.prompt != "long" and one.holds_on(day)
    ]
    newest = max((one.since or one.seen for one in known), default=None)
    return tuple(one for one in known if (one.since or one.seen) == newest)
