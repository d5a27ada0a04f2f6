"""Claude's pages with price cards."""

from collections.abc import Iterator, Sequence

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.refusals import PageChanged
from scrapers.source import PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vendors.claude.cards import Card, Statement, cards
from scrapers.vendors.claude.keys import Keyed, keyed
from scrapers.vocabulary.plan_names import slug

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
        keys = keyed(selector)  # first: reading the cards drops elements
        by_key = list(each(keys, self._stated, Keyed.quoted))
        named = [offer for offer in by_key if isinstance(offer, Offer)]
        for card in cards(selector):
            if isinstance(card, Unread):
                yield card
            else:
                yield from each([card], lambda card: self._titled(card, named), Card.quoted)
        yield from by_key

    def _titled(self, card: Card, named: Sequence[Offer]) -> Iterator[Offer]:
        """What a card states in words, but for an amount whose key names a product of its own: max_5x on the Max card.

        Raises PageChanged where the key of the same amount names another plan.
        """
        for offer in self._stated(card):
            keys = [key.plan for key in named if _alike(key, offer)]
            if any(key.startswith(f"{offer.plan}-") for key in keys):
                continue
            if keys and offer.plan not in keys and not card.known:
                raise PageChanged(f"a card called {card.title} with an amount whose key says {keys[0]}")
            yield offer

    def _stated(self, part: Card | Keyed) -> Iterator[Offer]:
        return map(self.stated, part.stated())

    def stated(self, said: Statement) -> Offer:
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


def _alike(one: Offer, other: Offer) -> bool:
    return (one.per, one.period, one.price) == (other.per, other.period, other.price)


class ClaudeCodePage(ClaudePricing):
    """The product page of Claude Code repeats the cards and splits Max in two; it only confirms."""

    name = "claude-code-page"
    url = "https://claude.com/product/claude-code"
    addresses = r"(?:www\.)?claude\.com/product/claude-code"
    gives = frozenset()
    nightly = False
