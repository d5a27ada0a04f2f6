"""A table is drawn as rich draws it, whose own measuring and wrapping of every cell is passed over."""

import io
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segments
from rich.table import Table
from rich.text import Text

from reports.output.report import Column, Line, Section
from reports.output.sanitize import clean
from reports.output.table_lines import table_lines
from reports.output.wrap import shorten

COLUMNS = (
    Column("Plan"),
    Column("Pay today", right=True, style="bold"),
    Column("Why it is listed only", style="magenta", wrap=True),
    Column("12 个月", right=True),
)
WORDS = st.text(st.sampled_from("Lite ¥49.90 团队标准版，（每席位）–…"), max_size=30)


@given(
    rows=st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=4),
    widths=st.tuples(*[st.integers(6, 20)] * 4),
    style=st.sampled_from(["", "dim"]),
)
def test_a_table_is_drawn_as_rich_draws_it(
    rows: list[tuple[str, ...]], widths: tuple[int, ...], style: str
) -> None:
    section = Section("", COLUMNS, [Line([clean(cell) for cell in row], style) for row in rows])
    for width in (60, 100):
        ours, out = _console(width)
        ours.print(Segments(table_lines(ours, section, widths)), end="", crop=False)
        theirs, expected = _console(width)
        theirs.print(_table(section, widths))
        assert out.getvalue() == expected.getvalue()
        assert all(cell_len(line) <= width for line in _plain(out.getvalue()).splitlines())


def _console(width: int) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(
        file=out, width=width, force_terminal=True, color_system="truecolor", legacy_windows=False
    ), out


def _plain(coloured: str) -> str:
    return Text.from_ansi(coloured).plain


def _table(section: Section, widths: Sequence[int]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column, width in zip(section.columns, widths, strict=True):
        table.add_column(
            Text(column.heading),
            justify="right" if column.right else "left",
            style=column.style,
            width=width,
            no_wrap=not column.wrap,
            overflow="fold" if column.wrap else "ellipsis",
        )
    for line in section.lines:
        cells = zip(section.columns, line.cells, widths, strict=True)
        table.add_row(
            *(
                Text(cell if column.wrap else shorten(cell, width), line.style)
                for column, cell, width in cells
            )
        )
    return table
