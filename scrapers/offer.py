"""Offer: the one value every page turns into, and the words we use for it.

Names and JSON form are public (docs/contract.md). Amounts are `Decimal`, for the whole period and,
where `per` is "seat", for one seat; a price is always what the page says, in the page's own currency.
Every amount passes `payable`, whoever states it: a page, an import, a listing, a hold that a person accepts.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Self

REGIONS = ("CN", "INTL")
PERS = ("account", "seat")
PERIODS = ("P1M", "P3M", "P1Y")
CURRENCIES = (  # those the European Central Bank has a rate for, and its own
    "CNY", "USD", "EUR", "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK",
    "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "TRY", "ZAR",
)  # fmt: skip
AVAILABILITIES = ("InStock", "SoldOut", "LimitedAvailability", "Discontinued", "PreOrder")
UNITS = ("requests", "prompts", "credits", "tokens", "messages", "multiple")
WINDOWS = ("PT5H", "P1D", "P7D", "P1M")
KEY = ("vendor", "product", "plan", "region", "per", "period", "currency")
_key = attrgetter(*KEY)
ONCE = "-once"  # ends the slug of what is sold for one period without renewal, at a price of its own
PACKS = re.compile(r"(^|-)(packs?|add-?ons?|top-?ups?)$")
STUDENTS = re.compile(r"(^|-)(students?|education|edu|academic|teachers?)(-|$)")  # what not everybody can buy

AMOUNTS = ("price", "list_price")
LARGEST = Decimal(10_000_000)  # no plan costs as much, in any currency
MOST_PERIODS = 1000
MOST_USED = Decimal(10) ** 12  # and no plan allows as much of anything
NOISE = Decimal("0.0001")  # a hundredth of a cent: what binary fractions add is less

_ZONES = {"CN": timezone(timedelta(hours=8))}  # where the vendor sells; elsewhere a day is UTC's
_WITHOUT_CENTS = frozenset({"ISK", "JPY", "KRW"})
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "region": REGIONS,
    "per": PERS,
    "period": PERIODS,
    "currency": CURRENCIES,
    "availability": AVAILABILITIES,
    "unit": UNITS,
    "window": WINDOWS,
}


class BadOffer(ValueError):
    """An offer that uses a word we do not know, or an amount that cannot be one."""


def _known(field: str, value: str) -> None:
    if value not in _WORDS[field]:
        raise BadOffer(f"unknown {field} {value!r}; known are {', '.join(_WORDS[field])}")


def plain(amount: Decimal) -> str:
    """An amount in plain decimal notation without trailing zeros: 40.00 is "40", 283.20 is "283.2"."""
    text = format(amount, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def decimal(text: str | int | Decimal) -> Decimal:
    """The exact amount in a string; raises BadOffer for anything but a plain finite number."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise BadOffer(f"not an amount: {text!r}") from None
    if not amount.is_finite():
        raise BadOffer(f"not an amount: {text!r}")
    return amount


def payable(amount: Decimal, currency: str | None) -> Decimal:
    """The amount as it can be paid: at most the currency's places, from nothing to below ten million.

    What binary fractions added (950.4000000000001) is removed; raises BadOffer for any other amount.
    """
    if not amount.is_finite() or not 0 <= amount < LARGEST:
        raise BadOffer(f"no amount that anybody pays: {str(amount)[:40]}")
    return _exact(amount, currency)


