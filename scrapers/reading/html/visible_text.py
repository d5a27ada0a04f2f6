"""What a reader sees of HTML: its words in order, with what is struck through apart. A page is walked once."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import compress, islice
from typing import cast

from lxml import etree

from scrapers.reading.html.line import NO_HEADING, Cell, Line
from scrapers.reading.html.markup import SILENT
from scrapers.reading.html.tree import seen_tree
from scrapers.vocabulary.note_marks import as_raised
from scrapers.vocabulary.words import seen_width, squash

_STRUCK = {"s", "del", "strike"}
_STRUCK_CLASSES = ("line-through", "price-original", "original-price")
_RAISED = {"sup", "sub"}
BLOCKS = {
    "p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr",
    "ul", "ol", "li", "dt", "dd", "table", "tr", "td", "th",
}  # fmt: skip
_NONE = -1
_CONTROLS = etree.XPath("/descendant::*[self::button or @role='tab' or @role='radio']")


_Span = tuple[
    int, int, int
]  # of an element: its place in the order of elements, and where its pieces begin and end


class VisibleText:
    """The words of an element and of all within it, in pieces; "\\n" is one where a block begins or ends."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._texts: list[str] = []  # the pieces, and for each the element whose own it is,
        self._nodes: list[etree._Element] = []
        self._struck: list[int] = []  # and which is the innermost element around it that is struck through
        self._raised: dict[int, tuple[int, str]] = {}  # raised pieces: by which element, and what they were
        self._spans: dict[etree._Element, _Span] = {}
        self._elements = 0
        self._any_struck = False
        self._walk(root, _NONE, _NONE)

    def lines(self, element: etree._Element) -> list[str]:
        """The visible text of an element, one entry a block."""
        return _lines("".join(self._of(self._span(element))))

    @cached_property
    def all_lines(self) -> list[str]:
        """The visible text of all of it, one entry a block."""
        return self.lines(self.root)

    def cell(self, element: etree._Element) -> Cell:
        """The text of an element with its struck-through part apart."""
        span = self._span(element)
        pieces, crossed = self._of(span), self._crossed(span)
        lines = tuple(_lines("".join(pieces)))
        if not crossed:
            return Cell(" ".join(lines), "", lines)
        plain = "".join(compress(pieces, (not struck for struck in crossed)))
        return Cell(squash(plain), squash("".join(compress(pieces, crossed))), lines)

    def lined(self, element: etree._Element) -> Iterator[Line]:
        """The lines of an element as `lines` gives them, what is struck through apart, each button and tab a line of its own."""
        span = self._span(element)
        _, start, end = span
        plain, struck, at = "", "", None
        control: etree._Element | None = None
        last: etree._Element | None = None
        pieces, nodes = self._of(span), self._nodes[start:end]
        for piece, crossed, node in zip(
            pieces, self._crossed(span) or [False] * len(pieces), nodes, strict=True
        ):
            before = control
            if node is not last:
                control, last = self._control(node), node
            if piece == "\n" or (at is not None and control is not before):
                yield from _line(plain, struck, at)
                plain, struck, at = "", "", None
            if piece == "\n":
                continue
            at = node if at is None and not piece.isspace() else at
            plain, struck = (plain, struck + piece) if crossed else (plain + piece, struck)
        yield from _line(plain, struck, at)

    @cached_property
    def all_lined(self) -> list[Line]:
        """The lines of all of it."""
        return list(self.lined(self.root))

    def _span(self, element: etree._Element) -> _Span:
        if element not in self._spans:  # within what is silent
            self._walk(element, _NONE, _NONE)
        return self._spans[element]

    def _of(self, span: _Span) -> list[str]:
        """The pieces of an element; what is raised by an element around it is as it was."""
        order, start, end = span
        pieces = self._texts[start:end]
        for number in range(start, end) if self._raised else ():
            by, text = self._raised.get(number, (order, ""))
            if by < order:
                pieces[number - start] = text
        return pieces

    def _crossed(self, span: _Span) -> list[bool]:
        """Of each piece of an element, whether that element or one within it is struck through around it; empty where none is."""
        if not self._any_struck:
            return []
        order, start, end = span
        crossed = [struck >= order for struck in self._struck[start:end]]
        return crossed if any(crossed) else []

    def _walk(self, node: etree._Element, struck: int, raised: int) -> None:
        order, start, tag = self._elements, len(self._texts), node.tag
        self._elements += 1
        if tag in _STRUCK or tag in _RAISED or node.keys():
            crossed, lifted = _marks(node)
            struck, raised = order if crossed else struck, order if lifted else raised
            self._any_struck = self._any_struck or crossed
        block = tag in BLOCKS
        if block:
            self._add("\n", node, struck)
        if isinstance(tag, str) and tag not in SILENT:
            if text := node.text:
                self._add(self._set(text, raised), node, struck)
            for child in node:
                if isinstance(child.tag, str):
                    self._walk(child, struck, raised)
                if text := child.tail:
                    self._add(self._set(text, raised), node, struck)
        if block:
            self._add("\n", node, struck)
        self._spans[node] = order, start, len(self._texts)

    def _add(self, text: str, node: etree._Element, struck: int) -> None:
        self._texts.append(text)
        self._nodes.append(node)
        self._struck.append(struck)

    def _set(self, text: str, raised: int) -> str:
        """The next piece of text as it is set: on a line of its own, raised where an element says so."""
        said = text.replace("\n", " ")
        if raised == _NONE or (lifted := as_raised(said)) == said:
            return said
        self._raised[len(self._texts)] = (raised, said)
        return lifted

    @cached_property
    def _controls(self) -> set[etree._Element]:
        return set(cast("list[etree._Element]", _CONTROLS(self.root)))

    def _control(self, node: etree._Element) -> etree._Element | None:
        """The button or tab that an element is the label of."""
        around = (node, *islice(node.iterancestors(), 3)) if self._controls else ()
        return next((one for one in around if one in self._controls), None)


