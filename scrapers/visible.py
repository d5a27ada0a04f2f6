"""What a reader sees of HTML: its words in order, with what is struck through apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from parsel import Selector

from scrapers.note_marks import as_raised
from scrapers.words import squash

_BRIEF = etree.XPath("string-length(normalize-space(.)) <= $most")
_STRUCK = etree.XPath(
    "self::s or self::del or self::strike or contains(translate(@style, ' ', ''), 'line-through')"
    " or contains(@class, 'line-through') or contains(@class, 'price-original') or contains(@class, 'original-price')"
)
_RAISED = etree.XPath(
    "self::sup or self::sub or contains(translate(@style, ' ', ''), 'vertical-align:su')"
    " or contains(@class, 'superscript') or contains(concat(' ', @class, ' '), ' sup ')"
)
BLOCKS = {
    "p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr",
    "ul", "ol", "li", "dt", "dd", "table", "tr", "td", "th",
}  # fmt: skip
SILENT = {"script", "style", "noscript", "template", "svg"}

_STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ \t\n', 'abcdefghijklmnopqrstuvwxyz')"
_UNSEEN = (
    "//comment() | //template | //noscript | //*[not(self::html or self::body) and "
    f"(@hidden or contains({_STYLE}, 'display:none') or contains({_STYLE}, 'visibility:hidden'))]"
)


@dataclass(frozen=True)
class Cell:
    """A table cell: `text` without what is struck through, `struck` that part, `lines` its paragraphs."""

    text: str
    struck: str = ""
    lines: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        return " ".join(part for part in (self.text, self.struck) if part)


def seen(html: str) -> Selector:
    """HTML without what no reader sees: comments, templates, elements that are hidden by themselves."""
    selector = Selector(text=html, type="html")
    for node in selector.root.xpath(_UNSEEN):
        if node.getparent() is not None:
            node.drop_tree()
    return selector


def _walk(element: etree._Element, struck: bool = False, raised: bool = False) -> Iterator[tuple[str, bool]]:
    """Text pieces in order with whether they are struck through; "\\n" where a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    struck = struck or bool(_STRUCK(element))
    raised = raised or bool(_RAISED(element))
    block = element.tag in BLOCKS
    if block:
        yield "\n", struck
    if element.text:
        yield _text(element.text, raised), struck
    for child in element:
        yield from _walk(child, struck, raised)
        if child.tail:
            yield _text(child.tail, raised), struck
    if block:
        yield "\n", struck


def _text(text: str, raised: bool) -> str:
    return as_raised(text.replace("\n", " ")) if raised else text.replace("\n", " ")


def brief(element: etree._Element, most: int) -> bool:
    """Whether an element holds at most so many characters, struck and silent ones too; cheap to ask of a whole page."""
    return bool(_BRIEF(element, most=most))


def lines_of(element: etree._Element) -> list[str]:
    """The visible text of an element, one entry a block."""
    return _lines(list(_walk(element)))


def _lines(pieces: list[tuple[str, bool]]) -> list[str]:
    joined = "".join(piece for piece, _ in pieces)
    return [line for line in (squash(line) for line in joined.split("\n")) if line]


def cell(element: etree._Element) -> Cell:
    """The text of an element with its struck-through part apart."""
    pieces = list(_walk(element))
    text = squash("".join(piece for piece, struck in pieces if not struck).replace("\n", " "))
    struck = squash("".join(piece for piece, struck in pieces if struck).replace("\n", " "))
    return Cell(text, struck, tuple(_lines(pieces)))
