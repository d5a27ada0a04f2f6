"""Objects in a script: the object literal around a known key is found first, and only that slice is read.

Literals are read with chompjs, member by member: a spread is left out, a member that is code in place of a literal
cannot be read and costs whoever asks for it (`Unreadable`).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import chompjs

from scrapers.reading.records.json_objects import JsonObject, Unreadable, once_each
from scrapers.refusals import PageChanged, Truncated

_MOST = 500  # objects of a script
_LONGEST = 20_000  # characters of one object
_OUTWARD = 3  # objects around a key that may be the record
_STRING = r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`"""
TOKEN = re.compile(rf"{_STRING}|\\.|//[^\n]*+(?=\n)|(?P<open>[{{\[(])|(?P<close>[}}\])])|(?P<comma>,)", re.S)
_SHORT = r"""(?<=[\s:,\[(={?+])(?:"(?:[^"\\\n]|\\.){0,300}+"|'(?:[^'\\\n]|\\.){0,300}+')(?=\s?[,}\]):;+])"""
_KEY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|([\w$]+))\s*:\s*(?=\S)""", re.S)
_LITERALS = {
    "!0": True, "true": True, "!1": False, "false": False, "null": None, "undefined": None, "void 0": None,
}  # fmt: skip
_CODE = re.compile(
    r"""[^"'`\[{\d.+-]|`.*\$\{""", re.S
)  # begins no literal: t("name"), e.price; or `${n}/month`


def script_objects(
    text: str, key: str, wanted: Callable[[Mapping[str, Any]], bool] = lambda values: True
) -> list[JsonObject]:
    """The smallest `wanted` object around each occurrence of a key with a literal value, in order.

    The key may stand in an object inside it, and is then its own as well, unless several stand there. Raises Truncated
    where an object, or the list that holds the first one, never ends, PageChanged for more or longer objects than a list
    of plans has.
    """
    around = list(_around(text, key))
    if len({opened[-1] for _, opened in around}) > _MOST:
        raise PageChanged(f"more than {_MOST} objects with {key!r} in one script")
    if around and text[: around[0][1][-1]].strip():
        _refuse_endless(text, around[0][1][-1])
    objects: dict[int, JsonObject | None] = {}
    found: dict[int, JsonObject] = {}
    for value, opened in around:
        for start in reversed(opened):
            if start not in objects:
                objects[start] = _object(text, start)
            record = _with(objects[start], key, value)
            if record and wanted(record.values):
                found.setdefault(start, record)
                break
    return list(found.values())


def _around(text: str, key: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The value of each occurrence of a key and where the objects around it begin, the outermost first."""
    pieces = re.compile(
        rf"""["']?(?<![\w$]){re.escape(key)}["']?\s*:\s*(?P<value>"[^"\\\n]*+"|'[^'\\\n]*+'|`[^`\\\n$]*+`|\d++)|[{{}}]|{_SHORT}"""
    )
    opened: list[int] = []
    for found in pieces.finditer(text):
        if found["value"] and not opened:
            raise Truncated(f"{key!r} outside any object: the body begins or ends in the middle")
        if found["value"]:
            yield found["value"].strip("\"'`"), tuple(opened[-_OUTWARD:])
        elif found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            del opened[-1:]


def _refuse_endless(text: str, start: int) -> None:
    depth = 0
    for token in TOKEN.finditer(text, start):
        depth += bool(token["open"]) - bool(token["close"])
        if depth < 0:
            return
    raise Truncated("the list of records is opened and not closed: the body ends too early")


def _with(record: JsonObject | None, key: str, value: str) -> JsonObject | None:
    """The record with a key that stands in an object inside it; None where other values of that key stand there."""
    if record is None or key in record.values:
        return record
    inside = {other for other, _ in _around(record.text, key)}
    return replace(record, values={**record.values, key: value}) if inside == {value} else None


def _object(text: str, start: int) -> JsonObject | None:
    """The object that begins at a brace, None where it is longer than a plan's."""
    depth, edges = 0, [start]
    for token in TOKEN.finditer(text, start, start + _LONGEST):
        depth += bool(token["open"]) - bool(token["close"])
        if depth == 0 or (depth == 1 and token["comma"]):
            edges.append(token.start())
        if depth == 0:
            members = (text[before + 1 : after] for before, after in pairwise(edges))
            return JsonObject(_members(members), text[start : token.end()])
    if start + _LONGEST >= len(text):
        raise Truncated("an object is opened and not closed: the body ends too early")
    return None


def _members(members: Iterable[str]) -> dict[str, Any]:
    """The members of an object by key; a spread, a method or a shorthand is none."""
    keyed = ((key, member) for member in members if (key := _KEY.match(member)))
    return once_each([(key[1] or key[2] or key[3], literal(member[key.end() :])) for key, member in keyed])


def literal(text: str) -> Any:
    """The value of a literal, Unreadable where it is none."""
    said = text.strip()
    if said in _LITERALS:
        return _LITERALS[said]
    if _CODE.match(said):
        return Unreadable(said)
    try:
        value = chompjs.parse_js_object(f"[{said}]", loader=_load)
    except (ValueError, RecursionError):
        return Unreadable(said)
    return value[0] if isinstance(value, list) and len(value) == 1 else Unreadable(said)


def _load(text: str) -> Any:
    return json.loads(text, strict=False, parse_float=Decimal, object_pairs_hook=_pairs)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    literal = [
        (key, _LITERALS.get(value, value) if isinstance(value, str) else value) for key, value in pairs
    ]
    return once_each(literal)
