"""A page of our own writing in place of a saved one: the labels and figures that were read, and nothing else of it."""

import json
import re
from collections.abc import Iterator
from itertools import groupby

from pipeline.vendor_kit.page_shapes import Shape, json_plans, script_plans
from scrapers.page import Page
from scrapers.reading.document import Cell, Document
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow

_TABLE = "<table>\n<tr><th></th><th>Price</th></tr>\n<tr><td>TODO NAME</td><td>TODO PRICE</td></tr>\n</table>"


def stand_in(shape: Shape, page: Page) -> tuple[str, str]:
    """A page of our own with the labels and figures that were read, and the ending of its file: html or json or js."""
    if shape.reader is PlanRecords:
        return _of_records(shape, page)
    if shape.reader is PlanTable:
        return "\n".join(_tables(page)) or _TABLE, "html"
    rows = [(offer.plan_name, offer.evidence) for offer in shape.stated.offers] or [
        ("TODO NAME", "TODO PRICE")
    ]
    names = dict.fromkeys(name for name, _ in rows)
    cards = [
        f"<section><h3>{_html(name)}</h3>{''.join(f'<p>{_html(said)}</p>' for one, said in dict.fromkeys(rows) if one == name)}</section>"
        for name in names
    ]
    return "<div>\n" + "\n".join(cards) + "\n</div>", "html"


def _tables(page: Page) -> Iterator[str]:
    """The tables of plans again: names, labels and figures, under the heading they stand under."""
    reader = PlanTable()
    rows = [row for row in reader.rows(Document(page), page) if isinstance(row, PlanRow)]
    for _, group in groupby(rows, key=lambda row: (row.headings, row.beside)):
        plans = list(group)
        kept = f"{reader.prices}|{reader.uses}|{reader.models_in}|{reader.cycles}"
        labels = [label for label in plans[0].record.cells if re.fullmatch(kept, label, re.I)]
        heads = "".join(f"<th>{_html(label)}</th>" for label in ("", *labels))
        lines = [
            f"<tr><td>{_html(row.name)}</td>{''.join(_cell(row.record.cells[label]) for label in labels)}</tr>"
            for row in plans
        ]
        heading = f"<h2>{_html(plans[0].headings[-1])}</h2>\n" if plans[0].headings else ""
        yield f"{heading}<table>\n<tr>{heads}</tr>\n" + "\n".join(lines) + "\n</table>"


def _cell(cell: Cell) -> str:
    struck = f" <s>{_html(cell.struck)}</s>" if cell.struck else ""
    return f"<td>{_html(cell.text)}{struck}</td>"


def _of_records(shape: Shape, page: Page) -> tuple[str, str]:
    script = shape.declared.get("form") == "script"
    objects = script_plans(page) if script else json_plans(page)
    keys = set(shape.declared["fields"].values())
    kept = [{key: value for key, value in one.items() if key in keys} for one in objects] or [
        {"TODO": "TODO"}
    ]
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=str)
    return (f"const plans = {text};", "js") if script else (f'{{"plans": {text}}}', "json")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
