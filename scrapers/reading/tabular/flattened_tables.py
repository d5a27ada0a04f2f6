"""Tables that were flattened to text, one cell a line: tier names, then each row's label and its values.

The n-th value of a row belongs to the n-th tier if the counts agree; otherwise nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scrapers.reading.document import Cell, Document, Heading, Record, Text
from scrapers.reading.tables import own
from scrapers.refusals import PageChanged
from scrapers.seller import Seller
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.use import counts, window
from scrapers.vocabulary.words import as_label, caseless, comparable

_SENTENCE = re.compile(r"。|[a-z)]\.$")
_NAME = 24  # characters of the longest name of a tier
_GOES_ON = re.compile(r"限时|现价|现在|优惠价|特惠|limited|now\b", re.I)


@dataclass(frozen=True)
class Flat:
    """A flattened table: the lines under each row label, and the words it stands under (outermost first)."""

    names: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]
    headings: tuple[str, ...] = ()
    seller: Seller | None = None

    def quoted(self) -> tuple[str, str]:
        """The words it stands under, else its tiers, and all its words."""
        words = " ".join([*self.names, *(f"{label} {' '.join(said)}" for label, said in self.rows.items())])
        return (self.headings[-1] if self.headings else " ".join(self.names)), words

    def records(self) -> list[Record]:
        """The tiers with their cells; raises PageChanged where a row states amounts, but not one per tier."""
        cells: dict[str, list[Cell]] = {}
        for label, lines in self.rows.items():
            groups = [lines] if len(self.names) == 1 else _groups(lines)
            if len(groups) == len(self.names):
                cells[label] = [Cell(" ".join(group), "", tuple(group)) for group in groups]
            elif any(amounts(line) or list(counts(line)) for line in lines):
                raise PageChanged(f"{len(groups)} values of {label!r} for the tiers {', '.join(self.names)}")
        records = [
            Record(name, {label: row[n] for label, row in cells.items()}) for n, name in enumerate(self.names)
        ]
        return own(records, self.headings, self.seller)


class _Line(NamedTuple):
    text: str
    path: tuple[str, ...]
    ends: bool = False  # a heading or a real table: no flattened table runs across it


def flat_tables(document: Document, names: str, labels: str, sections: str = "(?!)") -> list[Flat]:
    """The flattened tables of a page.

    `names` matches a line that is a tier's name, `labels` a line that is a row's label, `sections` a line
    that is a heading which lost its mark. A table is a run of names directly above a label, and ends at a
    heading, a sentence or the next run of names.
    """
    lines = list(_lines(document))
    kinds = _Kinds(lines, names, labels, sections)
    found = []
    short, last, end = (
        0,
        -1,
        0,
    )  # where lines that may be names begin, the last name, the end of the last table
    for at, line in enumerate(lines):
        if at and not _may_be_name(lines[at - 1]):
            short = at
        elif at and kinds.named(at - 1):
            last = at - 1
        if last >= short and at >= end and kinds.label(at):
            rows, end = _rows(kinds, at)
            first = _first(kinds, at, short, rows)
            tiers = tuple(line.text for line in lines[first:at] if clean(line.text))
            above = (lines[first - 1].text,) if first and not lines[first - 1].ends else ()
            found.append(Flat(tiers, rows, line.path + above, document.seller))
    return found


class _Kinds:
    """The lines of a page, and of each whether it is a tier's name, a row's label, a heading which lost its mark."""

    def __init__(self, lines: Sequence[_Line], names: str, labels: str, sections: str) -> None:
        self.lines = lines
        self._names, self._labels, self._sections = map(caseless, (names, labels, sections))

    def named(self, at: int) -> bool:
        line = self.lines[at]
        return not line.ends and (not (said := clean(line.text)) or bool(self._names.fullmatch(said)))

    def label(self, at: int) -> bool:
        line = self.lines[at]
        return not line.ends and self._labels.fullmatch(as_label(line.text)) is not None

    def section(self, at: int) -> bool:
        line = self.lines[at]
        return not line.ends and self._sections.fullmatch(as_label(line.text)) is not None

    @cached_property
    def after(self) -> list[int]:
        """For each line, the first one from there on that is no tier's name."""
        after = [len(self.lines)]
        for at in range(len(self.lines) - 1, -1, -1):
            after.append(after[-1] if self.named(at) else at)
        return after[:0:-1]

    def over(self, at: int) -> bool:
        """Whether a flattened table is over before this line."""
        line = self.lines[at]
        if line.ends or _SENTENCE.search(line.text) or self.section(at):
            return True
        after = self.after[at]
        return at < after < len(self.lines) and self.label(after)


def _lines(document: Document) -> Iterator[_Line]:
    path: list[Heading] = []
    words: tuple[str, ...] = ()
    for block in document.blocks:
        if isinstance(block, Heading):
            path = [above for above in path if above.level < block.level] + [block]
            words = tuple(heading.text for heading in path)
        if isinstance(block, Text):
            yield from (_Line(text, words) for text in block.lines)
        else:
            yield _Line("", words, ends=True)


def _may_be_name(line: _Line) -> bool:
    return (
        not line.ends
        and len(line.text) <= _NAME
        and not _SENTENCE.search(line.text)
        and not amounts(line.text)
    )


def _first(kinds: _Kinds, at: int, short: int, rows: Mapping[str, Sequence[str]]) -> int:
    """Where the names begin. A tier never seen before is among them where a price stands for each name.

    The first must be known: above the names there may be a heading that lost its mark, below it there is none.
    """
    known = at
    while known and kinds.named(known - 1):
        known -= 1
    priced = [values for values in rows.values() if any(amounts(value) for value in values)]
    first = at - len(_groups(priced[0])) if priced else known
    return first if short <= first < known and kinds.named(first) else known


def _rows(kinds: _Kinds, at: int) -> tuple[dict[str, tuple[str, ...]], int]:
    rows: dict[str, list[str]] = {}
    said = ""
    while at < len(kinds.lines) and not kinds.over(at):
        text = kinds.lines[at].text
        if kinds.label(at):
            said = as_label(text)
            if said in rows:
                raise PageChanged(f"two rows of one flattened table have the label {said!r}")
            rows[said] = []
        else:
            rows[said].append(text)
        at += 1
    return {said: tuple(values) for said, values in rows.items()}, at


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """The lines of one row as cells: an original price and its limited-time price are one cell, so are several windows."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and _continues(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(group: list[str], line: str) -> bool:
    before, now = amounts(" | ".join(group)), amounts(line)
    if now:
        return bool(_GOES_ON.match(comparable(line))) and [amount.kind for amount in before] == ["list"]
    if before:
        return bool(list(counts(line)))
    windows = [window(said) for said in group]
    return None not in windows and window(line) is not None and window(line) not in windows
