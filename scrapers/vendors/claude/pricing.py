"""Claude's pages with price cards."""

from collections.abc import Iterator

from scrapers.document import Document
from scrapers.names import slug
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.source import PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vendors.claude.cards import Card, Statement, cards
from scrapers.vendors.claude.keys import Keyed, keyed

_PLANS = {r"enterprise (?:\(?self-serve\)?|enterprise) seat": "enterprise"}


class ClaudePricing(Source):
    """The pricing page: cards in words, and `data-plan` keys on the amounts of some of them.

    $17 is the rounded month of a yearly price and never a price. Until 2026-10-30 the Max card ("From $100") stood
    for two products: such an amount is a price only with a key, which names the product.
    """

    name = "claude-pricing"
    vendor = "claude"
    product = "membership"
    region = "INTL"
    currency = "USD"
    url = "https://claude.com/pricing"
    addresses = r"(?:www\.)?(?:claude|anthropic)\.com/pricing(?:/max)?"
    gives = PRICE
    minimum = 6

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        selector = Document(page).selector
        by_key = list(
            each(keyed(selector), self._stated, Keyed.quoted)
        )  # first: reading the cards drops elements
        named = [offer for offer in by_key if isinstance(offer, Offer)]
        for said in each(cards(selector), self._stated, Card.quoted):
            if isinstance(said, Unread) or not any(_split(said, offer) for offer in named):
                yield said
        yield from by_key

    def _stated(self, part: Card | Keyed) -> Iterator[Offer]:
        return map(self.offer, part.stated())

    def offer(self, said: Statement) -> Offer:
        return Offer(
            vendor=self.vendor,
            product=self.product,
            plan=slug(said.title, _PLANS),
            plan_name=said.title,
            region=self.region,
            per="seat" if said.seat else "account",
            period=said.period,
            currency=self.currency,
            price=said.price,
            evidence=said.evidence,
        )


def _split(card: Offer, keyed: Offer) -> bool:
    """Whether a key calls the card's price that of a product of its own: max_5x on a card that only says Max."""
    same = (keyed.period, keyed.price) == (card.period, card.price)
    return same and keyed.plan.startswith(f"{card.plan}-")


class ClaudeCodePage(ClaudePricing):
    """The product page of Claude Code repeats the cards and splits Max in two; it only confirms."""

    name = "claude-code-page"
    url = "https://claude.com/product/claude-code"
    addresses = r"(?:www\.)?claude\.com/product/claude-code"
    gives = frozenset()
    nightly = False
