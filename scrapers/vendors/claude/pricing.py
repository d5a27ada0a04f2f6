"""Claude's pages with price cards."""

from collections.abc import Iterator

from scrapers.document import Document
from scrapers.names import slug
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.refused import PageChanged
from scrapers.source import PRICE, Source
from scrapers.vendors.claude.cards import Statement, stated
from scrapers.vendors.claude.keys import keyed

_PLANS = {r"enterprise (?:\(?self-serve\)?|enterprise) seat": "enterprise"}


class ClaudePricing(Source):
    """The pricing page: cards in words, and `data-plan` keys on the amounts of some of them.

    $17 is the rounded month of a yearly price and never a price; "From $100" is one card for two
    products and a price only beside a key that names one of them.
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

    def offers(self, page: Page) -> Iterator[Offer]:
        selector = Document(page).selector
        by_key = list(keyed(selector))  # first: reading the cards drops elements
        for said in [*stated(selector), *by_key]:
            yield self.offer(said)

    def offer(self, said: Statement) -> Offer:
        plan = slug(said.title, _PLANS)
        if plan == "max":
            raise PageChanged(f"one price for the two plans of the Max card: {said.evidence!r}")
        return Offer(
            vendor=self.vendor,
            product=self.product,
            plan=plan,
            plan_name=said.title,
            region=self.region,
            per="seat" if said.seat else "account",
            period=said.period,
            currency=self.currency,
            price=said.price,
            evidence=said.evidence,
        )


class ClaudeCodePage(ClaudePricing):
    """The product page of Claude Code repeats the cards and splits Max in two; it only confirms."""

    name = "claude-code-page"
    url = "https://claude.com/product/claude-code"
    addresses = r"(?:www\.)?claude\.com/product/claude-code"
    gives = frozenset()
    nightly = False
