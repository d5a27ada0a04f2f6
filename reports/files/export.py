"""The files programs read, beside the site: prices, history, changes, rates, the database, and what describes them."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from db.atomic_write import atomic_text, atomic_write
from db.copies import copy
from db.database import Database
from reports.files.history_rows import HISTORY, RATES, history_rows, rate_rows
from reports.files.llms_txt import index
from reports.optional import PARQUET, installed
from reports.output import sanitize
from reports.output.formats import as_json, flat
from reports.output.uncollected import uncollected
from reports.question import ReportQuery
from reports.views.catalogue import report

PARQUET_FILE = "history.parquet"
SCHEMAS = ("prices", "changes", "history", "rates")


@uncollected()
def write_data(db: Database, day: date, folder: Path) -> list[Path]:
    """Write llms.txt and data/ into a folder, as of the end of a day, and return what was written.

    Each file replaces the one before it in one step. codingplans.sqlite is the whole database as it is now,
    whatever the day. history.parquet is left out where the extra `parquet` is not installed.
    """
    query, data = ReportQuery(day=day), folder / "data"
    (data / "schemas").mkdir(parents=True, exist_ok=True)
    prices, rows = report(db, "prices", query), history_rows(db, query)
    written = [
        atomic_text(data / "prices.json", as_json(prices)),
        atomic_text(data / "changes.json", as_json(report(db, "changes", query))),
        atomic_text(data / "history.csv", _csv(HISTORY, rows)),
        *(
            [atomic_write(data / PARQUET_FILE, lambda path: _parquet(path, rows))]
            if installed(PARQUET)
            else ()
        ),
        atomic_text(data / "rates.csv", _csv(RATES, rate_rows(db, query))),
        copy(db, data / "codingplans.sqlite"),
    ]
    written += [atomic_text(data / "schemas" / f"{name}.schema.json", schema(name)) for name in SCHEMAS]
    return [*written, atomic_text(folder / "llms.txt", index(prices, day))]


def schema(name: str) -> str:
    """The JSON Schema of a file: of the whole of prices and changes, of one row of history and rates."""
    return (files("reports") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([sanitize.cell(flat(row[name])) for name in columns])
    return out.getvalue()


def _parquet(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    from reports.files.parquet import write

    write(path, rows, HISTORY)
