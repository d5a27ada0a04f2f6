"""One view of a page, however it reached us: HTML, Markdown (also with JSX in it) or plain text.

Markdown is rendered to HTML with markdown-it; plain text becomes one paragraph a line. From there on a
source sees selectors, tables that are read by the words of their row and column, and blocks in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from markdown_it import MarkdownIt
from parsel import Selector

from scrapers.page import Page
from scrapers.refused import PageChanged, Truncated
from scrapers.select import one
from scrapers.words import norm, squash

_HTML = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|title|meta|link|script|style|noscript|nav|header|footer|aside|div|section|main|article|form|p|table|tr|ul|ol|li|dl|h[1-6]|span|b|strong|button)\b",
    re.I | re.S,
)
_MARKDOWN = re.compile(r"^(?:#{1,6} |\s*\|.*\||> |[-*] |\s*```|---$)|\*\*|\]\(", re.M)
_JSX = re.compile(r"=\{\{.*?\}\}", re.S)
_STRUCK = (
    "self::s or self::del or self::strike or contains(translate(@style, ' ', ''), 'line-through')"
    " or contains(@class, 'line-through') or contains(@class, 'price-original') or contains(@class, 'original-price')"
)
_BLOCKS = {
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "td",
    "th",
    "br",
    "ul",
    "ol",
    "table",
    "section",
    "dt",
    "dd",
    "hr",
}
_SILENT = {"script", "style", "noscript", "template", "svg"}
_LABEL = re.compile(r"[\s:*]+$|^[\s*]+")
NAME_LABELS = r"|套餐|套餐类型|套餐名称|个人套餐|团队套餐|版本|规格|plan|plans|plan type|tier"


@dataclass(frozen=True)
class Cell:
    """A table cell: `text` without what is struck through, `struck` that part, `lines` its paragraphs."""

    text: str
    struck: str = ""
    lines: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        return " ".join(part for part in (self.text, self.struck) if part)


@dataclass(frozen=True)
class Record:
    """One plan of a table: its cells by the label of their row or column."""

    name: str
    cells: dict[str, Cell]

    def one(self, label: str) -> Cell:
        """The only cell whose label matches the whole pattern; raises PageChanged where none or several do."""
        return one([cell for said, cell in self.cells.items() if _matches(label, said)], f"the row {label!r}")

    def maybe(self, label: str) -> Cell | None:
        """The only cell with that label, None where the table has no such row."""
        found = [cell for said, cell in self.cells.items() if _matches(label, said)]
        return one(found, f"the row {label!r}") if found else None


@dataclass(frozen=True)
class Table:
    """A table as a grid of cells, with the headings it stands under (outermost first)."""

    rows: tuple[tuple[Cell, ...], ...]
    headings: tuple[str, ...] = ()

    def labelled(self, label: str) -> bool:
        """Whether any cell is a label that matches the whole pattern."""
        return any(_matches(label, _label(cell)) for row in self.rows for cell in row)

    def records(self, label: str, names: str = NAME_LABELS) -> list[Record]:
        """The plans of the table, read by words: `label` is the row or column of a value each plan has.

        Plans may be rows or columns, and rows and columns may stand in any order. The line of plan names
        is the one whose label matches `names` (an empty corner does). Raises PageChanged where that is
        not decided by the words.
        """
        where = [
            (r, c)
            for r, row in enumerate(self.rows)
            for c, cell in enumerate(row)
            if _matches(label, _label(cell))
        ]
        r, c = one(where, f"cells labelled {label!r}")
        in_column = [
            i
            for i, row in enumerate(self.rows)
            if i != r and c < len(row) and _matches(names, _label(row[c]))
        ]
        in_row = [j for j, cell in enumerate(self.rows[r]) if j != c and _matches(names, _label(cell))]
        if len(in_column) == 1 and not in_row:
            return self._columns(c, in_column[0])
        if len(in_row) == 1 and not in_column:
            return Table(tuple(zip(*self.rows, strict=True)))._columns(r, in_row[0])
        raise PageChanged(f"no single line of plan names beside {label!r}")

    def _columns(self, labels: int, names: int) -> list[Record]:
        records = []
        for column, name in enumerate(self.rows[names]):
            if column == labels:
                continue
            cells = {_label(row[labels]): row[column] for i, row in enumerate(self.rows) if i != names}
            if len(cells) != len(self.rows) - 1:
                raise PageChanged("two rows of one table have the same label")
            records.append(Record(squash(name.text), cells))
        return records


def _label(cell: Cell) -> str:
    return _LABEL.sub("", norm(cell.text))


def _matches(pattern: str, label: str) -> bool:
    return re.fullmatch(rf"(?:{pattern})", label, re.I) is not None


def markdown(text: str) -> str:
    """HTML of Markdown as doc sites serve it: tables, ~~struck~~ text, HTML and JSX tags left in place."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
    return str(parser.render(_JSX.sub("", text.replace("\\&nbsp;", "&nbsp;"))))


class Document:
    """A page as HTML, whatever it was."""

    def __init__(self, page: Page) -> None:
        text = re.sub(r"\A\ufeff", "", page.text)
        if _HTML.match(text):
            _ended(text)
            self.html = text
        elif _MARKDOWN.search(text):
            _whole_tables(text)
            _whole_amount(text)
            self.html = markdown(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S))
        else:
            _whole_amount(text)
            lines = (line.strip() for line in text.splitlines())
            self.html = "".join(f"<p>{_escape(line)}</p>\n" for line in lines if line)
        _closed(self.html)

    @cached_property
    def selector(self) -> Selector:
        return Selector(text=self.html, type="html")

    @cached_property
    def text(self) -> str:
        """All visible words, struck ones too, a blank between blocks."""
        return squash(" ".join(self.lines))

    @cached_property
    def lines(self) -> list[str]:
        """The visible text, one entry a block."""
        return _lines(self.selector.root)

    @cached_property
    def blocks(self) -> "list[Heading | Text | Table]":
        """Headings, paragraphs and tables in reading order; a table knows the headings above it."""
        return list(_blocks(self.selector.root))

    @cached_property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]


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


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _closed(html: str) -> None:
    for tag in ("table", "html"):
        opened = len(re.findall(rf"<{tag}[\s>]", html, re.I))
        if opened > len(re.findall(rf"</{tag}\s*>", html, re.I)):
            raise Truncated(f"<{tag}> is opened and not closed: the body ends too early")


