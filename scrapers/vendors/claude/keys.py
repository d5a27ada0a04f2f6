"""The `data-plan` keys on Claude's pricing page, which name the plan an amount belongs to."""

import re
from collections.abc import Iterator

from parsel import Selector

from scrapers.document import cell
from scrapers.money import amounts
from scrapers.refused import PageChanged
from scrapers.select import one
from scrapers.vendors.claude.cards import Statement

_KEY = re.compile(
    r"(?P<tier>[a-z]+(?:_(?!annual|monthly|per_seat)[a-z0-9]+)*)(?:_(?P<period>annual|monthly))?(?P<seat>_per_seat)?"
)


def keyed(selector: Selector) -> Iterator[Statement]:
    """The price of every keyed element; raises PageChanged for a key of unknown shape.

    The month of a year is the price of a seat, twelve times; of an account it is rounded, and only the total counts.
    """
    found = [
        (node.attrib["data-plan"], _field(node), cell(node.root).said) for node in selector.css("[data-plan]")
    ]
    totals = {key for key, field, _ in found if field == "amount_total"}
    for key, field, text in found:
        tier, period, seat = _parts(key)
        if not re.search(r"\d", text) or (field == "amount_per_month" and (not seat or key in totals)):
            continue
        price = one(amounts(text), f"amounts of {key}").of("USD")
        if period == "P1Y" and field != "amount_total":
            if not seat:
                raise PageChanged(f"{key} without the total of the year: {text!r}")
            price *= 12
        yield Statement(tier, seat, period, price, text)


def _parts(key: str) -> tuple[str, str, bool]:
    """Plan name, period and whether it is sold by the seat: team_annual_per_seat is Team Standard seat, P1Y."""
    found = _KEY.fullmatch(key.lower())
    if not found or (found["period"] is None and found["tier"] != "free"):
        raise PageChanged(f"unknown data-plan key {key!r}")
    tier = "team_standard" if found["tier"] == "team" else found["tier"]
    name = " ".join([word.capitalize() for word in tier.split("_")] + ["seat"] * bool(found["seat"]))
    return name, "P1Y" if found["period"] == "annual" else "P1M", bool(found["seat"])


def _field(node: Selector) -> str | None:
    field = node.attrib.get("data-plan-field")
    if field not in (None, "amount_per_month", "amount_total"):
        raise PageChanged(f"unknown data-plan-field {field!r}")
    return field
