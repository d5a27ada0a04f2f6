"""The pricing page in the documentation of ChatGPT Work and Codex."""

import re
from collections.abc import Iterator

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.plan_cards import PlanCards
from scrapers.source import PRICE
from scrapers.unread import Unread

_CLOSED = re.compile(r"(<div[^<>]*\bdata-content-switcher-pane\b[^<>]*?)\s+hidden\b")


class CodexPricing(PlanCards):
    """Cards as components of Markdown, those of Business in a pane that opens by a click.

    "From $100" is no price of one plan: Pro is sold in tiers that no card names. The card of Business shows the month
    of a year; what a month costs stands in its footnote.
    """

    name = "chatgpt-codex-pricing"
    vendor = "chatgpt"
    product = "membership"
    region = "INTL"
    currency = "USD"
    url = "https://learn.chatgpt.com/docs/pricing.md"
    addresses = r"learn\.chatgpt\.com/docs/pricing|developers\.openai\.com/codex/pricing"
    titles = r"free|go|plus|pro(?: \d+x?)?|business(?: premium)?|enterprise & edu|edu & enterprise|enterprise|edu|api key"
    seats = r"business.*"
    gives = PRICE
    minimum = 4

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        return super().offers(page.but(body=_CLOSED.sub(r"\1", page.text).encode(), headers={}))
