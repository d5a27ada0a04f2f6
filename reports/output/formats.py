"""Reports as Markdown, CSV and JSON text; reports/output/terminal.py draws the tables."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from reports.facts.cost import repeated, rounded
from reports.output import sanitize
from reports.output.report import Report, Section

FORMATS = ("table", "json", "csv", "md")


def as_json(report: Report) -> str:
    """One JSON object: as_of, rate, notes, rows, and what a report adds."""
    return sanitize.escaped(orjson.dumps(report.to_json(), option=orjson.OPT_INDENT_2).decode()) + "\n"


def as_csv(report: Report) -> str:
    """The rows with their day and rate, one line each, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(dict.fromkeys(name for row in report.rows for name in row))
    writer.writerow(["as_of", *names, "rate_date", "usd_cny"])
    for row in report.rows:
        values = [sanitize.cell(flat(row.get(name))) for name in names]
        writer.writerow(
            [report.day.isoformat(), *values, report.rate.day.isoformat(), rounded(report.rate.usd_cny, 4)]
        )
    return out.getvalue()


def flat(value: Any) -> str:
    """A JSON value as one cell of text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(map(flat, value))
    if isinstance(value, Mapping) and set(value) == {"amount", "unit", "window"}:
        return f"{value['amount']} {value['unit']}/{value['window']}"
    if isinstance(value, Mapping) and set(value) == {"price", "periods"}:
        return repeated(value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def as_markdown(report: Report) -> str:
    """The report as Markdown one can paste into a README or an issue."""
    parts = [f"## {sanitize.markdown(report.title)}", _list(report.opening)]
    parts += [part for section in report.sections for part in _section(section)]
    parts += [_list(report.closing)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> list[str]:
    parts = [f"###{'#' * section.depth} {sanitize.markdown(section.title)}"] if section.title else []
    if section.lines:
        parts.append(_table(section))
    parts += [_fenced(lines) for lines in (section.chart, section.code) if lines]
    return [*parts, _list(section.text)]


def _fenced(lines: Sequence[str]) -> str:
    return "\n".join(["```text", *(sanitize.clean(line).replace("`", "'") for line in lines), "```"])


def _table(section: Section) -> str:
    head = " | ".join(sanitize.markdown(column.heading) or " " for column in section.columns)
    rule = " | ".join("---:" if column.right else "---" for column in section.columns)
    body = [" | ".join(sanitize.markdown(cell) for cell in line.cells) for line in section.lines]
    return "\n".join(f"| {line} |" for line in [head, rule, *body])


def _list(lines: Any) -> str:
    return "\n".join(f"- {sanitize.markdown(line)}" for line in lines)
