"""The words of Claude's price cards: where a card begins and ends, and what its sentences state."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree
from parsel import Selector

from scrapers.reading.document import cell
from scrapers.reading.price_cards import Card as Element
from scrapers.reading.price_cards import cards as card_elements
from scrapers.reading.price_cards import with_beside
from scrapers.reading.visible_text import lines_of
from scrapers.refusals import PageChanged, PageInDoubt, Truncated
from scrapers.unread import Unread, each
from scrapers.vocabulary.money import money
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.words import comparable

_TIER = r"free|pro|max(?: \d+x)?|ultra|team|enterprise"
_NEW_TIER = r"(?!.*\b(?:faqs?|questions?|compar\w+|features?|api|apps?|resources?|products?|solutions?|pricing|plans|tools?|models?|usage|limits?|credits?|company|legal|support|help|learn|why|what|how)\b)[\w.+-]+(?: [\w.+-]+){0,2}"
_TITLES = ("Free", "Pro", "Max", "Max 5x", "Max 20x", "Ultra", "Team", "Enterprise")
_SEAT_TYPE = r"[\w-]+ seat"
_SEATS = rf"team|enterprise|(?:team|enterprise) {_SEAT_TYPE}"

AMOUNT = r"(?<!(?-i:[A-Z€£¥]))(?:US ?)?\$ ?\d[\d,]*(?:\.\d+)?"
_EACH = r"(?:per |/ ?)(?:person|seat|member|user)"
_MONTHLY = r"(?:per month|/ ?month|a month)"
_YEARLY = r",? ?(?:with (?:an )?annual subscription(?: discount)?|(?:if )?billed (?:annually|yearly))"
_UP_FRONT = rf"\( ?(?P<total>{AMOUNT}) billed (?:up ?front|annually|yearly) ?\)"
_STATEMENT = re.compile(
    rf"(?P<no_price>\b(?:from|starting at|starts at|as low as|up to|save) {AMOUNT}(?: ?(?:{_EACH})? ?(?:{_MONTHLY}|billed monthly))?"
    rf"|{AMOUNT} ?/ ?seat\b(?! ?/)|{AMOUNT} ?(?:/|per) ?(?:MTok|million|1K|hour))"
    rf"|(?P<free>\$ ?0(?![\d.,]))"
    rf"|(?P<shown>{AMOUNT})? ?(?:{_EACH})? ?{_MONTHLY}{_YEARLY}(?: ?{_UP_FRONT})?"
    rf"|(?P<year>{AMOUNT}) ?(?:{_EACH})? ?(?:per year|/ ?year|a year)"
    rf"|(?P<month>{AMOUNT}) ?(?:{_EACH} billed monthly|(?:{_EACH})? ?{_MONTHLY}|(?:if )?billed monthly)",
    re.I,
)
_CLOSED = re.compile(r" ?(?:[.,;:*|(\[·•]|or\b|and\b|/)")
_FOREIGN = re.compile(r"[€£¥₹] ?\d|\d ?€|\b(?!US\b)[A-Z]{1,2}\$")


@dataclass(frozen=True)
class Statement:
    """One price a card states, with the page's words that hold it."""

    title: str
    seat: bool
    period: str
    price: Decimal
    evidence: str


@dataclass(frozen=True)
class Card:
    """A card: the name of its plan, the lines below it, and whether it is the `last` of its page."""

    title: str
    lines: tuple[str, ...]
    last: bool

    @property
    def known(self) -> bool:
        return _is(f"{_TIER}|{_SEATS}", self.title)

    def quoted(self) -> tuple[str, str]:
        """Its name and words, as they are quoted where it cannot be read."""
        return self.title, " ".join(self.lines)

    def stated(self) -> Iterator[Statement]:
        """Its prices, in page order.

        Raises PageChanged for an amount that the known sentences do not explain and for two prices of one term,
        PageInDoubt for another currency, Truncated where the page ends within a price.
        """
        said = [comparable(line) for line in self.lines]
        text, starts = " ".join(said), _starts(said)
        if self.known and _FOREIGN.search(text):
            raise PageInDoubt(f"a price of {self.title} in another currency: {text[:200]!r}")
        if _FOREIGN.search(text) or re.search(AMOUNT, _STATEMENT.sub(" ", text), re.I):
            raise PageChanged(f"an amount of {self.title} that no known words explain: {text[:200]!r}")
        terms: dict[str, Decimal] = {}
        for found in _STATEMENT.finditer(text):
            if not found["no_price"] and found.start() not in starts:
                raise PageChanged(f"a price of {self.title} within a sentence: {text[: found.end()][-80:]!r}")
            if not found["no_price"] and not found["free"]:
                _whole(self.title, text, found.end(), starts, self.last)
            seat = _is(_SEATS, self.title) if self.known else re.search(_EACH, found[0], re.I) is not None
            for period, price in _prices(self.title, found, seat):
                if terms.setdefault(period, price) != price:
                    raise PageChanged(f"two prices of {self.title}: {terms[period]} and {price}")
                yield Statement(self.title, seat, period, price, _evidence(self.lines, said, found))


