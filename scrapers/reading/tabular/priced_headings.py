"""Tables whose headings say what a plan costs beside its name: "Pro ($20/mo)", "Pro: for teams $19 per user and month"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scrapers.reading.html.line import Cell
from scrapers.reading.tables import NAME_LABELS, Table
from scrapers.vocabulary.plan_names import may_be_new
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_terms import charges
from scrapers.vocabulary.words import as_label, matches

LABEL = "Price"
_NAMED = re.compile(r"(?P<name>[^:：(（|–—$¥￥]+?) ?(?:[:：|–—] ?|(?=[(（]|(?:US ?)?[$¥￥] ?\d))(?P<said>.+)")
_PARTING = re.compile("[:：|–—(（$¥￥]")  # what stands behind the name in any of them
_COSTLESS = re.compile(r"(?<![\w-])(?:at )?(?:zero|no) cost$|^free$|免费$", re.I)
_CORNERS = rf"{NAME_LABELS}|features?|功能|权益|对比项"
_UNPRICED = Cell("—")
_BESIDE = (Cell(""), Cell(""))

_Split = tuple[Cell, Cell]  # a name, and what is charged
Rows = tuple[tuple[Cell, ...], ...]


def with_prices(table: Table, prices: str) -> Table:
    """The table with a row of the prices that its headings state, which are left with the names.

    The headings are one row, or one column, in any place. It stays as it is where it has a row of `prices`, or where
    none of its headings is a plan's name with what is charged for a term behind it.
    """
    if table.labelled(prices):
        return table
    in_rows = [tuple(map(_split, row)) for row in table.rows]
    in_columns = list(zip(*in_rows, strict=True))
    for rows, split in ((table.rows, in_rows), (tuple(zip(*table.rows, strict=True)), in_columns)):
        priced = [number for number, line in enumerate(split) if any(map(_charged, line))]
        if len(priced) == 1 and _are_headings(split[priced[0]]):
            return replace(table, rows=_apart(rows, priced[0], split[priced[0]]))
    return table


def _are_headings(line: Sequence[_Split]) -> bool:
    return _corner(line) is not None or sum(map(_charged, line)) > 1


def _corner(line: Sequence[_Split]) -> int | None:
    """The place of the column of labels, by what stands above it."""
    named = [n for n, (name, _) in enumerate(line) if matches(_CORNERS, as_label(name.text))]
    return named[0] if len(named) == 1 else None


def _apart(rows: Rows, number: int, line: Sequence[_Split]) -> Rows:
    """The rows with the names of a line, and what it charges, each in a row of its own."""
    corner, others = _corner(line), [row for n, row in enumerate(rows) if n != number]
    if corner is None and not _charged(line[0]):
        corner = 0
    if corner is None:  # no column of labels, so that nothing else can be read
        line, others, corner = (_BESIDE, *line), [], 0
    names, said = map(list, zip(*line, strict=True))
    names[corner], said[corner] = Cell(""), Cell(LABEL)
    return (tuple(names), tuple(said), *others)


def _charged(split: _Split) -> bool:
    return bool(amounts(split[1].text))


def _split(heading: Cell) -> _Split:
    """The name in a heading, and the words behind it that say what is charged; nothing where none do."""
    parts = _NAMED.fullmatch(heading.text) if _PARTING.search(heading.text) else None
    if not parts or not may_be_new(parts["name"]):
        return heading, _UNPRICED
    name, said = replace(heading, text=parts["name"], struck=""), parts["said"]
    if costless := _COSTLESS.search(said):
        return name, Cell(costless[0])
    if any(charges(amount) and amount.period for amount in amounts(said)):
        return name, Cell(said, heading.struck)
    return heading, _UNPRICED
