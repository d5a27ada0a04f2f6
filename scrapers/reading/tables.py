"""Tables read by the words of their rows and columns, never by position."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import product

from lxml import etree

from scrapers.reading.html.line import Cell
from scrapers.reading.html.visible_text import VisibleText
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.seller import PRODUCT_LABELS, VENDOR_LABELS, Seller
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import as_label, caseless, matches, squash

_MOST = 20_000  # cells of a table
NAME_LABELS = r"|套餐|套餐类型|套餐名称|个人套餐|团队套餐|版本|规格|plan|plans|plan type|tier"


@dataclass(frozen=True, slots=True)
class Record:
    """One plan of a table: its cells by the label of their row or column."""

    name: str
    cells: dict[str, Cell]

    def quoted(self) -> tuple[str, str]:
        """Its name and all its words, as they are quoted where it cannot be read."""
        return self.name, " ".join(cell.said for cell in self.cells.values() if cell.said)

    def without(self, labels: str) -> "Record":
        """The plan without its cells of such a label."""
        left = {label: cell for label, cell in self.cells.items() if not matches(labels, label)}
        return Record(self.name, left)

    def called(self, units: Mapping[str, str]) -> "Record":
        """The plan with a vendor's own units in our words."""
        cells = self.cells
        for pattern, unit in units.items():
            ours = partial(caseless(pattern).sub, unit)
            cells = {ours(label): replace(cell, text=ours(cell.text)) for label, cell in cells.items()}
        return Record(self.name, cells)

    def said(self, labels: str) -> list[str]:
        """The words of the cells with such a label."""
        return [cell.text for label, cell in self.cells.items() if matches(labels, label)]

    def one(self, label: str) -> Cell:
        """The only cell whose label matches the whole pattern; raises PageChanged where none or several do."""
        return one([cell for said, cell in self.cells.items() if matches(label, said)], f"the row {label!r}")

    def maybe(self, label: str) -> Cell | None:
        """The only cell with that label, None where the table has no such row."""
        found = [cell for said, cell in self.cells.items() if matches(label, said)]
        return one(found, f"the row {label!r}") if found else None


@dataclass(frozen=True)
class Table:
    """A table as a grid of cells, with the headings it stands under (outermost first) and whose page it is on.

    `titles` are its own: a caption, or the words right above it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    headings: tuple[str, ...] = ()
    seller: Seller | None = None
    titles: tuple[str, ...] = ()

    def quoted(self) -> tuple[str, str]:
        """The heading it stands under, else its first words, and all its words."""
        words = " ".join(cell.said for row in self.rows for cell in row if cell.said)
        return (self.headings[-1] if self.headings else words), words

    @cached_property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """The words of its cells as labels."""
        return tuple(tuple(_label(cell) for cell in row) for row in self.rows)

    @cached_property
    def _each_label(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(said for row in self.labels for said in row))

    def labelled(self, label: str) -> bool:
        """Whether any cell is a label that matches the whole pattern."""
        return self.first_label(label) is not None

    def first_label(self, label: str) -> str | None:
        """The first of its cells' labels that matches the whole pattern."""
        return next(filter(caseless(label).fullmatch, self._each_label), None)

    def records(self, label: str, names: str = NAME_LABELS) -> list[Record]:
        """The plans of the table, read by words: `label` is the row or column of a value each plan has.

        Plans may be rows or columns, and rows and columns may stand in any order. The line of plan names
        is the one whose label matches `names` (an empty corner does). What is another vendor's or product's is left
        out (Seller). Raises PageChanged where that is not decided by the words.
        """
        where = [
            (r, c) for r, row in enumerate(self.labels) for c, said in enumerate(row) if matches(label, said)
        ]
        r, c = one(where, f"cells labelled {label!r}")
        in_column = [
            i for i, row in enumerate(self.labels) if i != r and c < len(row) and matches(names, row[c])
        ]
        in_row = [j for j, said in enumerate(self.labels[r]) if j != c and matches(names, said)]
        if len(in_column) == 1 and not in_row:
            return self._own(self._columns(c, in_column[0]))
        if len(in_row) == 1 and not in_column:
            return self._own(Table(tuple(zip(*self.rows, strict=True)))._columns(r, in_row[0]))
        raise PageChanged(f"no single line of plan names beside {label!r}")

    def _own(self, records: list[Record]) -> list[Record]:
        return own(records, self.headings, self.seller, self.titles)

    def _columns(self, labels: int, names: int) -> list[Record]:
        records = []
        others = [pair for i, pair in enumerate(zip(self.labels, self.rows, strict=True)) if i != names]
        for column, name in enumerate(self.rows[names]):
            if column == labels:
                continue
            cells = {said[labels]: row[column] for said, row in others}
            if len(cells) != len(self.rows) - 1:
                raise PageChanged("two rows of one table have the same label")
            records.append(Record(squash(name.text), cells))
        return records


def own(
    records: list[Record], headings: tuple[str, ...], seller: Seller | None, titles: tuple[str, ...] = ()
) -> list[Record]:
    """Those of the plans of a table that are the seller's."""
    if seller is None:
        return records
    return [
        record
        for record in records
        if seller.sells(
            *record.quoted(),
            said=record.said(f"{VENDOR_LABELS}|{PRODUCT_LABELS}"),
            above=(*titles, *reversed(headings)),
        )
    ]


def _label(cell: Cell) -> str:
    return as_label(cell.text)


def grid(table: etree._Element, seen: VisibleText) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a table by row and column, one that spans several in each of them.

    Raises PageChanged where the rows differ in length, NotAPricePage for more cells than a table of prices has.
    """
    cells: dict[tuple[int, int], Cell] = {}
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for r, row in enumerate(rows):
        c = 0
        for element in row.iterchildren("td", "th"):
            while (r, c) in cells:
                c += 1
            across, down = _span(element, "colspan"), min(_span(element, "rowspan"), len(rows) - r)
            if len(cells) + across * down > _MOST:
                raise NotAPricePage(f"a table of more than {_MOST:,} cells", "too-big")
            said = seen.cell(element)
            for place in product(range(r, r + down), range(c, c + across)):
                cells[place] = said
            c += across
    width = max((c for _, c in cells), default=-1) + 1
    if any((r, c) not in cells for r in range(len(rows)) for c in range(width)):
        raise PageChanged("a table whose rows differ in length")
    told_apart = [c for c in range(width) if _begins_a_column(cells, len(rows), c)]
    return tuple(tuple(cells[r, c] for c in told_apart) for r in range(len(rows)))


def _begins_a_column(cells: dict[tuple[int, int], Cell], rows: int, column: int) -> bool:
    """Whether any row tells a column from the one before it: a thousand that one cell spans in every row are one."""
    return column == 0 or any(cells[r, column] is not cells[r, column - 1] for r in range(rows))


def _span(element: etree._Element, name: str) -> int:
    if (stated := element.get(name)) is None or not (said := re.sub(r"\D", "", stated)):
        return 1
    if not 1 <= int(said[:9]) <= 1000:
        raise PageChanged(f"a table cell with {name} {said[:20]}")
    return int(said)
