"""Objects of a JSON answer, wherever they stand in it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from scrapers.page import Page
from scrapers.reading.records.json_objects import JsonObject, once_each
from scrapers.refusals import NotAPricePage

_NAMES = ("title", "name", "vendor", "brand")  # the keys that say what a record is, the name first
_STRING_OR_BRACE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}]', re.S)


def entries(page: Page, wanted: Callable[[Mapping[str, Any]], bool]) -> list[JsonObject]:
    """The outermost objects of a JSON answer that are `wanted`, in order, however deep they stand.

    A bare record reads as a list of one; a record that bears another vendor's name is left out. Raises Truncated where
    the answer is no JSON, NotAPricePage where it is HTML.
    """
    if page.text.lstrip().startswith("<"):
        raise NotAPricePage("HTML in place of JSON", "shell")
    page.json()
    closed: list[dict[str, Any]] = []  # objects in the order in which their braces close

    def close(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        closed.append(once_each(pairs))
        return closed[-1]

    answer = json.loads(page.text, parse_float=Decimal, object_pairs_hook=close)
    spans = dict(zip(map(id, closed), _spans(page.text), strict=True))
    found = [
        JsonObject(value, page.text[slice(*spans[id(value)])], above)
        for value, above in _wanted(answer, wanted, ())
    ]
    return own(found, page)


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in a JSON value, each before those inside it."""
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from objects(inner)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for piece in _STRING_OR_BRACE.finditer(text):
        if piece[0] == "{":
            opened.append(piece.start())
        elif piece[0] == "}":
            yield opened.pop(), piece.end()


def _wanted(
    value: Any, wanted: Callable[[Mapping[str, Any]], bool], above: tuple[str, ...]
) -> Iterator[tuple[Mapping[str, Any], tuple[str, ...]]]:
    if isinstance(value, dict) and wanted(value):
        yield value, above
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _wanted(inner, wanted, (*above, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _wanted(inner, wanted, above)


def own(found: list[JsonObject], page: Page) -> list[JsonObject]:
    """Those of the objects that bear no other vendor's name; the others are named as left out."""
    return [entry for entry in found if _own(entry, page)]


def _own(entry: JsonObject, page: Page) -> bool:
    said = [value for key in _NAMES if isinstance(value := entry.values.get(key), str)]
    why = next(filter(None, map(page.seller.stranger, said)), None) if page.seller else None
    if why and page.seller:
        page.seller.leave(said[0], why, entry.text)
    return why is None
