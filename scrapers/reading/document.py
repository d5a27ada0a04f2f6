"""One view of a page, however it reached us: selectors, tables that are read by the words of their row and column, blocks in order."""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree
from parsel import Selector

from scrapers.page import Page
from scrapers.reading.html.as_html import as_html
from scrapers.reading.html.line import Cell
from scrapers.reading.html.sections import without_strangers
from scrapers.reading.html.tree import brief, drop
from scrapers.reading.html.visible_text import BLOCKS, VisibleText, cell, seen
from scrapers.reading.tables import NAME_LABELS, Record, Table, grid
from scrapers.seller import Seller
from scrapers.vocabulary.retired import current_version, retired
from scrapers.vocabulary.words import comparable, squash

__all__ = [
    "NAME_LABELS",
    "Cell",
    "Document",
    "Heading",
    "Record",
    "Table",
    "Text",
    "cell",
]

_TITLE = 60  # characters of the longest title of a table
_SENTENCE = re.compile(r"[。；;!?！？]|[a-z]\.(?:\s|$)")
_PARTS = BLOCKS - {"br"}  # a block that holds one of these is no paragraph
_LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, list item or bare text."""

    text: str
    lines: tuple[str, ...] = ()
    headings: tuple[str, ...] = field(default=(), compare=False)


class Document:
    """A page as HTML, whatever it was."""

    def __init__(self, page: Page) -> None:
        self.html = as_html(page.text)
        self.seller = page.seller

    @cached_property
    def seen(self) -> VisibleText:
        """What a reader sees, without sections that sell under another vendor's or product's name."""
        text = seen(self.html)
        return without_strangers(text, self.seller) if self.seller else text

    @property
    def selector(self) -> Selector:
        """The elements that a reader sees; nobody may change them."""
        return Selector(root=self.seen.root, type="html")

    def without_tables(self) -> VisibleText:
        """What a reader sees beside the tables."""
        if next(self.seen.root.iter("table"), None) is None:
            return self.seen
        root = deepcopy(self.seen.root)
        for table in list(root.iter("table")):
            drop(table)
        return VisibleText(root)

    @cached_property
    def text(self) -> str:
        """All visible words, struck ones too, a blank between blocks."""
        return " ".join(self.lines)

    @cached_property
    def lines(self) -> list[str]:
        """The visible text, one entry a block."""
        return self.seen.all_lines

    @cached_property
    def blocks(self) -> "list[Heading | Text | Table]":
        """Headings, paragraphs and tables in reading order; a table knows the headings above it."""
        return list(_blocks(self.seen, self.seller))

    def retired(self, name: str, headings: Iterable[str]) -> bool:
        """Whether a plan's name, or a heading it stands under, says that it is no longer sold."""
        return retired(name, headings, self._current_version)

    @cached_property
    def _current_version(self) -> int | None:
        return current_version(self.text)

    @cached_property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]


def _blocks(seen: VisibleText, seller: Seller | None) -> "Iterator[Heading | Text | Table]":
    path: list[Heading] = []
    above: tuple[str, ...] = ()
    divided = _divided(seen.root)
    walker = etree.iterwalk(
        seen.root, events=("start",), tag=(*_LEVELS, "p", "li", "table", "div", "td", "th")
    )
    for _, element in walker:
        if element.tag == "table":
            walker.skip_subtree()
            titles = (title,) if (title := _title(element, seen)) else ()
            yield Table(grid(element, seen), above, seller, titles)
        elif element.tag in _LEVELS:
            heading = Heading(int(element.tag[1:]), " ".join(seen.lines(element)))
            path = [over for over in path if over.level < heading.level] + [heading]
            above = tuple(over.text for over in path)
            yield heading
        elif element not in divided and (lines := tuple(seen.lines(element))):
            yield Text(" ".join(lines), lines, above)


def _divided(root: etree._Element) -> set[etree._Element]:
    """The elements that hold blocks."""
    found: set[etree._Element] = set()
    for block in root.iter(*_PARTS):
        around = block.getparent()
        while around is not None and around not in found:
            found.add(around)
            around = around.getparent()
    return found


def _title(table: etree._Element, seen: VisibleText) -> str:
    """The table's own title: its caption, or the short words right above it; empty where it has none."""
    above: etree._Element | None = next(table.iterchildren("caption"), table.getprevious())
    parent = table.getparent()
    while above is None and parent is not None and parent.tag == "div":
        above, parent = parent.getprevious(), parent.getparent()
    if above is None or above.tag not in ("caption", "p", "div", "span", "strong", "b"):
        return ""
    said = squash(" ".join(seen.lines(above))) if brief(above, _TITLE) else ""
    return "" if _SENTENCE.search(comparable(said)) else said
