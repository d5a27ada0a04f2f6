"""Introductions: a first price that a page goes on showing without its words is still an introduction."""

from dataclasses import replace

from db.tables.states import State, intro_ended
from pipeline.merge import INTRO, PRICE, Sighting
from scrapers.offer import Charge


def current(sighting: Sighting, at: str) -> Sighting:
    """The sighting without an introduction whose stated last day is over: a page that still shows it starts none."""
    if not intro_ended(sighting.offer, at):
        return sighting
    return replace(sighting, offer=sighting.offer.without_introduction())


def continued(sighting: Sighting, known: State | None, at: str) -> Sighting:
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
        intro_until=None if intro_ended(known.offer, at) else known.offer.intro_until,
    )
    return replace(sighting, offer=first, said={**sighting.said, INTRO: sighting.said[PRICE]})
