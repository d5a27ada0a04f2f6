"""The `data-plan` keys on Claude's pricing page, which name the plan an amount belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsel import Selector

from scrapers.reading.document import cell
from scrapers.refusals import PageChanged
from scrapers.vendors.claude.cards import Statement
from scrapers.vocabulary.money import amounts
from scrapers.vocabulary.select import one

_KEY = re.compile(
    r"(?P<tier>[a-z]+(?:_(?!annual|monthly|per_seat)[a-z0-9]+)*)(?:_(?P<period>annual|monthly))?(?P<seat>_per_seat)?"
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

    def stated(self) -> Iterator[Statement]:
        """Its price; raises PageChanged for a key or field of unknown shape.

        The month of a year is the price of a seat, twelve times; of an account it is rounded, and only the total counts.
        """
        if self.field not in (None, "amount_per_month", "amount_total"):
            raise PageChanged(f"unknown data-plan-field {self.field!r}")
        tier, period, seat = _parts(self.key)
        monthly = self.field == "amount_per_month"
        if not re.search(r"\d", self.text) or (monthly and (not seat or self.beside)):
            return
        price = one(amounts(self.text), f"amounts of {self.key}").of("USD")
        if period == "P1Y" and self.field != "amount_total":
            if not seat:
                raise PageChanged(f"{self.key} without the total of the year: {self.text!r}")
            price *= 12
        yield Statement(tier, seat, period, price, self.text)


def keyed(selector: Selector) -> list[Keyed]:
    """Every element with a key, in page order."""
    found = selector.css("[data-plan]")
    field = "data-plan-field"
    totals = {node.attrib["data-plan"] for node in found if node.attrib.get(field) == "amount_total"}
    return [
        Keyed(key, node.attrib.get(field), cell(node.root).said, key in totals)
        for node in found
        for key in [node.attrib["data-plan"]]
    ]


def _parts(key: str) -> tuple[str, str, bool]:
    """Plan name, period and whether it is sold by the seat: team_annual_per_seat is Team Standard seat, P1Y."""
    found = _KEY.fullmatch(key.lower())
    if not found or (found["period"] is None and found["tier"] != "free"):
        raise PageChanged(f"unknown data-plan key {key!r}")
    tier = "team_standard" if found["tier"] == "team" else found["tier"]
    name = " ".join([word.capitalize() for word in tier.split("_")] + ["seat"] * bool(found["seat"]))
    return name, "P1Y" if found["period"] == "annual" else "P1M", bool(found["seat"])
