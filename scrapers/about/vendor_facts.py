"""The facts of a vendor that no price says: its pages for people, addresses for tools, ways to pay, restock and peak hours.

Each vendor's are data, in `<vendor>.toml` beside this file (docs/adding-a-vendor.md has the form). `seen` is the day of a
fact and `source` who said so; where a fact names none, those at the top of its file hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from scrapers.about.dated_fact import FOLDER, BadFacts, Fact, fact_rows, read_toml

Way = Literal[
    "alipay", "wechat", "card", "bank", "paypal", "douyin", "qq", "unionpay", "app-store", "google-play", "invoice",
    "balance", "crypto", "apple-pay", "google-pay", "cloud-account",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Pages(Fact):
    """Pages for people: where the price stands, where one buys, where it is documented."""

    price: str
    buy: str | None = None
    docs: str | None = None


@dataclass(frozen=True, kw_only=True)
class Api(Fact):
    """Base addresses for coding tools, by the protocol they speak; `key` is the form of the key, such as sk-sp-."""

    anthropic: str | None = None
    openai: str | None = None
    models: tuple[str, ...] = ()
    key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Tools(Fact):
    """The tools that the vendor names; `only_own`: the plan can be used in the vendor's own client alone."""

    names: tuple[str, ...]
    only_own: bool = False


@dataclass(frozen=True, kw_only=True)
class Payment(Fact):
    """How one pays; `real_name`: an account with a verified identity is needed."""

    ways: tuple[Way, ...] = ()
    real_name: bool = False


@dataclass(frozen=True, kw_only=True)
class SeatLimit(Fact):
    """How many seats one order has: at least, and at most where that is stated; `plans` are slugs, all where empty."""

    least: int = 1
    most: int | None = None
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Restock(Fact):
    """When plans that sell out are on sale again each day: "10:00" in a time zone; `plans` are slugs, all where empty."""

    time: str
    zone: str
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Peak(Fact):
    """Hours in which use counts more: from "14:00" to "18:00" in a time zone, `multiplier` times as much."""

    begins: str
    ends: str
    zone: str
    multiplier: str
    models: tuple[str, ...] = ()


@dataclass(frozen=True)
class VendorFacts:
    """All that is known of a vendor beside its prices."""

    pages: tuple[Pages, ...] = ()
    apis: tuple[Api, ...] = ()
    tools: tuple[Tools, ...] = ()
    payments: tuple[Payment, ...] = ()
    seats: tuple[SeatLimit, ...] = ()
    restocks: tuple[Restock, ...] = ()
    peaks: tuple[Peak, ...] = ()

    def of(self, region: str, product: str) -> "VendorFacts":
        """Those that hold for a product in a region, what names both before what names less."""
        facts: dict[str, Any] = {kind: _of(getattr(self, kind), region, product) for kind in KINDS}
        return VendorFacts(**facts)


KINDS: Mapping[str, type[Fact]] = {
    "pages": Pages, "apis": Api, "tools": Tools, "payments": Payment, "seats": SeatLimit, "restocks": Restock, "peaks": Peak,
}  # fmt: skip


@cache
def facts_of(vendor: str) -> VendorFacts:
    """The facts of a vendor, none where it has no file; raises BadFacts where the file states something unknown."""
    path = FOLDER / f"{vendor}.toml"
    return read_facts(path) if path.is_file() else VendorFacts()


def read_facts(path: Path) -> VendorFacts:
    """The facts of one file; what it says of value is for value_facts. Raises BadFacts."""
    said = {name: stated for name, stated in read_toml(path).items() if name != "value"}
    try:
        return VendorFacts(**fact_rows(said, KINDS))
    except BadFacts as error:
        raise BadFacts(f"{path.name}: {error}") from None


def _of(facts: tuple[Any, ...], region: str, product: str) -> tuple[Any, ...]:
    holding = [fact for fact in facts if fact.holds_for(region, product)]
    return tuple(sorted(holding, key=lambda fact: (fact.product is None, fact.region is None)))
