"""Value: what a month's price buys, in the unit and the window the vendor states, never converted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.facts.figures import Figure
from scrapers.offer import UNITS, WINDOWS, Quota

PER = {"tokens": Decimal(1_000_000)}
OWN = ("credits", "multiple")
LEAST = 3


@dataclass(frozen=True)
class Value:
    """One plan's month against one of its quotas: `price` is yuan a month for each `per` units a window."""

    figure: Figure
    quota: Quota

    @property
    def per(self) -> Decimal:
        return PER.get(self.quota.unit, Decimal(1000))

    def price(self, currency: str) -> Decimal:
        return self.figure.money("monthly", currency) / self.quota.amount * self.per


@dataclass(frozen=True)
class Group:
    """Plans whose quotas have one unit and one window; credits are each vendor's own, so they stay with it."""

    unit: str
    window: str
    vendor: str | None
    values: Sequence[Value]

    def best(self) -> list[Value]:
        """The plans that no other beats in price and quota at once, the smallest quota first."""
        unbeaten: list[Value] = []
        for one in sorted(self.values, key=lambda one: (_monthly(one), -one.quota.amount)):
            if not unbeaten or one.quota.amount > unbeaten[-1].quota.amount:
                unbeaten.append(one)
        return unbeaten

    @property
    def drawn(self) -> bool:
        return len({(one.quota.amount, _monthly(one)) for one in self.values}) >= LEAST


def groups(figures: Sequence[Figure]) -> list[Group]:
    """The ranked plans that state a quota, by unit and window, the cheapest per unit first; monthly quotas first."""
    grouped: dict[tuple[str, str, str], list[Value]] = {}
    for one in figures:
        for quota in one.offer.quotas if one.ranked and one.offer.per == "account" else ():
            owner = one.offer.vendor if quota.unit in OWN else ""
            if quota.unit != "multiple":
                grouped.setdefault((quota.unit, quota.window, owner), []).append(Value(one, quota))
    order = sorted(grouped, key=lambda key: (UNITS.index(key[0]), -WINDOWS.index(key[1]), key[2]))
    return [
        Group(
            unit,
            window,
            owner or None,
            sorted(grouped[unit, window, owner], key=lambda one: one.price("CNY")),
        )
        for unit, window, owner in order
    ]


def _monthly(one: Value) -> Decimal:
    return one.figure.money("monthly", "CNY")
