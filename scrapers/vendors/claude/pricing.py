"""Claude's pages with price cards."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE


class ClaudePricing(PlanCards):
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
    titles = r"free|pro|max(?: \d+x)?|ultra|team|enterprise"
    parts = r"[\w-]+ seat"
    tiers = {r"enterprise (?:\(?self-serve\)?|enterprise) seat": "enterprise"}
    seats = r"team.*|enterprise"
    keys = "data-plan"
    key_tiers = {"team": "team_standard"}
    rounded = True
    gives = PRICE
    minimum = 6


class ClaudeCodePage(ClaudePricing):
    """The product page of Claude Code repeats the cards and splits Max in two; it only confirms."""

    name = "claude-code-page"
    url = "https://claude.com/product/claude-code"
    addresses = r"(?:www\.)?claude\.com/product/claude-code"
    gives = frozenset()
    nightly = False
