"""Entries: the objects of a JSON answer that a source reads, each with the text it stands in."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from scrapers.page import Page
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.vocabulary.words import squash

T = TypeVar("T")
_NAMES = ("title", "name", "vendor", "brand")  # the keys that say what a record is, the name first
_DECODER = json.JSONDecoder(parse_float=Decimal)
_STRING_OR_BRACE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|\{', re.S)
_VALUE = r'\s*:\s*(?:"(?:[^"\\]|\\.)*"|[^\s,{}\[\]"]+)'


@dataclass(frozen=True)
class JsonObject:
    """One object: its values by key and, where it was cut out of an answer, its own text."""

    values: Mapping[str, Any]
    text: str = ""

    def maybe(self, key: str) -> str | None:
        """The words under a key, whole numbers as digits; None where absent, null or empty.

        Raises PageChanged where the value is anything else.
        """
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise PageChanged(f"{key!r} is no text: {str(value)[:60]}")
        return squash(value or "") or None

    def one(self, key: str) -> str:
        """The words under a key; raises PageChanged where there are none."""
        value = self.maybe(key)
        if value is None:
            raise PageChanged(f"no {key!r} in {squash(self.text)[:80]}")
        return value

    def quoted(self, key: str) -> tuple[str, str]:
        """The words under a key, else the beginning of its text, and its text."""
        name = self.values.get(key)
        return (name if isinstance(name, str) and name.strip() else self.text), self.text

    def inner(self, key: str) -> "JsonObject":
        """The object under a key, an empty one where it is absent or null."""
        value = self.values.get(key) or {}
        if not isinstance(value, Mapping):
            raise PageChanged(f"{key!r} is no object: {str(value)[:60]}")
        return JsonObject(value, self.text)

    def many(self, key: str) -> "list[JsonObject]":
        """The objects of the list under a key, none where it is absent or null."""
        value = self.values.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise PageChanged(f"{key!r} is no list of objects: {str(value)[:60]}")
        return [JsonObject(item, self.text) for item in value]

    def evidence(self, *keys: str | tuple[str, str]) -> str:
        """The shortest run of its text from the first to the last of these keys or (key, value) pairs."""
        spans = []
        for key in keys:
            name, value = (key, _VALUE) if isinstance(key, str) else (key[0], _said(key[1]))
            found = re.search(f'"{re.escape(name)}"{value}', self.text)
            if not found:
                return squash(self.text)
            spans.append(found.span())
        return squash(self.text[min(start for start, _ in spans) : max(end for _, end in spans)])


def _said(value: str) -> str:
    return rf'\s*:\s*(?:"{re.escape(value)}"|{re.escape(value)}(?!\d))'


def entries(page: Page, wanted: Callable[[Mapping[str, Any]], bool]) -> list[JsonObject]:
    """The outermost objects of a JSON answer that are `wanted`, in order, however deep they stand.

    A bare record reads as a list of one; a record that bears another vendor's name is left out. Raises Truncated where the answer is no JSON, NotAPricePage
    where it is HTML.
    """
    text = page.text
    if text.lstrip().startswith("<"):
        raise NotAPricePage("HTML in place of JSON", "shell")
    found, end = [], 0
    try:
        page.json()
        for brace in _STRING_OR_BRACE.finditer(text):
            if brace[0] == "{" and brace.start() >= end:
                value, stop = _DECODER.raw_decode(text, brace.start())
                if wanted(value):
                    found.append(JsonObject(value, text[brace.start() : stop]))
                    end = stop
    except RecursionError:
        raise PageChanged("JSON nested too deep to be a price list") from None
    return [entry for entry in found if _own(entry, page)]


def _own(entry: JsonObject, page: Page) -> bool:
    said = [value for key in _NAMES if isinstance(value := entry.values.get(key), str)]
    why = next(filter(None, map(page.seller.stranger, said)), None) if page.seller else None
    if why and page.seller:
        page.seller.leave(said[0], why, entry.text)
    return why is None


def known(words: Mapping[str, T], value: str) -> T:
    """What a vendor's word means; raises PageChanged for a word never seen."""
    if value not in words:
        raise PageChanged(f"unknown word {value!r}; known are {', '.join(words)}")
    return words[value]
