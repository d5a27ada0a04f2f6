"""Report: what every report turns into before it is printed as a table, Markdown, CSV or JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.tables.rates import Rate
from reports.facts.cost import rounded


@dataclass(frozen=True)
class Column:
    """A column of a table. In a narrow terminal the columns with the lowest `keep` go first; 9 stays always.

    `wrap` is for sentences; other cells stay on one line.
    """

    heading: str
    right: bool = False
    keep: int = 9
    style: str = ""
    wrap: bool = False


@dataclass(frozen=True)
class Line:
    """One row of a table as text, one cell a column; the style is a terminal's."""

    cells: Sequence[str]
    style: str = ""


@dataclass(frozen=True)
class Section:
    """A titled table, a chart, lines of text, or of code to copy; any may be empty.

    `depth` lowers the title's heading; a terminal puts an empty line above a section that stands `apart`.
    """

    title: str
    columns: Sequence[Column] = ()
    lines: Sequence[Line] = ()
    text: Sequence[str] = ()
    chart: Sequence[str] = ()
    code: Sequence[str] = ()
    depth: int = 0
    apart: bool = True


@dataclass(frozen=True)
class Sheet:
    """What a terminal shows where nothing was computed from prices: a title, tables and lines of text."""

    title: str
    sections: Sequence[Section]
    opening: Sequence[str] = ()
    closing: Sequence[str] = ()


@dataclass(frozen=True)
class Report:
    """Everything one report says. `rows` and `extra` are for programs, the rest is for people.

    A value of `extra` may be a function that computes it, which is called when it is asked for.
    """

    title: str
    day: date
    rate: Rate
    opening: Sequence[str]
    sections: Sequence[Section]
    rows: Sequence[Mapping[str, Any]]
    notes: Mapping[str, Any] = field(default_factory=dict)
    closing: Sequence[str] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def more(self, name: str) -> Any:
        """What a report says to programs beside its rows."""
        value = self.extra[name]
        return value() if callable(value) else value

    def to_json(self) -> dict[str, Any]:
        """The report as programs read it; docs/contract.md names the keys."""
        return {
            "as_of": self.day.isoformat(),
            "rate": rate_json(self.rate),
            "notes": dict(self.notes),
            "rows": [dict(row) for row in self.rows],
            **{name: self.more(name) for name in self.extra},
        }


def rate_json(rate: Rate) -> dict[str, Any]:
    """A rate as reports state it: four decimals, its day and source, and whether it is old."""
    return {
        "date": rate.day.isoformat(),
        "usd_cny": rounded(rate.usd_cny, 4),
        "source": rate.source,
        "old": rate.old,
    }
