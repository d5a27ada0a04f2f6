"""What plans cost on a day, beside Claude Pro and in cups of milk tea, at that day's exchange rates or another's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from db.database import Database
from db.tables.rates import NoRate, Rate, rate_on
from db.tables.states import State, states_on
from reports.facts import cost
from reports.facts.figures import CLAUDE_PRO
from reports.question import CUP
from scrapers.offer import Offer


@dataclass(frozen=True)
class Quote:
    """What one offer costs for a month; a figure that needs a rate nobody knows is None."""

    offer: Offer
    rate: Rate | None
    claude: Offer | None

    def price(self, currency: str, first: bool = False) -> Decimal | None:
        """A month in a currency, unrounded; with `first`, the first one of a new buyer."""
        if self.offer.price is None:
            return None
        return self._converted(cost.first_month(self.offer) if first else cost.monthly(self.offer), currency)

    @property
    def ratio(self) -> Decimal | None:
        """How many times what Claude Pro costs is what it costs; None for one that is free."""
        if self.claude is None or not self.offer.price or self.offer.id == CLAUDE_PRO:
            return None
        own = self.price(str(self.claude.currency))
        return cost.monthly(self.claude) / own if own else None

    @property
    def cups(self) -> Decimal | None:
        yuan = self.price("CNY")
        return None if yuan is None else yuan / CUP

    def _converted(self, amount: Decimal, currency: str) -> Decimal | None:
        if currency == self.offer.currency:
            return amount
        try:
            return self.rate.convert(amount, str(self.offer.currency), currency) if self.rate else None
        except NoRate:
            return None


@dataclass(frozen=True)
class Market:
    """All that is sold at the end of a day (UTC)."""

    db: Database
    day: date

    @cached_property
    def states(self) -> dict[str, State]:
        return {state.offer.id: state for state in states_on(self.db, self.day)}

    def quote(self, offer: str, day: date | None = None) -> Quote | None:
        """What an offer costs, at the rates of the day or of another one; None where it is not sold."""
        if offer not in self.states:
            return None
        claude = self.states.get(CLAUDE_PRO)
        return Quote(self.states[offer].offer, self._rate(day or self.day), claude.offer if claude else None)

    def _rate(self, day: date) -> Rate | None:
        try:
            return rate_on(self.db, day)
        except NoRate:
            return None
