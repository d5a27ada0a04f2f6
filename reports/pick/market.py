"""The market of a day: every offer with what a choice rests on, and what each currency was worth."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from db.tables.rates import Rate
from reports.cheapest.plan import latest
from reports.facts.figures import Figure
from reports.facts.plans.plan_facts import place_of, plan_facts
from reports.facts.plans.tool_setups import tool_setups
from reports.pick.meters import ListPrice, Meter, meters, prices
from reports.pick.question import model_key
from scrapers.offer import Offer, months_of

NANO = 10**9
WORTH = "CNY"  # amounts are compared in it


@dataclass(frozen=True)
class Candidate:
    """One offer and what is known of it. `latest`: months from now in which its introduction can begin, None = any.

    `seen` is the day of its price. `ways` are None where no way to pay is known. `listed` says whether its page lists its models: then others are not in it;
    without a list, `models` are those its vendor names for it.
    """

    offer: Offer
    unranked: str | None
    unproven: str | None
    seen: str
    latest: int | None
    tool_names: frozenset[str]
    only_own: bool
    least: int
    most: int | None
    ways: frozenset[str] | None
    models: frozenset[str]
    listed: bool
    meters: Sequence[Meter]

    @property
    def plan(self) -> str:
        return place_of(self.offer)

    @property
    def tools(self) -> set[str]:
        """The tools it is known to work with, in lower case."""
        return {name.lower() for name in self.tool_names}

    @property
    def months(self) -> int:
        return months_of(self.offer.period)

    def to_json(self) -> dict[str, Any]:
        """The candidate as the page reads it: amounts in hundredths of its currency."""
        offer = self.offer
        return {
            "offer": offer.id,
            "plan": self.plan,
            "region": offer.region,
            "per": offer.per,
            "months": self.months,
            "currency": offer.currency,
            "price": minor(offer.price or Decimal(0)),
            "charges": [[minor(step.price), step.periods] for step in offer.charges],
            "latest": self.latest,
            "unranked": self.unranked,
            "unproven": self.unproven,
            "meters": [one.to_json() for one in self.meters],
            "tools": sorted(self.tools),
            "only_own": self.only_own,
            "least": self.least,
            "most": self.most,
            "ways": None if self.ways is None else sorted(self.ways),
            "models": sorted(self.models),
            "listed": self.listed,
        }


@dataclass(frozen=True)
class Market:
    """Candidates in the order of their ids, the worth of one unit of each currency in billionths of a yuan, API list prices."""

    candidates: Sequence[Candidate]
    worth: Mapping[str, int]
    prices: Sequence[ListPrice] = ()

    @property
    def tools(self) -> dict[str, str]:
        """Every tool that an offer is known to work with: its name by its name in lower case."""
        return {name.lower(): name for one in self.candidates for name in sorted(one.tool_names)}

    def in_yuan(self, amount: int, currency: str) -> int:
        """Hundredths of a currency in billionths of a fen, exact."""
        return amount * self.worth[currency]

    def shown(self, billionths: int, currency: str) -> int:
        """Billionths of a fen in hundredths of a currency, rounded half up."""
        return (2 * billionths + self.worth[currency]) // (2 * self.worth[currency])

    def to_json(self) -> dict[str, Any]:
        return {
            "candidates": [one.to_json() for one in self.candidates],
            "worth": dict(self.worth),
            "prices": [one.to_json() for one in self.prices],
        }


def market(figures: Iterable[Figure], day: date) -> Market:
    """The market that the figures of a day make."""
    known = sorted(figures, key=lambda one: one.offer.id)
    currencies = sorted({str(one.offer.currency) for one in known} | {"CNY", "USD"})
    rate = known[0].rate if known else None
    worth = {name: _worth(name, rate) for name in currencies}
    return Market([_candidate(one, day) for one in known], worth, prices(day))


def minor(amount: Decimal) -> int:
    """An amount in hundredths; no amount that can be paid has more places."""
    return int(amount * 100)


def _worth(currency: str, rate: Rate | None) -> int:
    if currency == WORTH or rate is None:
        return NANO
    return int((rate.convert(Decimal(NANO), currency, WORTH)).to_integral_value())


def _candidate(one: Figure, day: date) -> Candidate:
    offer = one.offer
    facts = plan_facts(offer)
    own = any(tools.only_own for tools in facts.tools)
    named = {name for tools in facts.tools for name in tools.names}
    listed = {model_key(name) for name in offer.models}
    return Candidate(
        offer=offer,
        unranked=one.unranked,
        unproven=one.unproven,
        seen=one.state.last_seen[:10],
        latest=latest(offer, day),
        tool_names=frozenset(named | {setup.tool for setup in tool_setups(offer)}),
        only_own=own,
        least=max((one.least for one in facts.seats), default=1),
        most=min((one.most for one in facts.seats if one.most), default=None),
        ways=frozenset(way for paid in facts.payments for way in paid.ways) or None,
        models=frozenset(listed | {model_key(name) for api in facts.apis for name in api.models}),
        listed=bool(listed),
        meters=meters(offer, day, one.rate),
    )


def renewing(one: Candidate) -> Offer:
    """The offer as one who was a customer before buys it: no first charge below the price."""
    offer = one.offer
    paid = tuple(replace(step, price=max(step.price, offer.price or Decimal(0))) for step in offer.charges)
    return replace(offer, charges=paid)
