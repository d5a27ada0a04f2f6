"""PlanSentences: a source whose article says its plans' prices in sentences: "The Pro plan is available for $20 per month"."""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, each
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_statements import refuse_told
from scrapers.vocabulary.prices.price_terms import charges
from scrapers.vocabulary.prices.several_terms import card_terms
from scrapers.vocabulary.words import comparable

_PLAN = r"(?: plan| tier| subscription)?"
_IS = r"(?: is(?: currently| now)?(?: available| offered| priced)?(?: for| at)?| costs?| at|:)?"
_KIND = (
    r"(?: is an? (?:[a-z-]+ ){0,4}(?:subscription|membership|plan) ?[—–:-])?"  # "a low cost subscription —"
)
_AMOUNT = r" \(?(?=(?:US ?)?[¥$₹] ?\d)"
_SENTENCE = re.compile(r"(?<=[.;。；]) ")
_BETWEEN = r"(?: [a-z]+){0,4}:?"
_OTHER = re.compile(rf"(?:The )?[A-Z][a-z]+{_PLAN}(?: is| costs?|:)[^.$₹]*{_AMOUNT}")


class PlanSentences(Source):
    """Each sentence that says what a plan of its `titles` costs is read; in other words it is Unread, with its line."""

    titles: ClassVar[str]  # pattern of the names of its plans

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        lines = Document(page).lines
        return each(lines, lambda line: self._of_line(line, lines), lambda line: (line[:40], line))

    def sold(self, name: str, lines: Sequence[str]) -> bool:
        """Whether a name that the article prices is that of a plan, and not of several together."""
        return True

    def _of_line(self, line: str, lines: Sequence[str]) -> Iterator[Offer]:
        for sentence in _SENTENCE.split(comparable(line)):
            found = list(
                re.finditer(rf"\b(?P<name>{self.titles}){_PLAN}(?:{_KIND}|{_IS}){_AMOUNT}", sentence, re.I)
            )
            starts = [*(match.start() for match in found), len(sentence)]
            self._refuse_other(sentence[: starts[0]])
            for match, end in zip(found, starts[1:], strict=True):
                if self.sold(match["name"], lines):
                    yield from self._stated(match["name"], sentence[match.end() : end], line)

    def _stated(self, name: str, said: str, line: str) -> Iterator[Offer]:
        stated = card_terms(said, "", str(self.currency))
        refuse_told(said, amounts(said), [0], name)
        for terms in stated:
            yield self.offer(name[:1].upper() + name[1:], terms, line)

    def _refuse_other(self, said: str) -> None:
        """Refuse a price that words of another shape may give to a plan."""
        capital = rf"\b(?=[A-Z])(?i:{self.titles})\b{_PLAN}{_BETWEEN}{_AMOUNT}"
        if not re.search(capital, said) and not _OTHER.match(said):
            return
        if any(charges(amount) and amount.period for amount in amounts(said)):
            raise PageChanged(f"a plan's amount that no known words explain: {said[:200]!r}")
