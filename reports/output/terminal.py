"""Reports on a terminal: coloured, aligned, and narrow where the terminal is narrow."""

from collections.abc import Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segments
from rich.text import Text

from reports.output.report import Column, Report, Section, Sheet
from reports.output.sanitize import clean
from reports.output.table_lines import table_lines
from reports.output.wrap import wrap

NARROWEST, SENTENCE = 8, 24


def draw(report: Report | Sheet, out: TextIO, width: int) -> None:
    """Write the report to a terminal or a file, never wider than so many columns."""
    console = Console(file=out, width=width, highlight=False, emoji=False, markup=False)
    console.print(Text(clean(report.title), "bold"))
    for line in report.opening:
        _print(console, line, "yellow")
    for section in report.sections:
        _draw_section(console, section, _widths(report, section, width))
    for line in report.closing:
        _print(console, line, "dim")


def _print(console: Console, line: str, style: str = "") -> None:
    for at, part in enumerate(wrap(clean(line), max(NARROWEST, console.width - 4))):
        console.print(Text(("    " if at else "  ") + part, style), no_wrap=True)


def _draw_section(console: Console, section: Section, widths: Sequence[int | None]) -> None:
    if section.apart:
        console.print()
    if section.title:
        console.print(Text(clean(section.title), "bold cyan"))
    if section.lines:
        console.print(Segments(table_lines(console, section, widths)), end="", crop=False)
    for line in section.chart:
        console.print(Text(clean(line)), overflow="crop", no_wrap=True)
    for line in section.code:  # whole, however narrow the terminal is: it is copied
        console.print(Text("  " + clean(line)), soft_wrap=True)
    for line in section.text:
        _print(console, line)


def _widths(report: Report | Sheet, section: Section, width: int) -> list[int | None]:
    """How wide each column is drawn, None where it is left out; the same for all tables with these columns."""
    alike = [one for one in report.sections if one.columns == section.columns]
    texts = [
        [clean(text) for text in [column.heading, *(line.cells[at] for one in alike for line in one.lines)]]
        for at, column in enumerate(section.columns)
    ]
    natural = [max(map(cell_len, column)) for column in texts]
    words = [max((cell_len(word) for text in column for word in text.split()), default=0) for column in texts]
    least = [
        min(word, SENTENCE) if column.wrap else NARROWEST
        for column, word in zip(section.columns, words, strict=True)
    ]
    widest = max(NARROWEST, 3 * width // 10)
    wanted = [
        min(size, SENTENCE if column.wrap else size if column.right else widest)
        for size, column in zip(natural, section.columns, strict=True)
    ]
    kept = _kept(section.columns, wanted, width)
    widths: list[int | None] = [wanted[at] if at in kept else None for at in range(len(wanted))]
    _shrink(section.columns, widths, least, width)
    for at, column in enumerate(section.columns):
        if not column.right and widths[at] is not None:
            widths[at] = min(natural[at], (widths[at] or 0) + max(0, width - _total(widths)))
    return widths


def _total(widths: Sequence[int | None]) -> int:
    shown = [size for size in widths if size is not None]
    return sum(shown) + 2 * len(shown)


def _kept(columns: Sequence[Column], sizes: Sequence[int], width: int) -> set[int]:
    kept = set(range(len(columns)))
    for at in sorted(kept, key=lambda at: (columns[at].keep, at)):
        if _total([sizes[one] for one in kept]) <= width or columns[at].keep >= 9:
            break
        kept.discard(at)
    return kept


def _shrink(columns: Sequence[Column], widths: list[int | None], least: Sequence[int], width: int) -> None:
    """Cut the widest columns of text until the table fits, none below its least width: a sentence's longest word."""
    text = [at for at, column in enumerate(columns) if not column.right and widths[at] is not None]
    while _total(widths) > width:
        text = [at for at in text if (widths[at] or 0) > least[at]]
        if not text:
            return
        widest = max(text, key=lambda at: widths[at] or 0)
        widths[widest] = (widths[widest] or 0) - 1
