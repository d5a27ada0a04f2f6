"""What a reader sees of HTML: its words in order, with what is struck through apart."""

import itertools
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from parsel import Selector

from scrapers.reading.markup import SILENT
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.vocabulary.note_marks import as_raised
from scrapers.vocabulary.words import squash

_STRUCK = {"s", "del", "strike"}
_STRUCK_CLASSES = ("line-through", "price-original", "original-price")
_RAISED = {"sup", "sub"}
_HIDDEN = ("display:none", "visibility:hidden")
_MOST = 200_000  # tags of a page
_DEEPEST = 200  # elements within one another
BLOCKS = {
    "p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr",
    "ul", "ol", "li", "dt", "dd", "table", "tr", "td", "th",
}  # fmt: skip
NO_HEADING = 7  # the level of a line that is no heading


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
    """HTML without what no reader sees: comments, templates, elements that are hidden by themselves.

    Raises NotAPricePage where it has more tags than a page has, PageChanged where they are nested too deeply.
    """
    return Selector(root=deepcopy(_seen(html)), type="html")


@lru_cache(1)  # a page is looked at twice: for its plans, and for whose it is
def _seen(html: str) -> etree._Element:
    if html.count("<") > _MOST:
        raise NotAPricePage(f"more than {_MOST:,} tags", "too-big")
    selector = Selector(text=html, type="html")
    depth = 0
    for event, node in etree.iterwalk(selector.root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise PageChanged("nested too deeply to be read")
        if event == "start" and node.tag not in ("html", "body") and _hidden(node):
            node.tag = "template"
    etree.strip_elements(selector.root, etree.Comment, "template", "noscript", with_tail=False)
    root: etree._Element = selector.root
    return root


def _hidden(element: etree._Element) -> bool:
    style = "".join((element.get("style") or "").lower().split())
    return element.get("hidden") is not None or any(words in style for words in _HIDDEN)


def _marks(element: etree._Element, around: tuple[bool, bool]) -> tuple[bool, bool]:
    """Whether the words of an element are struck through, and raised, by itself or by what it stands in."""
    struck, raised = around
    struck, raised = struck or element.tag in _STRUCK, raised or element.tag in _RAISED
    if style := (element.get("style") or "").replace(" ", ""):
        struck, raised = struck or "line-through" in style, raised or "vertical-align:su" in style
    if classes := element.get("class"):
        struck = struck or any(name in classes for name in _STRUCK_CLASSES)
        raised = raised or "superscript" in classes or " sup " in f" {classes} "
    return struck, raised


def _walk(element: etree._Element) -> Iterator[tuple[str, bool, etree._Element]]:
    """Text pieces in order with whether they are struck through and where they stand; "\\n" where a block begins or ends."""
    if not isinstance(element.tag, str):
        return
    marks = [(False, False)]  # whether it is struck, and raised
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        silent = event in ("start", "end") and node.tag in SILENT
        block = event in ("start", "end") and node.tag in BLOCKS
        if event == "start":
            marks.append(_marks(node, marks[-1]))
        if block:
            yield "\n", marks[-1][0], node
        if event == "start":
            if silent:
                walk.skip_subtree()
            elif node.text:
                yield *_text(node.text, marks[-1]), node
            continue
        if event == "end":
            marks.pop()
        if node is not element and node.tail:
            yield *_text(node.tail, marks[-1]), node.getparent()


def _text(text: str, marks: tuple[bool, bool]) -> tuple[str, bool]:
    struck, raised = marks
    said = text.replace("\n", " ")
    return as_raised(said) if raised else said, struck


def brief(root: etree._Element, most: int) -> list[etree._Element]:
    """The elements at and below a root that hold at most so many letters, struck and silent ones too, in page order."""
    found: list[tuple[etree._Element, list[int]]] = []
    inside = [[0]]
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            inside.append([_letters(node.text)])
            found.append((node, inside[-1]))
            continue
        if event == "end":
            size = inside.pop()[0]
            inside[-1][0] += size
        inside[-1][0] += _letters(node.tail)
    return [element for element, size in found if size[0] <= most]


def _letters(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def lines_of(element: etree._Element) -> list[str]:
    """The visible text of an element, one entry a block."""
    return _lines("".join(piece for piece, _, _ in _walk(element)))


@dataclass(frozen=True)
class Line:
    """A line of a page: `text` without what is struck through, `struck` that part, and the element it begins in."""

    text: str
    struck: str
    element: etree._Element

    @property
    def said(self) -> str:
        return " ".join(part for part in (self.text, self.struck) if part)


def lined(root: etree._Element) -> Iterator[Line]:
    """The lines of an element as `lines_of` gives them, what is struck through apart, each button and tab a line of its own."""
    plain, struck, at = "", "", None
    control: etree._Element | None = None
    for piece, crossed, node in _walk(root):
        before, control = control, _control(node)
        if piece == "\n" or (at is not None and control is not before):
            if squash(plain + struck) and at is not None:
                yield Line(squash(plain), squash(struck), at)
            plain, struck, at = "", "", None
        if piece == "\n":
            continue
        at = node if at is None and piece.strip() else at
        plain, struck = (plain, struck + piece) if crossed else (plain + piece, struck)
    if squash(plain + struck) and at is not None:
        yield Line(squash(plain), squash(struck), at)


def level(line: Line) -> int:
    """The level of the heading that a line stands in, 1 to 6; NO_HEADING where it stands in none."""
    tags = [line.element.tag, *(parent.tag for parent in line.element.iterancestors())]
    levels = (int(tag[1]) for tag in tags if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit())
    return next(levels, NO_HEADING)


def _control(node: etree._Element) -> etree._Element | None:
    """The button or tab that an element is the label of."""
    around = (node, *itertools.islice(node.iterancestors(), 3))
    return next((one for one in around if one.tag == "button" or one.get("role") in ("tab", "radio")), None)


def _lines(joined: str) -> list[str]:
    return [line for line in (squash(line) for line in joined.split("\n")) if line]


def cell(element: etree._Element) -> Cell:
    """The text of an element with its struck-through part apart."""
    pieces = list(_walk(element))
    text = squash("".join(piece for piece, struck, _ in pieces if not struck).replace("\n", " "))
    struck = squash("".join(piece for piece, struck, _ in pieces if struck).replace("\n", " "))
    return Cell(text, struck, tuple(_lines("".join(piece for piece, _, _ in pieces))))
