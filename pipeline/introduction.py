"""Introductions: a first price that a page goes on showing without its words is still an introduction."""

from dataclasses import replace

from db.states import State
from pipeline.merge import INTRO, PRICE, Sighting
from scrapers.offer import Charge


def continued(sighting: Sighting, known: State | None) -> Sighting:
    """The sighting, a price below list read as the introduction it continues.

    Where an introduction is known and the page shows the known recurring price as its list price, the lower
    number beside it is the first price, whether or not this reading kept the words 首月 or 首购.
    """
    offer = sighting.offer
    if known is None or not known.offer.charges or offer.charges or offer.price is None:
        return sighting
    if offer.list_price is None or offer.list_price != known.offer.price or offer.price >= offer.list_price:
        return sighting
    first = replace(
        offer,
        price=offer.list_price,
        charges=(Charge(offer.price, known.offer.intro_periods), *known.offer.charges[1:]),
        intro_until=known.offer.intro_until,
    )
    return replace(sighting, offer=first, said={**sighting.said, INTRO: sighting.said[PRICE]})
