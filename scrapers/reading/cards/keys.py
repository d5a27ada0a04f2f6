"""Attributes that name the plan an amount belongs to: data-plan="pro_monthly"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scrapers.offer import Offer
from scrapers.reading.html.visible_text import VisibleText
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.select import one

_TERMS = {"annual": "P1Y", "yearly": "P1Y", "quarterly": "P3M", "monthly": "P1M", None: "P1M"}
_TERM = "annual|yearly|quarterly|monthly"
_KEY = re.compile(
    rf"(?P<tier>[a-z]+(?:_(?!{_TERM}|per_seat)[a-z0-9]+)*)(?:_(?P<term>{_TERM}))?(?P<seat>_per_seat)?"
)


@dataclass(frozen=True)
class Keyed:
    """An element with a key: which of its plan's amounts it holds, its words, and whether the total stands `beside` it."""

    key: str
    field: str | None
    text: str
    beside: bool

    def quoted(self) -> tuple[str, str]:
        """Its key and words, as they are quoted where it cannot be read."""
        return self.key, self.text

    def terms(self, currency: str) -> Terms | None:
        """Its price; None where it is only the month that a year's total is shown as, or states no figure.

        The month of a year is the price of a seat, twelve times; of an account it is rounded, and only the total counts.
        Raises PageChanged for a key or field of unknown shape.
        """
        if self.field not in (None, "amount_per_month", "amount_total"):
            raise PageChanged(f"unknown field {self.field!r} of {self.key}")
        _, period, seat = self.parts()
        monthly = self.field == "amount_per_month"
        if not re.search(r"\d", self.text) or (monthly and (not seat or self.beside)):
            return None
        amount = one(amounts(self.text), f"amounts of {self.key}")
        price = amount.of(currency)
        if period == "P1Y" and self.field != "amount_total":
            if not seat:
                raise PageChanged(f"{self.key} without the total of the year: {self.text!r}")
            price *= 12
        return Terms(price, period, seat=seat, text=amount.text)

    def parts(self) -> tuple[str, str, bool]:
        """The tier of its key, the period, and whether it is sold by the seat: team_annual_per_seat is team, P1Y."""
        found = _KEY.fullmatch(self.key.lower())
        if not found or (found["term"] is None and found["tier"] != "free"):
            raise PageChanged(f"unknown key of a plan {self.key!r}")
        return found["tier"], _TERMS[found["term"]], found["seat"] is not None

    def named(self, tiers: Mapping[str, str]) -> str:
        """The name of its plan: Max 5x of max_5x_monthly; `tiers` are those that a key calls otherwise."""
        tier, _, seat = self.parts()
        words = [word.capitalize() for word in tiers.get(tier, tier).split("_")]
        return " ".join([*words, *(["seat"] if seat else [])])


def keyed(seen: VisibleText, attribute: str) -> list[Keyed]:
    """Every element with a key in an attribute, in page order; what the amount is stands in `attribute`-field."""
    found = [node for node in seen.root.iter("*") if attribute in node.attrib]
    field = f"{attribute}-field"
    totals = {node.get(attribute) for node in found if node.get(field) == "amount_total"}
    return [
        Keyed(key, node.get(field), seen.cell(node).said, key in totals)
        for node in found
        if (key := node.get(attribute)) is not None
    ]


def of_another(offer: Offer, named: Sequence[Offer], title: str, *, known: bool) -> bool:
    """Whether an amount has a key that names a product of its own: max_5x on the Max card.

    Raises PageChanged where the key of the same amount names another plan than a card that was not declared.
    """
    alike = [
        key.plan
        for key in named
        if (key.per, key.period, key.price) == (offer.per, offer.period, offer.price)
    ]
    if any(plan.startswith(f"{offer.plan}-") for plan in alike):
        return True
    if alike and offer.plan not in alike and not known:
        raise PageChanged(f"a card called {title} with an amount whose key says {alike[0]}")
    return False
