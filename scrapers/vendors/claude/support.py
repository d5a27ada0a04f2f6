"""Claude's help articles."""

import re
from collections.abc import Iterable, Iterator

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document, Heading, Table, Text
from scrapers.refusals import PageChanged
from scrapers.unread import Unread, each
from scrapers.vendors.claude.cards import AMOUNT, Statement
from scrapers.vendors.claude.pricing import ClaudePricing
from scrapers.vocabulary.money import money
from scrapers.vocabulary.words import comparable

_SENTENCE = re.compile(
    r"\b(?P<name>Pro|Max \d+x|Max|Ultra)(?: plan| tier)?(?: is (?:currently )?(?:available|offered|priced)(?: for| at)?| is| costs?| at|:)?"
    rf" \(?(?P<month>{AMOUNT}) ?(?:per month|/ ?month|a month|monthly)"
    rf"(?:[^.;$]*? (?:or|and) (?P<year>{AMOUNT}) ?(?:per year|/ ?year|a year|annually|billed (?:annually|up ?front)))?",
    re.I,
)
_NAMED = re.compile(
    rf"\b(?:Pro|Max(?: \d+x)?|Ultra)(?: plan| tier)?(?!.*\b(?:from|starting|starts|low|up to)\b)(?: [a-z]+){{0,4}}:? \(?{AMOUNT}"
)
_OTHER = re.compile(
    rf"^(?:The )?[A-Z][a-z]+(?: plan| tier)?(?: is| costs?|:)[^.$]* \(?{AMOUNT} ?(?:per month|/ ?month|a month|monthly)"
)
_SEATS = re.compile(r"(?P<seat>standard|premium) seats?(?= ?(?:$|[:(]))", re.I)
_SEAT_PRICE = re.compile(
    rf"(?P<price>{AMOUNT}) ?(?:per|/) ?(?:member|seat|user|person),? ?(?:per|/|a) ?month,? ?(?:when |if )?"
    r"\(?billed (?P<term>monthly|annually|yearly)\)?",
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
        # Where Max is two products, Max alone is none.
        split = any(re.search(r"\bMax \d+x", comparable(line), re.I) for line in lines)
        return each(lines, lambda line: self._line(line, split), lambda line: (line[:40], line))

    def _line(self, line: str, split: bool) -> Iterator[Offer]:
        left = _SENTENCE.sub(" ", comparable(line)).strip()
        if _NAMED.search(left) or _OTHER.search(left):
            raise PageChanged(f"a plan's amount that no known words explain: {comparable(line)[:200]!r}")
        for found in _SENTENCE.finditer(comparable(line)):
            name = found["name"].capitalize()
            if name == "Max" and split:
                continue
            yield self.stated(Statement(name, False, "P1M", money(found["month"], "USD"), line))
            if found["year"]:
                yield self.stated(Statement(name, False, "P1Y", money(found["year"], "USD"), line))


class ClaudeTeamSupport(ClaudePricing):
    """The help article on the Team plan: what its two kinds of seat cost, by month and by year.

    A seat's name stands on a line of its own or before its prices. Unread are a seat's price that no kind of
    seat stands over, and an amount under a kind of seat in other words.
    """

    name = "claude-team-support"
    url = "https://support.claude.com/en/articles/9266767-what-is-the-team-plan"
    addresses = r"support\.(?:claude|anthropic)\.com/(?:en/)?articles/9266767-[^/]+"
    minimum = 4

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        yield from each(
            _seats(Document(page)), self._offers, lambda part: (f"Team {part[0] or 'seats'}", part[1])
        )

    def _offers(self, part: tuple[str | None, str]) -> Iterator[Offer]:
        seat, line = part
        said = comparable(line)
        if len(_SEATS.findall(said)) > 1:
            raise PageChanged(f"two kinds of seat on one line: {said[:200]!r}")
        if seat and re.search(AMOUNT, _SEAT_PRICE.sub(" ", said)):
            raise PageChanged(f"an amount of a seat that no known words explain: {said[:200]!r}")
        for found in _SEAT_PRICE.finditer(said):
            if seat is None:
                raise PageChanged(f"a price that no kind of seat stands over: {said[:200]!r}")
            monthly, by_month = money(found["price"], "USD"), found["term"].lower() == "monthly"
            yield self.stated(
                Statement(
                    f"Team {seat} seat",
                    True,
                    "P1M" if by_month else "P1Y",
                    monthly * (1 if by_month else 12),
                    line,
                )
            )


def _seats(document: Document) -> Iterator[tuple[str | None, str]]:
    """Each line of an article with the kind of seat it stands under, None where it stands under none."""
    seat = None
    for block in document.blocks:
        seat = None if isinstance(block, Heading) else seat
        for line in (block.text,) if isinstance(block, Heading) else _lines(block):
            named = _SEATS.search(comparable(line))
            seat = named["seat"].capitalize() if named else seat
            yield seat, line


def _lines(block: Text | Table) -> Iterable[str]:
    if isinstance(block, Text):
        return block.lines
    return [" ".join(cell.text for cell in row) for row in block.rows]