@lru_cache(4096)
def _exact(amount: Decimal, currency: str | None) -> Decimal:
    """An amount as it can be paid, in the one form that equal amounts have."""
    exact = amount.quantize(Decimal(1) if currency in _WITHOUT_CENTS else Decimal("0.01"))
    if abs(exact - amount) >= NOISE or exact >= LARGEST:
        raise BadOffer(f"no amount of {currency or 'any currency'}: {plain(amount)[:40]} has too many places")
    return Decimal(plain(exact))


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """How much a plan lets one use in a window: 6000 requests in PT5H. Units are the vendor's, never converted."""

    amount: Decimal
    unit: str
    window: str

    def __post_init__(self) -> None:
        _known("unit", self.unit)
        _known("window", self.window)
        if not (self.amount.is_finite() and 0 < self.amount < MOST_USED):
            raise BadOffer(f"a quota of {str(self.amount)[:40]}")

    def to_json(self) -> dict[str, Any]:
        whole = self.amount == self.amount.to_integral_value()
        return {
            "amount": int(self.amount) if whole else plain(self.amount),
            "unit": self.unit,
            "window": self.window,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        return cls(amount=decimal(row["amount"]), unit=row["unit"], window=row["window"])


@dataclass(frozen=True, slots=True)
class Charge:
    """A step of an introduction: what each of so many periods costs; `periods` None where the page does not say."""

    price: Decimal
    periods: int | None = None

    def __post_init__(self) -> None:
        if not (self.price.is_finite() and self.price >= 0):
            raise BadOffer(f"a first charge of {self.price}")
        if self.periods is not None and not 1 <= self.periods <= MOST_PERIODS:
            raise BadOffer(f"a first charge for {self.periods} periods")

    def to_json(self) -> dict[str, Any]:
        return {"price": plain(self.price), "periods": self.periods}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        return cls(decimal(row["price"]), row["periods"])


@cache
def months_of(period: str | None) -> int:
    """How many months one charge covers: P1M is 1, P1Y is 12; raises BadOffer for no whole number of them."""
    match = re.fullmatch(r"P([1-9]\d*)([MY])", period or "")
    if not match:
        raise BadOffer(f"not a whole number of months or years: {period!r}")
    return int(match[1]) * (12 if match[2] == "Y" else 1)


def first_charge(price: Decimal | None, periods: int | None = None) -> tuple[Charge, ...]:
    """The schedule of an introduction with one charge; empty without a price. Raises BadOffer for periods alone."""
    if price is None and periods is not None:
        raise BadOffer(f"an introduction of {periods} periods without its price")
    return () if price is None else (Charge(price, periods),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What one page said about one way to buy one plan. An offer without a price holds facts only."""

    vendor: str
    product: str
    plan: str  # slug of the tier, without badges
    plan_name: str  # as the vendor shows it
    region: str
    per: str = "account"
    period: str | None  # what one charge covers, ISO 8601; None where a page of facts does not say
    currency: str | None  # ISO 4217
    price: Decimal | None  # what each later period costs
    list_price: Decimal | None = None  # crossed out on the page
    intro_until: date | None = None  # announced last day of the introduction
    charges: tuple[Charge, ...] = ()  # the introduction, lower or higher, first charge first; then `price`
    availability: str | None = None  # schema.org ItemAvailability
    quotas: tuple[Quota, ...] = ()
    models: tuple[str, ...] = ()
    evidence: str  # the page's own words that hold the price

    def __post_init__(self) -> None:
        for field in ("vendor", "product", "plan"):
            if not _SLUG.fullmatch(getattr(self, field)):
                raise BadOffer(f"{field} is not a slug: {getattr(self, field)!r}")
        for field in ("region", "per"):
            _known(field, getattr(self, field))
        for field in ("period", "currency", "availability"):
            if getattr(self, field) is not None:
                _known(field, getattr(self, field))
        for field in AMOUNTS:
            amount = getattr(self, field)
            if amount is not None:
                object.__setattr__(self, field, self._payable(field, amount))
        if self.charges:
            paid = (
                Charge(self._payable("a first charge", step.price), step.periods) for step in self.charges
            )
            object.__setattr__(self, "charges", tuple(paid))
        if self.price is not None and (self.period is None or self.currency is None):
            raise BadOffer(f"{self.plan} has a price but no period or no currency")
        if not self.plan_name or not self.evidence:
            raise BadOffer(f"{self.plan} has no name or no evidence")

    def _payable(self, what: str, amount: Decimal) -> Decimal:
        try:
            return payable(amount, self.currency)
        except BadOffer as error:
            raise BadOffer(f"{what} of {self.plan} is {str(amount)[:40]}: {error}") from None

    @property
    def id(self) -> str:
        """The public offer id; facts without period or currency show "-" in their place."""
        return _joined(_key(self))

    @property
    def intro_price(self) -> Decimal | None:
        """The first charge where it differs from the price."""
        return self.charges[0].price if self.charges else None

    @property
    def intro_periods(self) -> int | None:
        """For how many periods the first charge is asked; None where the page does not say."""
        return self.charges[0].periods if self.charges else None

    @property
    def intro_ends(self) -> datetime | None:
        """When its announced last day is over where the vendor sells: midnight in Shanghai; None where none is announced."""
        if self.intro_until is None:
            return None
        zone = _ZONES.get(self.region, UTC)
        return datetime.combine(self.intro_until + timedelta(days=1), time(), zone).astimezone(UTC)

    def without_introduction(self) -> Self:
        """The offer as it goes on once its introduction is over."""
        return replace(self, charges=(), intro_until=None)

    def to_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {name: getattr(self, name) for name in _fields()}
        for name in (*AMOUNTS, "intro_price"):
            amount = getattr(self, name)
            row[name] = None if amount is None else plain(amount)
        row["intro_periods"] = self.intro_periods
        row["intro_until"] = self.intro_until.isoformat() if self.intro_until else None
        row["charges"] = [charge.to_json() for charge in self.charges]
        row["quotas"] = [quota.to_json() for quota in self.quotas]
        row["models"] = list(self.models)
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        values = dict(row)
        first = {name: values.pop(name, None) for name in ("intro_price", "intro_periods")}
        values["charges"] = _schedule(values.get("charges") or (), first)
        for name in AMOUNTS:
            values[name] = None if values.get(name) is None else decimal(values[name])
        until = values.get("intro_until")
        values["intro_until"] = date.fromisoformat(until) if until else None
        values["quotas"] = tuple(Quota.from_json(quota) for quota in values.get("quotas") or ())
        values["models"] = tuple(values.get("models") or ())
        return cls(**values)


@lru_cache(4096)
def _joined(key: tuple[str | None, ...]) -> str:
    return "/".join([value or "-" for value in key])


@cache
def _fields() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Offer))


def _schedule(rows: Iterable[Mapping[str, Any]], first: Mapping[str, Any]) -> tuple[Charge, ...]:
    """The charges of a row, whose first step may stand beside them or, as in older rows, alone."""
    price = None if first["intro_price"] is None else decimal(first["intro_price"])
    alone = first_charge(price, first["intro_periods"])
    charges = tuple(Charge.from_json(row) for row in rows)
    if alone and charges and charges[:1] != alone:
        raise BadOffer(
            f"the first of the charges is {charges[0].to_json()}, but intro_price {first['intro_price']}"
        )
    return charges or alone
