"""Claude's help articles."""

import re
from collections.abc import Iterable, Iterator

from scrapers.document import Document
from scrapers.money import money
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.source import Fetch
from scrapers.vendors.claude.cards import AMOUNT, Statement
from scrapers.vendors.claude.pricing import ClaudePricing
from scrapers.words import norm

_SENTENCE = re.compile(
    r"\b(?P<name>Pro|Max \d+x)(?: plan| tier)?(?: is (?:currently )?(?:available|offered|priced)(?: for| at)?| is| costs?| at|:)?"
    rf" \(?(?P<month>{AMOUNT}) ?(?:per month|/ ?month|a month|monthly)"
    rf"(?:[^.;$]*? (?:or|and) (?P<year>{AMOUNT}) ?(?:per year|/ ?year|a year|annually|billed (?:annually|up ?front)))?",
    re.I,
)


class ClaudeSupport(ClaudePricing):
    """Help articles on Pro and Max: the only place that names both Max prices. Bare ids lag, slugs do not."""

    name = "claude-support"
    url = "https://support.claude.com/en/articles/11049741-what-is-the-max-plan"
    addresses = r"support\.(?:claude|anthropic)\.com/(?:en/)?articles/(?:11049741|8325606)-[^/]+"
    minimum = 3

    def fetches(self) -> Iterable[Fetch]:
        return [
            Fetch(self.url),
            Fetch("https://support.claude.com/en/articles/8325606-what-is-the-pro-plan"),
        ]

    def offers(self, page: Page) -> Iterator[Offer]:
        for line in Document(page).lines:
            for found in _SENTENCE.finditer(norm(line)):
                name = found["name"].capitalize()
                yield self.offer(Statement(name, False, "P1M", money(found["month"], "USD"), line))
                if found["year"]:
                    yield self.offer(Statement(name, False, "P1Y", money(found["year"], "USD"), line))
