"""A case: what a crawl saw of an offer beside what is known of it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal

from db.tables.states import State
from pipeline.merge import PRICE, Sighting
from scrapers.offer import Offer, plain


@dataclass(frozen=True)
class Case:
    """One sighting, the state that holds, and the plan's other offers seen in the same crawl."""

    sighting: Sighting
    known: State | None

    @property
    def offer(self) -> Offer:
        return self.sighting.offer

    @property
    def id(self) -> str:
        return self.offer.id

    @property
    def before(self) -> Decimal | None:
        return self.known.offer.price if self.known else None

    @property
    def after(self) -> Decimal | None:
        return self.offer.price if PRICE in self.sighting.said else None

    @property
    def factor(self) -> Decimal | None:
        """The new price as a multiple of the known one; None where either is missing, zero, or they are equal."""
        if not self.before or not self.after or self.before == self.after:
            return None
        return self.after / self.before

    @property
    def move(self) -> str:
        """The move in words: "49 to 118 CNY", or what is new: "118 CNY"."""
        old = "" if self.before is None else f"{plain(self.before)} to "
        return f"{old}{plain(self.after or Decimal(0))} {self.offer.currency}"

    @property
    def confirmed(self) -> bool:
        """Whether a second source of this crawl states the same price."""
        return len(set(self.sighting.witnesses)) > 1


@dataclass(frozen=True)
class Hearing:
    """All cases of one vendor in one crawl, and what is known beside them."""

    vendor: str
    kind: str
    at: str
    cases: Sequence[Case]
    states: Mapping[str, State] = field(default_factory=dict)
    unproven: Set[str] = frozenset()  # sources whose page nobody saw in real bytes, and nothing proved since
    waiting: Set[str] = frozenset()  # offers that wait for a person since their source was unproven

    def of_source(self, source: str) -> list[Case]:
        return [case for case in self.cases if case.sighting.said.get(PRICE) == source]

    def terms(self, offer: Offer) -> Mapping[str, set[Decimal]]:
        """What the plan's longer terms cost, tonight and as known: {"P3M": {132.3, 147}, "P1Y": …}."""
        totals: dict[str, set[Decimal]] = {}
        for other in [state.offer for state in self.states.values()] + [case.offer for case in self.cases]:
            if (
                other.period not in (None, "P1M")
                and other.price
                and self.same_plan(other, offer, other.period)
            ):
                totals.setdefault(str(other.period), set()).add(other.price)
        return totals

    @staticmethod
    def same_plan(other: Offer, offer: Offer, period: str | None) -> bool:
        """Whether the other offer is the same plan for that period, in the same market."""
        same = ("vendor", "product", "plan", "region", "per", "currency")
        return other.period == period and all(getattr(other, name) == getattr(offer, name) for name in same)
