"""One view of a page, however it reached us: HTML, Markdown (also with JSX in it) or plain text.

Markdown is rendered to HTML with markdown-it; plain text becomes one paragraph a line. From there on a
source sees selectors, tables that are read by the words of their row and column, and blocks in order.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import etree
from markdown_it import MarkdownIt
from parsel import Selector

from scrapers.page import Page
from scrapers.reading.sections import drop_strangers
from scrapers.reading.tables import NAME_LABELS, Record, Table, grid
from scrapers.reading.truncation import (
    refuse_cut_amount,
    refuse_cut_markup,
    refuse_cut_table,
    refuse_unclosed,
)
from scrapers.reading.visible_text import BLOCKS, Cell, brief, cell, lines_of, seen
from scrapers.refusals import NotAPricePage
from scrapers.seller import Seller
from scrapers.vocabulary.retired import retired
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
    "markdown",
]

_HTML = re.compile(
    r"^\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype|html|head|body|title|meta|link|script|style|noscript|nav|header|footer|aside|div|section|main|article|form|p|table|tr|ul|ol|li|dl|h[1-6]|span|b|strong|button)\b",
    re.I | re.S,
)
_WHOLE = re.compile(r"^\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype|html|head|body)\b", re.I | re.S)
_BLOCKS = re.compile(r"^#{1,6} \S|^ *+\|?(?: *+:?-{2,}:? *\|)+", re.M)  # Markdown that begins with a tag
_MARKDOWN = re.compile(r"^(?:#{1,6} |[ \t]*\|.*\||> |[-*] |[ \t]*```|---$)|\*\*|\]\(", re.M)
_TITLE = 60  # characters of the longest title of a table
_SENTENCE = re.compile(r"[。；;!?！？]|[a-z]\.(?:\s|$)")
_WIDEST = 500  # columns of a Markdown table


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph, list item or bare text; `bold` where all of it is."""

    text: str
    bold: bool = False
    lines: tuple[str, ...] = ()
    headings: tuple[str, ...] = field(default=(), compare=False)


@lru_cache(1)
def markdown(text: str) -> str:
    """HTML of Markdown as doc sites serve it: tables, ~~struck~~ text, HTML and JSX tags left in place.

    Raises NotAPricePage for a table that is too wide to be one.
    """
    if max((line.count("|") for line in text.splitlines()), default=0) > _WIDEST:
        raise NotAPricePage(f"a table of more than {_WIDEST} columns", "too-big")
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
    return str(parser.render(_without_styles(text.replace("\\&nbsp;", "&nbsp;"))))


def _without_styles(text: str) -> str:
    """The text without JSX's attribute values in double braces."""
    parts, end = [], 0
    while (start := text.find("={{", end)) >= 0 and (stop := text.find("}}", start)) >= 0:
        parts.append(text[end:start])
        end = stop + 2
    return "".join([*parts, text[end:]])


class Document:
    """A page as HTML, whatever it was."""

    def __init__(self, page: Page) -> None:
        text = re.sub(r"\A\ufeff", "", page.text)
        if _HTML.match(text) and (_WHOLE.match(text) or not _BLOCKS.search(text)):
            refuse_cut_markup(text)
            self.html = text
        elif _MARKDOWN.search(text) or _BLOCKS.search(text):
            refuse_cut_table(text)
            refuse_cut_amount(text)
            self.html = markdown(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S))
        else:
            refuse_cut_amount(text)
            lines = (line.strip() for line in text.splitlines())
            self.html = "".join(f"<p>{_escape(line)}</p>\n" for line in lines if line)
        refuse_unclosed(self.html)
        self.seller = page.seller

    @cached_property
    def selector(self) -> Selector:
        """What a reader sees, without sections that sell under another vendor's or product's name."""
        selector = seen(self.html)
        if self.seller:
            drop_strangers(selector.root, self.seller)
        return selector

    @cached_property
    def text(self) -> str:
        """All visible words, struck ones too, a blank between blocks."""
        return squash(" ".join(self.lines))

    @cached_property
    def lines(self) -> list[str]:
        """The visible text, one entry a block."""
        return lines_of(self.selector.root)

    @cached_property
    def blocks(self) -> "list[Heading | Text | Table]":
        """Headings, paragraphs and tables in reading order; a table knows the headings above it."""
        return list(_blocks(self.selector.root, self.seller))

    def retired(self, name: str, headings: Iterable[str]) -> bool:
        """Whether a plan's name, or a heading it stands under, says that it is no longer sold."""
        return retired(name, headings, self.text)

    @cached_property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(root: etree._Element, seller: Seller | None) -> "Iterator[Heading | Text | Table]":
    path: list[Heading] = []
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "table", "div", "td", "th"):
        inside = next(element.iterancestors("table"), None) is not None
        if inside:
            continue
        if element.tag == "table":
            titles = (title,) if (title := _title(element)) else ()
            yield Table(grid(element), tuple(heading.text for heading in path), seller, titles)
        elif element.tag[0] == "h" and element.tag[1:].isdigit():
            heading = Heading(int(element.tag[1:]), squash(" ".join(lines_of(element))))
            path = [above for above in path if above.level < heading.level] + [heading]
            yield heading
        elif not any(
            child.tag in BLOCKS - {"br"} for child in element.iterdescendants() if isinstance(child.tag, str)
        ):
            lines = tuple(lines_of(element))
            if lines:
                yield Text(" ".join(lines), _bold(element), lines, tuple(above.text for above in path))


def _title(table: etree._Element) -> str:
    """The table's own title: its caption, or the short words right above it; empty where it has none."""
    above: etree._Element | None = next(table.iterchildren("caption"), table.getprevious())
    parent = table.getparent()
    while above is None and parent is not None and parent.tag == "div":
        above, parent = parent.getprevious(), parent.getparent()
    if above is None or above.tag not in ("caption", "p", "div", "span", "strong", "b"):
        return ""
    said = squash(" ".join(lines_of(above))) if brief(above, _TITLE) else ""
    return "" if _SENTENCE.search(comparable(said)) else said


def _bold(element: etree._Element) -> bool:
    marked = [
        part for part in element.iter("b", "strong") if next(part.iterancestors("b", "strong"), None) is None
    ]
    strong = squash("".join(str(text) for part in marked for text in part.itertext()))
    return bool(strong) and strong == squash("".join(map(str, element.itertext())))
