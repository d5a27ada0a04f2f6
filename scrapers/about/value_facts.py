"""What a plan's month holds and what its unit is worth, as stated by vendors: the table `value` of `<vendor>.toml`.

Nothing here is estimated by us. Where a unit says nothing of tokens or money, that is declared too (`silences`), with
the reason. `docs/value.md` has the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from scrapers.about.api_prices import TimedFact
from scrapers.about.dated_fact import FOLDER, BadFacts, Fact, fact_rows, read_toml
from scrapers.offer import UNITS, WINDOWS

Reason = Literal[
    "requests", "messages", "percent", "relative", "rate", "price", "claim", "window", "unstated"
]  # fmt: skip
MONEY = ("CNY", "USD")


@dataclass(frozen=True, kw_only=True)
class ValueFact(TimedFact):
    """A statement about a product, or about those of its plans that `plans` names by their slugs."""

    plans: tuple[str, ...] = ()

    def holds_of(self, region: str, product: str, plan: str) -> bool:
        return self.holds_for(region, product) and plan in (self.plans or (plan,))


@dataclass(frozen=True, kw_only=True)
class Allowance(ValueFact):
    """How much a plan includes in a window: units, tokens, or use at API prices (unit CNY or USD).

    `at_most` is the upper end where a part of it may change; `models` are those it is for, any where empty.
    """

    amount: Decimal
    at_most: Decimal | None = None
    unit: str
    window: str
    models: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TokenRate(ValueFact):
    """Units that a million tokens of some models use up, times `off_peak` outside peak hours or at night."""

    unit: str
    models: tuple[str, ...]
    fresh: Decimal
    cached: Decimal
    output: Decimal
    off_peak: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class UnitWorth(ValueFact):
    """So many units are worth `money` of use at API prices; `models` are some of those that can be used."""

    unit: str
    amount: Decimal
    money: Decimal
    currency: Literal["CNY", "USD"]
    models: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Silence(ValueFact):
    """That the unit of a product says nothing of tokens or money, and why."""

    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Measured(ValueFact):
    """What users once used up of a plan: `worth` at list price in a month that cost `price`, both in `currency`."""

    model: str
    worth: Decimal
    price: Decimal
    currency: Literal["CNY", "USD"]


@dataclass(frozen=True)
class ValueFacts:
    """All that is known of what a vendor's units are worth."""

    allowances: tuple[Allowance, ...] = ()
    rates: tuple[TokenRate, ...] = ()
    worths: tuple[UnitWorth, ...] = ()
    silences: tuple[Silence, ...] = ()
    measured: tuple[Measured, ...] = ()

    def of(self, region: str, product: str, plan: str, day: date) -> "ValueFacts":
        """Those that hold for a plan on a day."""
        facts: dict[str, Any] = {
            kind: tuple(
                one
                for one in getattr(self, kind)
                if one.holds_of(region, product, plan) and (kind == "measured" or one.holds_on(day))
            )
            for kind in KINDS
        }
        return ValueFacts(**facts)


KINDS: Mapping[str, type[Fact]] = {
    "allowances": Allowance, "rates": TokenRate, "worths": UnitWorth, "silences": Silence, "measured": Measured,
}  # fmt: skip


@cache
def value_facts_of(vendor: str) -> ValueFacts:
    """What a vendor's file says of value, nothing where there is none; raises BadFacts."""
    path = FOLDER / f"{vendor}.toml"
    return read_value_facts(path) if path.is_file() else ValueFacts()


def all_measured() -> list[tuple[str, Measured]]:
    """What users measured, with the vendor, of every file; raises BadFacts."""
    vendors = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return [(vendor, one) for vendor in vendors for one in value_facts_of(vendor).measured]


def read_value_facts(path: Path) -> ValueFacts:
    """What one file says of value; raises BadFacts."""
    said = read_toml(path)
    common: dict[str, Any] = {name: said[name] for name in ("seen", "source") if name in said}
    stated = said.get("value", {})
    try:
        if not isinstance(stated, dict):
            raise BadFacts("is no table; write [value]")
        facts = ValueFacts(**fact_rows(common | stated, KINDS))
        _check(facts)
        return facts
    except BadFacts as error:
        raise BadFacts(f"{path.name}, value: {error}") from None


def _check(facts: ValueFacts) -> None:
    used = [rate.unit for rate in facts.rates] + [worth.unit for worth in facts.worths]
    used += [one.unit for one in facts.allowances if one.unit not in MONEY]
    if unknown := set(used) - set(UNITS):
        raise BadFacts(f"unknown unit {', '.join(sorted(unknown))}; known are {', '.join((*UNITS, *MONEY))}")
    for allowance in facts.allowances:
        if allowance.window not in WINDOWS:
            raise BadFacts(f"unknown window {allowance.window!r}; known are {', '.join(WINDOWS)}")
        if not 0 < allowance.amount <= (allowance.at_most or allowance.amount):
            raise BadFacts(f"an allowance of {allowance.amount} to {allowance.at_most}")
    for worth in facts.worths:
        if not (worth.amount and worth.money):
            raise BadFacts(f"{worth.amount} {worth.unit} are worth {worth.money}")
    if any(not (rate.models and rate.fresh and rate.off_peak != 0) for rate in facts.rates):
        raise BadFacts("a rate needs models, and factors above 0")