def cards(selector: Selector) -> Iterator[Card | Unread]:
    """The cards of a page: those of new tiers, found beside the others, and then those in the order of the page's lines.

    Unread is a card without a name.
    """
    yield from each(_beside(selector), _taken, Element.quoted)
    found = list(_sections(selector))
    for number, (title, lines) in enumerate(found, start=1):
        yield Card(title, tuple(lines), number == len(found))


def _beside(selector: Selector) -> list[Element]:
    """The elements beside the cards of known tiers that state a price and are no questions, tools or the like."""
    known = card_elements(selector, _TITLES)
    return [card for card in with_beside(known, _sells)[len(known) :] if _may_be_tier(card)]


def _may_be_tier(card: Element) -> bool:
    title = card.quoted()[0]
    return _is(_NEW_TIER, title) or not _is(r"[\w.+-]+(?: [\w.+-]+)*\??", title)


def _taken(card: Element) -> Iterator[Card]:
    title, lines = card.taken()
    yield Card(clean(title), lines, last=False)


def _sells(element: etree._Element) -> bool:
    said = comparable(" ".join(lines_of(element)))
    return any(not found["no_price"] for found in _STATEMENT.finditer(said) if re.search(AMOUNT, found[0]))


def _sections(selector: Selector) -> Iterator[tuple[str, list[str]]]:
    """The cards by their titles, in page order. A heading of a tier's level that names no known tier is
    a new tier; any other heading of that level or above ends a card. Tables and token prices are left out.
    """
    for node in selector.xpath("//table | //*[@data-value]"):
        node.drop()
    levels = {
        comparable(" ".join(cell(heading.root).lines)): int(heading.root.tag[1])
        for heading in selector.css("h1, h2, h3, h4, h5, h6")
    }
    lines = cell(selector.root).lines
    tiers = {levels[comparable(line)] for line in lines if _is(_TIER, line) and comparable(line) in levels}
    title, inside, group = "", list[str](), "Team"
    for line in lines:
        level = levels.get(comparable(line), 9)
        if not _is(f"{_TIER}|{_SEAT_TYPE}", line) and level > max(tiers, default=0):
            inside.append(line)
            continue
        if title:
            yield title, inside
        group = clean(line) if _is("team|enterprise", line) else group
        title, inside = _titled(line, group, level in tiers), []
    if title:
        yield title, inside


def _titled(line: str, group: str, like_a_tier: bool) -> str:
    """The name of the plan a card's title gives, empty where the heading names none."""
    if _is(_SEAT_TYPE, line):
        return f"{group} {clean(line)}"
    named = _is(_TIER, line) or (like_a_tier and _is(_NEW_TIER, line))
    return clean(line) if named else ""


def _starts(said: list[str]) -> set[int]:
    """Where in the joined lines a statement may begin: with a line, or after the end of a sentence."""
    text = " ".join(said)
    return (
        {0}
        | {found.end() for found in re.finditer(r"[.);*|] ?|\b(?:or|and) ", text)}
        | {sum(len(line) + 1 for line in said[:number]) for number in range(len(said))}
    )


def _whole(title: str, text: str, end: int, starts: set[int], last: bool) -> None:
    """Refuse a statement whose sentence goes on, or breaks off with the page: $17 per month | with annual …"""
    if last and (end == len(text) or not re.search(r"[.)]", text[end:])):
        raise Truncated(f"the page ends with a price of {title}: {text[-80:]!r}")
    if end < len(text) and end + 1 not in starts and not _CLOSED.match(text, end):
        raise PageChanged(f"a price of {title} goes on in other words: {text[max(0, end - 60) : end + 20]!r}")


def _is(pattern: str, line: str) -> bool:
    return re.fullmatch(pattern, clean(line), re.I) is not None


def _prices(title: str, found: re.Match[str], by_seat: bool) -> Iterator[tuple[str, Decimal]]:
    """The periods and prices of one statement; raises PageChanged for a zero or a rounded month of a year."""
    said = {
        name: money(text, "USD") for name, text in found.groupdict().items() if text and name != "no_price"
    }
    if "free" in said:
        if comparable(title).lower() != "free":
            raise PageChanged(f"{title} for nothing: {found[0]!r}")
        yield "P1M", said["free"]
    if "shown" in said and "total" not in said and not by_seat:
        raise PageChanged(f"{title}: the rounded month of a year without its total: {found[0]!r}")
    if {"shown", "total"} <= set(said) and abs(said["shown"] * 12 - said["total"]) >= 12:
        raise PageChanged(f"{title}: the month and the total of a year disagree: {found[0]!r}")
    if "total" in said or "shown" in said:
        yield "P1Y", said.get("total") or said["shown"] * 12
    if "year" in said:
        yield "P1Y", said["year"]
    if "month" in said:
        yield "P1M", said["month"]


def _evidence(lines: Sequence[str], said: list[str], found: re.Match[str]) -> str:
    """The lines of the page that hold a statement found in their joined, normalised text."""
    start, holding = 0, []
    for line, text in zip(lines, said, strict=True):
        end = start + len(text)
        if start < found.end() and found.start() < end:
            holding.append(line)
        start = end + 1
    return " ".join(holding)
