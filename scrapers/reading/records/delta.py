"""Deltas: the JSON that an editor of documents keeps, zones of operations, as HTML."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from scrapers.refusals import PageChanged

_DEEPEST = 2  # tables inside tables


def delta_html(delta: Any) -> str:
    """HTML of a delta: zones of operations, where an aceTable names the zones of its rows and columns.

    The text of a cell stands in the zone x<row>x<column>, whatever the order of the zones. Raises PageChanged for what
    is no delta.
    """
    zones = delta.get("data") if isinstance(delta, Mapping) else None
    if not isinstance(zones, Mapping) or not all(isinstance(zone, Mapping) for zone in zones.values()):
        raise PageChanged("Content is no delta: it has no zones")
    return "".join(_blocks(zones, "0", 0))


def _blocks(zones: Mapping[str, Any], zone: str, depth: int) -> Iterator[str]:
    line, tag = "", "p"
    for operation in _operations(zones, zone):
        said, about = operation.get("insert"), operation.get("attributes") or {}
        if "aceTable" in about:
            yield _table(zones, str(about["aceTable"]), depth)
        elif about.get("lmkr"):
            tag = str(about.get("heading") or "p")
        elif isinstance(said, str):
            *whole, line = (line + said).split("\n")
            for text in whole:
                yield _block(tag, text)
                tag = "p"
    yield _block(tag, line)


def _block(tag: str, text: str) -> str:
    tag = tag if re.fullmatch(r"h[1-6]|p", tag) else "p"
    return f"<{tag}>{html.escape(text)}</{tag}>\n" if text.strip() else ""


def _table(zones: Mapping[str, Any], named: str, depth: int) -> str:
    ids = [[_id(operation) for operation in _operations(zones, zone)] for zone in named.split()]
    if len(ids) != 2 or depth > _DEEPEST:
        raise PageChanged(f"a table of other zones than one of rows and one of columns: {named!r}")
    rows = [
        "".join(f"<td>{''.join(_blocks(zones, f'x{row}x{column}', depth + 1))}</td>" for column in ids[1])
        for row in ids[0]
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>\n"


def _id(operation: Mapping[str, Any]) -> str:
    said = operation.get("insert")
    if not isinstance(said, Mapping) or not isinstance(said.get("id"), str):
        raise PageChanged(f"a row or column of a table has no id: {str(operation)[:60]}")
    return str(said["id"])


def _operations(zones: Mapping[str, Any], zone: str) -> list[Mapping[str, Any]]:
    found = zones.get(zone, {}).get("ops")
    if not isinstance(found, list) or not all(isinstance(operation, Mapping) for operation in found):
        raise PageChanged(f"the delta has no zone {zone!r}")
    return found
