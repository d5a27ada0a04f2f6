"""Kimi Code's own page, which names its tiers and what they cost on cards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.price_cards import Card, cards, with_beside
from scrapers.reading.visible_text import lines_of
from scrapers.refusals import PageChanged, PageInDoubt
from scrapers.source import PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vocabulary.money import Amount, amounts
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_PRODUCTS = {
    "kimi-code": r"starter|explorer|expert|master",
    "membership": r"adagio|andante|moderato|allegretto|allegro|vivace|go|plus|pro|max|ultra",
}
_TITLES = [
    f"{before}{tier}{after}"
    for tier in "|".join(_PRODUCTS.values()).split("|")
    for before in ("", "Kimi ", "Kimi Code ")
    for after in ("", " 会员", " 套餐", " plan")
]
_TITLE = re.compile(
    rf"(?:Kimi (?:Code )?)?(?P<tier>{'|'.join(_PRODUCTS.values())})(?: ?(?:会员|套餐|plan))?", re.I
)
_BY_YEAR = re.compile(r"包年|按年|年付|annual|yearly", re.I)
_SELLS_IN = {"CNY": "CN", "USD": "INTL"}


@dataclass
class _Card:
    title: str
    lines: list[str] = field(default_factory=list)


class KimiCode(Source):
    """The page of Kimi Code. It sold tiers of its own in July 2026 and shows those of the membership otherwise.

    Its bytes have never been seen: a card counts only where its title is a tier that is known and its one amount
    says what it is for. A month's price beside words of a year is refused, as is a page with a switch for them.
    """

    name = "kimi-code-page"
    vendor = "kimi"
    product = "kimi-code"
    region = "CN"  # the sign of the money says where it is sold
    regions = ("CN", "INTL")
    url = "https://www.kimi.com/code"
    addresses = r"(?:www\.)?kimi\.(?:com|ai)/(?:(?:zh|en)(?:-[a-z]+)?/)?code(?:/(?:zh|en)(?:-[a-z]+)?)?"
    gives = PRICE
    nightly = False

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        selector = Document(page).selector
        known = cards(selector, _TITLES)
        new = list(each(with_beside(known, _sells)[len(known) :], _taken, Card.quoted))
        yield from (card for card in new if isinstance(card, Unread))
        outside, found = _cards(lines_of(selector.root))
        found += [card for card in new if isinstance(card, _Card)]
        switch = next((line for line in outside if _BY_YEAR.search(line) and len(line) < 20), None)
        if switch and found:
            raise PageInDoubt(f"a switch between months and years, and no word which is open: {switch!r}")
        yield from each(found, self._offers, lambda card: (card.title, " ".join(card.lines)))

    def _offers(self, card: _Card) -> Iterator[Offer]:
        terms: dict[str | None, Amount] = {}
        for line in card.lines:
            for amount in _charges(card, line):
                if terms.setdefault(amount.period, amount).value != amount.value:
                    raise PageChanged(f"two prices of {card.title}: {line[:200]!r}")
                yield self._offer(card, amount, line)

    def _offer(self, card: _Card, amount: Amount, line: str) -> Offer:
        tier = _TITLE.fullmatch(comparable(card.title))
        name = tier["tier"] if tier else card.title
        products = [product for product, tiers in _PRODUCTS.items() if re.fullmatch(tiers, name, re.I)]
        return Offer(
            vendor=self.vendor,
            product=one(products, f"product of {name!r}"),
            plan=slug(name),
            plan_name=clean(card.title),
            region=_SELLS_IN[amount.currency],
            period=amount.period,
            currency=amount.currency,
            price=amount.value,
            evidence=line,
        )


def _sells(element: etree._Element) -> bool:
    return any(amount.period and amount.kind == "price" for amount in amounts(" ".join(lines_of(element))))


def _taken(card: Card) -> Iterator[_Card]:
    title, lines = card.taken()
    yield _Card(title, list(lines))


def _cards(lines: list[str]) -> tuple[list[str], list[_Card]]:
    """The lines above the first card, and the cards; each begins with a line that is the name of a tier."""
    outside, cards = list[str](), list[_Card]()
    for line in lines:
        if _TITLE.fullmatch(comparable(line)):
            cards.append(_Card(line))
        else:
            (cards[-1].lines if cards else outside).append(line)
    return outside, cards


def _charges(card: _Card, line: str) -> Iterator[Amount]:
    """The prices a line of a card states; raises PageChanged for an amount that is no plain price of a known term."""
    for amount in amounts(line):
        if amount.kind != "price" or amount.period is None or amount.seat or amount.pack:
            raise PageChanged(f"no plain price of {card.title}: {line[:200]!r}")
        if amount.period == "P1M" and _BY_YEAR.search(comparable(line)):
            raise PageChanged(f"a month of {card.title} beside words of a year: {line[:200]!r}")
        yield amount
