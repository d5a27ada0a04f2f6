"""What the curated history calls the plans that a new source reads, so that their history goes on."""

import re
from collections.abc import Iterable

from db.curated.history_file import read_history
from db.curated.import_history import BUNDLED
from scrapers.offer import Offer


def known_tiers(offers: Iterable[Offer]) -> dict[str, str]:
    """The tiers that the curated history has at the prices that were read, under slugs of its own."""
    held = [row.offer for row in read_history(BUNDLED) if row.valid_to is None]
    tiers = {}
    for offer in offers:
        same = {one.plan for one in held if _sold(one) == _sold(offer) and offer.price is not None}
        if len(same) == 1 and offer.plan not in same:
            tiers[re.escape(offer.plan_name).replace(r"\ ", " ")] = same.pop()
    return tiers


def _sold(offer: Offer) -> tuple[object, ...]:
    """What says that two offers of one vendor may be of the same plan."""
    return offer.vendor, offer.product, offer.region, offer.period, offer.currency, offer.price
