"""Claude's help articles."""

import re
from collections.abc import Iterable, Iterator

from scrapers.document import Document
from scrapers.money import money
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.source import Fetch
from scrapers.unread import Unread, each
from scrapers.vendors.claude.cards import AMOUNT, Statement
from scrapers.vendors.claude.pricing import ClaudePricing
from scrapers.words import norm

_SENTENCE = re.compile(
    r"\b(?P<name>Pro|Max \d+x|Max|Ultra)(?: plan| tier)?(?: is (?:currently )?(?:available|offered|priced)(?: for| at)?| is| costs?| at|:)?"
    rf" \(?(?P<month>{AMOUNT}) ?(?:per month|/ ?month|a month|monthly)"
    rf"(?:[^.;$]*? (?:or|and) (?P<year>{AMOUNT}) ?(?:per year|/ ?year|a year|annually|billed (?:annually|up ?front)))?",
    re.I,
)


class ClaudeSupport(ClaudePricing):
    """Help articles on Pro and Max: the first place that named the prices behind Max. Bare ids lag, slugs do not."""

    name = "claude-support"
    url = "https://support.claude.com/en/articles/11049741-what-is-the-max-plan"
    addresses = r"support\.(?:claude|anthropic)\.com/(?:en/)?articles/(?:11049741|8325606)-[^/]+"
    minimum = 3

    def fetches(self) -> Iterable[Fetch]:
        return [
            Fetch(self.url),
            Fetch("https://support.claude.com/en/articles/8325606-what-is-the-pro-plan"),
        ]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        lines = Document(page).lines
        split = any(
            re.search(r"\bMax \d+x", norm(line), re.I) for line in lines
        )  # then Max alone is no product
        return each(lines, lambda line: self._line(line, split), lambda line: (line[:40], line))

    def _line(self, line: str, split: bool) -> Iterator[Offer]:
        for found in _SENTENCE.finditer(norm(line)):
            name = found["name"].capitalize()
            if name == "Max" and split:
                continue
            yield self.offer(Statement(name, False, "P1M", money(found["month"], "USD"), line))
            if found["year"]:
                yield self.offer(Statement(name, False, "P1Y", money(found["year"], "USD"), line))
