"""Records in a script that makes elements: h("div", {class: "price"}, "¥40/月") states words under the name of their class."""

import re
from collections.abc import Iterator

from scrapers.reading.records.json_objects import JsonObject, once_each
from scrapers.reading.records.script_objects import TOKEN, literal

_WORDS = r"""(?P<{}>"(?:[^"\\\n]|\\.){{0,300}}+"|'(?:[^'\\\n]|\\.){{0,300}}+')"""
_ELEMENT = re.compile(  # h("p",{class:"name"},"Lite") and jsx("p",{className:"name",children:"Lite"})
    rf"""\(\s*["'][a-z][\w-]*["'],\s*\{{\s*class(?:Name)?:\s*["'](?P<key>[\w-]{{1,60}})["']\s*"""
    rf"""(?:\}},\s*{_WORDS.format("said")}\s*\)|,\s*children:\s*{_WORDS.format("child")}\s*\}}\s*\))"""
)


def script_elements(text: str, key: str) -> list[JsonObject]:
    """A record for each element of a class, with the words of the elements behind it by their classes.

    It ends where the next one begins or where what it stands in is closed.
    """
    found = list(_ELEMENT.finditer(text))
    starts = [element.start() for element in found if element["key"] == key]
    return [
        _record(text, start, min(end, _closed(text, start, end)))
        for start, end in zip(starts, [*starts[1:], len(text)], strict=False)
    ]


def _record(text: str, start: int, end: int) -> JsonObject:
    pairs = [(found["key"], literal(found["said"] or found["child"])) for found in _within(text, start, end)]
    return JsonObject(once_each(pairs), text[start:end])


def _within(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return _ELEMENT.finditer(text, start, end)


def _closed(text: str, start: int, end: int) -> int:
    depth = 0
    for token in TOKEN.finditer(text, start, end):
        depth += bool(token["open"]) - bool(token["close"])
        if depth < 0:
            return token.start()
    return end
