"""From a page to its offers: refuse what is no price page, read, check what one page may say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scrapers.offer import ONCE, BadOffer, Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.not_a_price_page import refuse
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.seller import NotOurs, Seller, page_of_another, subject_of_another
from scrapers.source import Source
from scrapers.unread import Unread
from scrapers.vocabulary.not_plans import no_plan
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.words import comparable

_CHARGED = ("price", "list", "intro", "renewal")
_OF_ONE_PERIOD = re.compile(
    "[单非不]|single|one month|renew", re.I
)  # without one, no amount is of the kind "once"


@dataclass(frozen=True)
class Stated:
    """What one page states: its offers, at least one, and the cards, rows or records that could not be read.

    `others` are what it says of other vendors' or products' plans, which are none of its offers.
    """

    offers: tuple[Offer, ...]
    unread: tuple[Unread, ...] = ()
    others: tuple[NotOurs, ...] = ()


def read(source: Source, page: Page) -> Stated:
    """The offers of one page, and what stands beside them unread.

    Raises a Refused: a challenge, queue, login or shell, a truncated body, a page that states nothing,
    contradicts itself, of which nothing can be read, or that mostly lists the plans of others.
    """
    refuse(page)
    seller = Seller(source.vendor, frozenset({source.product, *source.products}))
    if another := page_of_another(page.text, source.vendor, page.url):
        raise NotAPricePage(f"another vendor's page: {another}")
    try:
        found = list(_own(source.offers(page.but(seller=seller)), seller))
        shown = "" if found else _shown(page)
    except BadOffer as error:
        raise PageChanged(str(error)) from error
    except RecursionError:
        raise PageChanged("nested too deeply to be read") from None
    stated = [one for one in found if isinstance(one, Offer)]
    offers = once([*stated, *(other for one in stated for other in bought_once(one))])
    unread = tuple(dict.fromkeys(one for one in found if isinstance(one, Unread)))
    others = tuple(dict.fromkeys(seller.left_out))
    if others and len({one.name for one in others}) > len({offer.plan for offer in offers}) + len(unread):
        raise NotAPricePage(
            f"a page that lists the plans of others: {others[0].name!r} is {others[0].message}"
        )
    if offers and (another := _subject(page, source.vendor, others)):
        raise NotAPricePage(f"another vendor's page: {another}")
    if not offers and unread:
        raise PageChanged(unread[0].message)
    if not offers:
        if shown:
            raise PageChanged(f"the page shows a price that is not read: {shown[:200]!r}")
        raise NotAPricePage("the page states no price, quota, model or availability of a named plan")
    return Stated(tuple(offers), unread, others)


def _own(found: Iterable[Offer | Unread], seller: Seller) -> Iterator[Offer | Unread]:
    """What is the seller's by its own name, and a plan: the door that every reader's offers pass."""
    for one in found:
        if isinstance(one, Offer):
            name, words = one.plan_name, one.evidence
            why = seller.stranger(name) or seller.miscalled(name, one.product)
        else:
            name, words = one.name, one.words
            why = seller.stranger(name)
        if why:
            seller.leave(name, why, words)
        elif not no_plan(name):
            yield one


def _lines(page: Page) -> list[str]:
    """The visible lines of a page, none of data or a script."""
    data = page.text.lstrip()[:1] in "{[" or re.search(r"\.js(?:[?#]|$)", page.url)
    return [] if data else Document(page).lines


def _subject(page: Page, vendor: str, others: Iterable[NotOurs]) -> str | None:
    return subject_of_another(_lines(page), vendor, [one.name for one in others])


def _shown(page: Page) -> str:
    """The first line of a page that states a price for a term, or an amount that cannot be read; empty where none does."""
    for line in _lines(page):
        try:
            priced = any(amount.period and amount.kind in _CHARGED for amount in amounts(line))
        except PageChanged:
            priced = True
        if priced:
            return line
    return ""


def bought_once(offer: Offer) -> Iterator[Offer]:
    """What one period costs without renewal, where the words of a price state it beside it: a plan of its own."""
    if (
        offer.price is None
        or offer.plan.endswith(ONCE)
        or not _OF_ONE_PERIOD.search(comparable(offer.evidence))
    ):
        return
    try:
        said = {amount.value for amount in amounts(offer.evidence) if amount.kind == "once"} - {offer.price}
    except PageChanged:
        return
    if len(said) == 1:
        yield replace(
            offer.without_introduction(), plan=f"{offer.plan}{ONCE}", price=said.pop(), list_price=None
        )


def once(offers: Iterable[Offer]) -> list[Offer]:
    """Each offer once; raises PageChanged where two rows with one id say different things.

    What is no longer sold gives way to what the same plan is sold for: an old table beside the one that holds.
    """
    found: dict[str, Offer] = {}
    for offer in offers:
        known = found.setdefault(offer.id, offer)
        if known is offer:
            continue
        if _over(known) and not _over(offer):
            found[offer.id] = offer
        elif _over(known) == _over(offer) and _said(known) != _said(offer):
            raise PageChanged(
                f"{offer.id} stands twice with different values: {known.evidence!r}, {offer.evidence!r}"
            )
    sold = {_plan(offer) for offer in found.values() if not _over(offer)}
    return [
        offer
        for offer in found.values()
        if not (_over(offer) and offer.price is None and _plan(offer) in sold)
    ]


def _over(offer: Offer) -> bool:
    return offer.availability == "Discontinued"


def _plan(offer: Offer) -> tuple[str, ...]:
    return (offer.vendor, offer.product, offer.plan, offer.region, offer.per)


def _said(offer: Offer) -> dict[str, object]:
    return {name: value for name, value in offer.to_json().items() if name not in ("evidence", "plan_name")}
