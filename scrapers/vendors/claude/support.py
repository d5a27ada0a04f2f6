"""Claude's help articles."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_sentences import PlanSentences
from scrapers.source import PRICE
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.words import comparable

_ARTICLE = r"support\.(?:claude|anthropic)\.com/(?:en/)?articles"


class ClaudeSupport(PlanSentences):
    """Help articles on Pro and Max: the first place that named the prices behind Max. Bare ids lag, slugs do not."""

    name = "claude-support"
    vendor = "claude"
    product = "membership"
    region = "INTL"
    currency = "USD"
    url = "https://support.claude.com/en/articles/11049741-what-is-the-max-plan"
    addresses = rf"{_ARTICLE}/(?:11049741|8325606)-[^/]+"
    titles = r"pro|max \d+x|max|ultra"
    gives = PRICE
    minimum = 3

    def fetches(self) -> Iterable[Fetch]:
        return [
            Fetch(self.url),
            Fetch("https://support.claude.com/en/articles/8325606-what-is-the-pro-plan"),
        ]

    def sold(self, name: str, lines: Sequence[str]) -> bool:
        """Where Max is two products, Max alone is none."""
        return name.lower() != "max" or not any(re.search(r"\bMax \d+x", comparable(line)) for line in lines)


class ClaudeTeamSupport(PlanCards):
    """The help article on the Team plan: what its two kinds of seat cost, by month and by year.

    A seat's name stands on a line of its own or before its prices.
    """

    name = "claude-team-support"
    vendor = "claude"
    product = "membership"
    region = "INTL"
    currency = "USD"
    url = "https://support.claude.com/en/articles/9266767-what-is-the-team-plan"
    addresses = rf"{_ARTICLE}/9266767-[^/]+"
    titles = r"(?:standard|premium) seats?"
    seats = r"team-.*"
    gives = PRICE
    minimum = 4

    def offer(self, name: str, terms: Terms | None, evidence: str, **given: Any) -> Offer:
        return super().offer(f"Team {name.removesuffix('s')}", terms, evidence, **given)
