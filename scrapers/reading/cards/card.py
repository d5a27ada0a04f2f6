"""One price card: the name of its plan, its lines, and the text they make."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lxml import etree

from scrapers.reading.cards.footnotes import with_footnotes
from scrapers.reading.html.line import Line
from scrapers.unread import Unread
from scrapers.vocabulary.prices.money import NUMBER, Amount
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.words import comparable, squash

_AMOUNTLESS = re.compile(r"[¥￥$₹] ?[^\d\s]\D*")
_PRICED = re.compile(r"[¥$%]|\d ?(?:元|美元|USD|CNY|RMB)|\boff\b|[.!?。]$", re.I)
_CONTINUES = re.compile(r"[/(,.:]|[a-z]|(?:Per|Billed|If|When|USD|CNY|RMB|Month|Year)\b|元|人民币|每|起")
_TERM = re.compile(r"(?:per|/|每) ?(?:user|seat|member|month|quarter|year|mo\b|yr\b|人|月|季|年)", re.I)


@dataclass(frozen=True)
class Card:
    """A card: its title, the lines beside it, and its element where it has one of its own.

    `known` says that its title was declared, `headed` that it is a heading, `last` that its lines are the page's last.
    `facts` are what stands below a line that is title and price in one. `mark` is the currency of bare numbers that are
    prices: a line that is a number alone, above one that goes on with "per month".
    """

    title: str
    lines: tuple[Line, ...]
    element: etree._Element | None = None
    known: bool = True
    last: bool = False
    headed: bool = False
    facts: tuple[Line, ...] = ()
    mark: str = ""

    def quoted(self) -> tuple[str, str]:
        """Its name, or its first words, and all its words, as they are quoted where it cannot be read."""
        said = [line.said for line in self.lines]
        return self.title or next(iter(said), ""), " ".join(said)

    def amountless(self) -> Iterator[Unread]:
        """Its lines of a currency's mark and words ($TBD per month); a mark alone is of the number in the next line."""
        for line in self.lines if self.title else ():
            if _AMOUNTLESS.fullmatch(line.said):
                yield Unread(self.title, f"no amount: {line.said!r}", line.said)

    @cached_property
    def text(self) -> str:
        """Its words as they are compared, without what is struck through.

        A line that states an amount is set apart ("|") from the next one, unless that goes on with it ("$20", "per month").
        """
        return "".join(part for _, part in self._parts)

    @cached_property
    def struck(self) -> str:
        return " ".join(line.struck for line in self.lines if line.struck)

    def line_of(self, amount: Amount) -> int:
        """The number of the line that an amount stands in."""
        return sum(start <= amount.start for start in self.starts) - 1

    @cached_property
    def starts(self) -> list[int]:
        """Where in its text the lines begin."""
        ends = [0]
        for _, part in self._parts:
            ends.append(ends[-1] + len(part))
        return [
            end + len(part) - len(part.lstrip(" |"))
            for end, (_, part) in zip(ends, self._parts, strict=False)
        ]

    def evidence(self, terms: Terms, found: Sequence[Amount]) -> str:
        """The fewest words of the page's lines that hold a price, which may stand in several places.

        Where the price is another amount than the main one (first charge, then the list price), or one period is sold
        without renewal too (单月), they hold all amounts.
        """
        main = terms.main
        if main is None:
            return terms.text
        if any(one.kind == "once" for one in found) and {one.period for one in found} <= {None, terms.period}:
            return self._from(self.line_of(found[0]), self.line_of(found[-1]))
        if main.value != terms.price and not main.spread and len({one.period for one in found}) < 2:
            return self._from(self.line_of(found[0]), self.line_of(found[-1]))
        spans = [(one.start, one.end) for one in found if one.text == main.text]
        return min((self._holding(*span) for span in spans or [(main.start, main.end)]), key=len)

    def _from(self, first: int, last: int) -> str:
        """The words from one line to another, or to a later one with what is struck through."""
        lines = [line for line, _ in self._parts]
        last = max(last, *(number for number, line in enumerate(lines) if line.struck), 0)
        return squash(" ".join(line.said for line in lines[first : last + 1]))

    def _holding(self, start: int, end: int) -> str:
        ends = [*(at - 1 for at in self.starts[1:]), len(self.text)]
        places = zip(self._parts, self.starts, ends, strict=True)
        return squash(
            " ".join(line.text for (line, _), first, last in places if first < end and start < last)
        )

    @cached_property
    def _parts(self) -> list[tuple[Line, str]]:
        return list(_joined([line for line in self.lines if comparable(line.text)], self.mark))


def _joined(lines: Sequence[Line], mark: str) -> Iterator[tuple[Line, str]]:
    """The lines with what each adds to the text, from what sets it apart from the line before."""
    run = ""  # what was said since a line was set apart
    words = _marked([comparable(line.text) for line in lines], mark)
    for line, said in zip(lines, with_footnotes(words), strict=True):
        apart = _PRICED.search(run) and not _CONTINUES.match(said) and run[-1:] not in ("¥", "$", "/")
        yield line, f"{' | ' if apart else ' ' if run else ''}{said}"
        run = said if apart else f"{run} {said}"


def bare_price(said: str, below: str = "") -> bool:
    """Whether a line begins with a price that has no mark: a number, and it or the next line goes on with "per month"."""
    number = re.match(NUMBER, said)
    return number is not None and _TERM.match(said[number.end() :].strip() or below) is not None


def _marked(words: list[str], mark: str) -> list[str]:
    """The words of lines, with the mark before the prices that have none."""
    lines = pairwise([*words, ""])
    return [f"{mark} {said}" if mark and bare_price(said, below) else said for said, below in lines]
