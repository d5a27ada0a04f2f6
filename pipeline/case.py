"""A case: what a crawl saw of an offer beside what is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from db.states import State
from pipeline.merge import PRICE, Sighting
from scrapers.offer import Offer


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

    def of_source(self, source: str) -> list[Case]:
        return [case for case in self.cases if case.sighting.said.get(PRICE) == source]

    def of_plan(self, offer: Offer) -> Mapping[str, Decimal]:
        """The prices of the plan's periods, tonight's where seen, else the known ones: {"P1M": …, "P3M": …}."""
        found: dict[str, Decimal] = {}
        same = ("vendor", "product", "plan", "region", "per", "currency")
        offers = [state.offer for state in self.states.values()] + [case.offer for case in self.cases]
        for other in offers:
            alike = all(getattr(other, name) == getattr(offer, name) for name in same)
            if alike and other.period is not None and other.price is not None:
                found[other.period] = other.price
        return found
