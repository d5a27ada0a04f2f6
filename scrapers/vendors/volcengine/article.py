"""Articles of Volcengine's documentation: Markdown in MDContent, or the delta in Content, as one Document."""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scrapers.page import Page
from scrapers.reading.document import Document, Text
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import NotAPricePage, PageChanged, Truncated
from scrapers.vocabulary.prices.money import amounts

_CODE = re.compile(r"/docs/(?:ark/)?([a-z][a-z0-9-]+?)(?:\.md)?(?:[?#]|$)")


@dataclass(frozen=True)
class Article:
    """An article and its DocumentCode, which says what it is about."""

    code: str
    document: Document


def article(page: Page) -> Article:
    """The article in an answer of getDocDetail, or in the Markdown or HTML of a page whose address names it.

    Raises NotAPricePage for a shell, Truncated for JSON that breaks off, PageChanged where nothing names the article.
    """
    if page.text.lstrip()[:1] == "{":
        answer = page.json()
        result = JsonObject(answer if isinstance(answer, dict) else {}, page.text).inner("Result")
        if not result.values:
            raise PageChanged(f"getDocDetail gave no Result: {page.text[:160]}")
        return Article(result.one("DocumentCode"), _document(result, page))
    named = _CODE.search(page.url)
    if not named:
        raise NotAPricePage("a documentation page without data: its text comes from getDocDetail", "shell")
    return Article(named[1], Document(page))


def priced_outside(document: Document, names_tier: Callable[[str], bool]) -> bool:
    """Whether a tier's monthly, quarterly or yearly amount stands in the text outside the tables."""
    lines = [line for block in document.blocks if isinstance(block, Text) for line in block.lines]
    return any(names_tier(line) and any(amount.period for amount in amounts(line)) for line in lines)


def _document(result: JsonObject, page: Page) -> Document:
    markdown = result.values.get("MDContent")
    if isinstance(markdown, str) and markdown.strip():
        return _rendered(page, f"# {result.maybe('Title') or ''}\n\n{markdown}")
    try:
        delta = json.loads(result.one("Content"))
    except ValueError as error:
        raise Truncated(f"Content is not JSON: {error}") from None
    return _rendered(page, f"<body>{delta_html(delta)}</body>")


def _rendered(page: Page, text: str) -> Document:
    return Document(Page(url=page.url, body=text.encode(), seller=page.seller))


def delta_html(delta: Any) -> str:
    """HTML of a delta: zones of operations, where an aceTable names the zones of its rows and columns.

    The text of a cell stands in the zone x<row>x<column>, whatever the order of the zones.
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
    if len(ids) != 2 or depth > 2:
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
