"""Showing a report: by its name, in a format, on a stream."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from db.database import Database
from reports.output.formats import FORMATS, as_csv, as_json, as_markdown
from reports.output.report import Report
from reports.question import BadQuestion, ReportQuery

if TYPE_CHECKING:
    from reports.pick.question import PickQuestion
    from reports.pick.usage_file import UsageFile

FILES = {
    "answer": "answer",
    "prices": "prices",
    "ratio": "ratio",
    "milk-tea": "milk_tea",
    "claims": "claims",
    "history": "history",
    "changes": "changes",
    "health": "health",
    "accuracy": "accuracy",
    "cost": "total_cost",
    "value": "value",
    "holds": "holds",
    "stock": "stock",
    "all": "all",
}
NAMES = tuple(FILES)


def _builder(name: str) -> Callable[[Database, ReportQuery], Report]:
    file = FILES[name]
    made: Callable[[Database, ReportQuery], Report] = getattr(
        import_module(f"reports.views.{file}"), f"{file}_report"
    )
    return made


def report(db: Database, name: str, query: ReportQuery) -> Report:
    """The report with this name; raises BadQuestion for an unknown one."""
    if name not in NAMES:
        raise BadQuestion(f"unknown report {name!r}; known are {', '.join(NAMES)}")
    built: Report = _builder(name)(db, query)
    return built


def show(db: Database, name: str, query: ReportQuery, form: str = "table", out: TextIO | None = None) -> None:
    """Write a report to a stream (standard output); a table is as wide as `query.width`."""
    _known(form)
    write(report(db, name, query), query, form, out)


def _known(form: str) -> None:
    if form not in FORMATS:
        raise BadQuestion(f"unknown format {form!r}; known are {', '.join(FORMATS)}")


def show_plan(db: Database, query: ReportQuery, form: str = "table", out: TextIO | None = None) -> None:
    """Write all that is known of the asked plan to a stream (standard output)."""
    from reports.views.show import show_report

    _known(form)
    write(show_report(db, query), query, form, out)


def show_pick(
    db: Database,
    query: ReportQuery,
    question: "PickQuestion",
    source: "tuple[str, UsageFile] | None" = None,
    form: str = "table",
    out: TextIO | None = None,
) -> None:
    """Write the plans that answer a question to a stream (standard output); `source` names the file its usage is from."""
    from reports.views.pick import pick_report

    _known(form)
    write(pick_report(db, query, question, source), query, form, out)


def write(content: Report, query: ReportQuery, form: str = "table", out: TextIO | None = None) -> None:
    """Write a report to a stream (standard output) in a known format."""
    out = out or sys.stdout
    if form == "table":
        from reports.output.terminal import draw

        draw(content, out, query.width)
        return
    out.write({"json": as_json, "csv": as_csv, "md": as_markdown}[form](content))