def _ended(html: str) -> None:
    if not html.rstrip().endswith(">"):
        raise Truncated(f"the body breaks off inside a text or a tag: {html.rstrip()[-60:]!r}")


def _whole_amount(text: str) -> None:
    if re.search(r"[¥￥$＄] ?[\d０-９.,．，]*\Z", text):
        raise Truncated(f"the body breaks off inside an amount: {text[-60:]!r}")


def _whole_tables(text: str) -> None:
    rows = [row.strip() for row in text.splitlines()]
    if not rows or not rows[-1].startswith("|"):
        return
    short = len(rows) > 1 and rows[-2].startswith("|") and _bars(rows[-1]) < _bars(rows[-2])
    if short or not rows[-1].endswith("|"):
        raise Truncated(f"the last table row breaks off: {rows[-1][:60]!r}")


def _bars(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row))


def _walk(element: etree._Element, struck: bool = False) -> Iterator[tuple[str, bool]]:
    """Text pieces in order with whether they are struck through; "\\n" where a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    struck = struck or bool(element.xpath(_STRUCK))
    block = element.tag in _BLOCKS
    if block:
        yield "\n", struck
    if element.text:
        yield element.text.replace("\n", " "), struck
    for child in element:
        yield from _walk(child, struck)
        if child.tail:
            yield child.tail.replace("\n", " "), struck
    if block:
        yield "\n", struck


def _lines(element: etree._Element) -> list[str]:
    joined = "".join(piece for piece, _ in _walk(element))
    return [line for line in (squash(line) for line in joined.split("\n")) if line]


def cell(element: etree._Element) -> Cell:
    """The text of an element with its struck-through part apart."""
    pieces = list(_walk(element))
    text = squash("".join(piece for piece, struck in pieces if not struck).replace("\n", " "))
    struck = squash("".join(piece for piece, struck in pieces if struck).replace("\n", " "))
    return Cell(text, struck, tuple(_lines(element)))


def _grid(table: etree._Element) -> tuple[tuple[Cell, ...], ...]:
    grid: dict[tuple[int, int], Cell] = {}
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for r, row in enumerate(rows):
        c = 0
        for element in row.iterchildren("td", "th"):
            while (r, c) in grid:
                c += 1
            across, down = _span(element, "colspan"), _span(element, "rowspan")
            for i in range(down):
                for j in range(across):
                    grid[r + i, c + j] = cell(element)
            c += across
    width = max((c for _, c in grid), default=-1) + 1
    if any((r, c) not in grid for r in range(len(rows)) for c in range(width)):
        raise PageChanged("a table whose rows differ in length")
    return tuple(tuple(grid[r, c] for c in range(width)) for r in range(len(rows)))


def _span(element: etree._Element, name: str) -> int:
    said = re.sub(r"\D", "", element.get(name) or "") or "1"
    if not 1 <= int(said[:9]) <= 1000:
        raise PageChanged(f"a table cell with {name} {said[:20]}")
    return int(said)


def _blocks(root: etree._Element) -> "Iterator[Heading | Text | Table]":
    path: list[Heading] = []
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "table", "div", "td", "th"):
        inside = next(element.iterancestors("table"), None) is not None
        if inside:
            continue
        if element.tag == "table":
            yield Table(_grid(element), tuple(heading.text for heading in path))
        elif element.tag[0] == "h" and element.tag[1:].isdigit():
            heading = Heading(int(element.tag[1:]), squash(" ".join(_lines(element))))
            path = [above for above in path if above.level < heading.level] + [heading]
            yield heading
        elif not any(
            child.tag in _BLOCKS - {"br"} for child in element.iterdescendants() if isinstance(child.tag, str)
        ):
            lines = tuple(_lines(element))
            if lines:
                yield Text(" ".join(lines), _bold(element), lines)


def _bold(element: etree._Element) -> bool:
    marked = [
        part for part in element.iter("b", "strong") if next(part.iterancestors("b", "strong"), None) is None
    ]
    strong = squash("".join(str(text) for part in marked for text in part.itertext()))
    return bool(strong) and strong == squash("".join(map(str, element.itertext())))


def cards(selector: Selector, titles: Sequence[str]) -> list[tuple[str, Selector]]:
    """The card of each tier, found by its words: (title, element), in page order.

    A card is the largest element that holds exactly one text equal to one of the titles (compared without
    case, width and white space), so it does not matter which tags or classes it is made of.
    """
    wanted = {norm(title).lower(): title for title in titles}
    marks = [
        (element, wanted[norm(" ".join(_lines(element))).lower()])
        for element in selector.root.iter()
        if isinstance(element.tag, str)
        and element.tag not in _SILENT
        and norm(" ".join(_lines(element))).lower() in wanted
        and not any(
            norm(" ".join(_lines(child))).lower() in wanted for child in element if isinstance(child.tag, str)
        )
    ]
    found = []
    for element, title in marks:
        others = {other for other, _ in marks if other is not element}
        card = element
        for parent in element.iterancestors():
            if others & set(parent.iter()):
                break
            card = parent
        found.append((title, Selector(root=card, type="html")))
    return found
