"""From a page to its offers: refuse what is no price page, read, check what one page may say."""

from collections.abc import Iterable

from scrapers.detect import refuse
from scrapers.offer import BadOffer, Offer
from scrapers.page import Page
from scrapers.refused import NotAPricePage, PageChanged
from scrapers.source import Source


def read(source: Source, page: Page) -> list[Offer]:
    """The offers of one page, never an empty list.

    Raises a Refused: a challenge, queue, login or shell, a truncated body, a page that states nothing,
    contradicts itself, or uses a word we do not know.
    """
    refuse(page)
    try:
        offers = once(source.offers(page))
    except BadOffer as error:
        raise PageChanged(str(error)) from error
    except RecursionError:
        raise PageChanged("nested too deeply to be read") from None
    if not offers:
        raise NotAPricePage("the page states no price, quota, model or availability of a named plan")
    return offers


def once(offers: Iterable[Offer]) -> list[Offer]:
    """Each offer once; raises PageChanged where two rows with one id say different things."""
    found: dict[str, Offer] = {}
    for offer in offers:
        known = found.setdefault(offer.id, offer)
        if _said(known) != _said(offer):
            raise PageChanged(
                f"{offer.id} stands twice with different values: {known.evidence!r}, {offer.evidence!r}"
            )
    return list(found.values())


def _said(offer: Offer) -> dict[str, object]:
    return {name: value for name, value in offer.to_json().items() if name not in ("evidence", "plan_name")}
