"""A table as the segments that rich writes: its columns are as wide as was counted before, so that no cell is measured again."""

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from reports.output.report import Column, Section
from reports.output.sanitize import clean
from reports.output.wrap import shorten


def table_lines(console: Console, section: Section, widths: Sequence[int | None]) -> Iterator[Segment]:
    """The head, a rule and the lines of a section's table, in its columns that have a width."""
    shown = [place for place, width in enumerate(widths) if width is not None]
    columns = [section.columns[place] for place in shown]
    wanted = [width for width in widths if width is not None]
    room = _reduced([*(width + 1 for width in wanted[:-1]), wanted[-1]], console.width - len(shown) + 1)
    table = _Table(console, columns, room)
    yield from table.head()
    yield Segment(SIMPLE_HEAD.substitute(console.options).get_row(room, "head", edge=False))
    yield Segment.line()
    for line in section.lines:
        texts = [clean(line.cells[place]) for place in shown]
        yield from table.row(
            [
                text if column.wrap else shorten(text, width)
                for text, column, width in zip(texts, columns, wanted, strict=True)
            ],
            line.style,
        )


class _Table:
    """Columns that are drawn beside each other, each with a blank behind it but the last, and a blank between them."""

    def __init__(self, console: Console, columns: Sequence[Column], widths: Sequence[int]) -> None:
        self._console, self._columns = console, columns
        self._widths = [*(width - 1 for width in widths[:-1]), widths[-1]]
        self._behind = [console.get_style(column.style) for column in columns]
        self._styles: dict[str, list[Style]] = {}

    def head(self) -> Iterator[Segment]:
        """The headings, the last lines of all beside each other."""
        styles = [self._console.get_style("table.header")] * len(self._columns)
        yield from self._drawn(
            [clean(column.heading) for column in self._columns], styles, styles, bottom=True
        )

    def row(self, texts: Sequence[str], style: str) -> Iterator[Segment]:
        """The lines of a row in a style, the first lines of all texts beside each other."""
        yield from self._drawn(texts, self._styled(style), self._behind)

    def _drawn(
        self, texts: Sequence[str], styles: Sequence[Style], behind: Sequence[Style], bottom: bool = False
    ) -> Iterator[Segment]:
        cells = list(map(self._lines, self._columns, texts, self._widths))
        deepest, last = max(map(len, cells)), len(cells) - 1
        for line in range(deepest):
            for place, lines in enumerate(cells):
                at = line - (deepest - len(lines) if bottom else 0)
                if 0 <= at < len(lines):
                    yield Segment(lines[at], styles[place])
                    yield Segment(" " * (place < last), behind[place])
                else:
                    yield Segment(" " * (self._widths[place] + (place < last)), behind[place])
                yield Segment(" " * (place < last))
            yield Segment.line()

    def _styled(self, style: str) -> list[Style]:
        """The style of each column's texts in a row of a style."""
        if style not in self._styles:
            own = self._console.get_style(style)
            self._styles[style] = [behind + own for behind in self._behind]
        return self._styles[style]

    def _lines(self, column: Column, text: str, width: int) -> list[str]:
        """A cell in lines that fill its column."""
        text = text.rstrip() if column.right else text
        room = width - cell_len(text)
        if room >= 0:
            return [" " * room + text if column.right else text + " " * room]
        lines = Text(text).wrap(
            self._console,
            width,
            justify="right" if column.right else "left",
            overflow="fold" if column.wrap else "ellipsis",
            no_wrap=not column.wrap,
        )
        return [line.plain for line in lines]


def _reduced(widths: Sequence[int], room: int) -> list[int]:
    """Columns that cannot be shrunk further in a narrow terminal, each cut by as much as the others."""
    excess, left, reduced = max(0, sum(widths) - room), len(widths), []
    for width in widths:
        cut = min(width, round(excess / left))
        reduced.append(width - cut)
        excess, left = excess - cut, left - 1
    return reduced