@lru_cache(2)  # a page is looked at several times: for its cards, its tables, and for whose it is
def seen(html: str) -> VisibleText:
    """The words that a reader sees of HTML; raises as `seen_tree` does. Nobody may change its tree."""
    return VisibleText(seen_tree(html))


def _marks(element: etree._Element) -> tuple[bool, bool]:
    """Whether an element's words are struck through, and raised, by itself."""
    struck, raised = element.tag in _STRUCK, element.tag in _RAISED
    if style := (element.get("style") or "").replace(" ", ""):
        struck, raised = struck or "line-through" in style, raised or "vertical-align:su" in style
    if classes := element.get("class"):
        struck = struck or any(name in classes for name in _STRUCK_CLASSES)
        raised = raised or "superscript" in classes or " sup " in f" {classes} "
    return struck, raised


def _line(plain: str, struck: str, at: etree._Element | None) -> Iterator[Line]:
    text, crossed = squash(plain), squash(struck) if struck else ""
    if at is not None and (text or crossed):
        yield Line(text, crossed, at, _level(at))


def _level(element: etree._Element) -> int:
    """The level of the heading that an element stands in."""
    around: etree._Element | None = element
    while around is not None:
        tag = around.tag
        if tag[0] == "h" and len(tag) == 2 and tag[1].isdigit():
            return int(tag[1])
        around = around.getparent()
    return NO_HEADING


def _lines(joined: str) -> list[str]:
    return [said for line in seen_width(joined).split("\n") if (said := " ".join(line.split()))]


def cell(element: etree._Element) -> Cell:
    """The text of an element with its struck-through part apart."""
    return VisibleText(element).cell(element)


def lines_of(element: etree._Element) -> list[str]:
    """The visible text of an element as it is now, one entry a block."""
    return VisibleText(element).all_lines
