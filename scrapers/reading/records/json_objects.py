"""Objects of a JSON answer or a script: their values by key or path, and the text that each stands in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from scrapers.refusals import PageChanged
from scrapers.vocabulary.words import squash

T = TypeVar("T")
_VALUE = r"""\s*:\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\{[^{}]*\}|[^\s,{}\[\]"']+)"""
_FLAGS = (True, False, None)


@dataclass(frozen=True)
class Unreadable:
    """A value that is none: a key with two values, code in place of a literal. Whoever asks for it is refused."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class JsonObject:
    """One object: its values by key, its own text and the keys it stands under, outermost first.

    A path is keys joined with dots: `price.monthly`. Absent and null mean not stated.
    """

    values: Mapping[str, Any]
    text: str = ""
    above: tuple[str, ...] = ()
    alone: bool = False  # bought once, at a price of its own beside the renewing one

    def at(self, path: str) -> Any:
        """The value at a path, None where it is absent or null; raises PageChanged where a step is no object."""
        value: Any = self.values
        for key in path.split("."):
            if not isinstance(value, Mapping):
                raise PageChanged(f"no object holds {path!r}: {str(value)[:60]}")
            value = value.get(key)
            if value is None:
                return None
        if isinstance(value, Unreadable):
            raise PageChanged(f"{path!r} cannot be read: {value.text[:60]}")
        return value

    def maybe(self, path: str) -> str | None:
        """The words at a path, whole numbers as digits; None where absent, null or empty.

        Raises PageChanged where the value is anything else.
        """
        value = self.at(path)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise PageChanged(f"{path!r} is no text: {str(value)[:60]}")
        return squash(value or "") or None

    def one(self, path: str) -> str:
        """The words at a path; raises PageChanged where there are none."""
        value = self.maybe(path)
        if value is None:
            raise PageChanged(f"no {path!r} in {squash(self.text)[:80]}")
        return value

    def flag(self, path: str) -> bool | None:
        """A boolean, None where absent or null; raises PageChanged for anything else."""
        value = self.at(path)
        if not any(value is flag for flag in _FLAGS):
            raise PageChanged(f"{path!r} is no flag: {str(value)[:60]}")
        return bool(value) if value is not None else None

    def number(self, path: str) -> Decimal | None:
        """A number, None where absent or null; raises PageChanged for anything else, also for its digits in a text."""
        value = self.at(path)
        if isinstance(value, bool) or not isinstance(value, int | Decimal | None):
            raise PageChanged(f"{path!r} is no number: {str(value)[:60]}")
        return value if value is None else Decimal(value)

    def texts(self, path: str) -> tuple[str, ...]:
        """The words of a list, or those under the last key of each object of a list (`equity.text`); also one text alone."""
        first, _, rest = path.partition(".")
        value = self.at(first)
        listed = value if isinstance(value, list) else [value] if value is not None else []
        if not all(isinstance(one, Mapping if rest else str) for one in listed):
            raise PageChanged(f"{path!r} is no list of texts: {str(value)[:60]}")
        if rest:
            return tuple(words for one in listed for words in JsonObject(one, self.text).texts(rest))
        return tuple(squash(words) for words in listed if words.strip())

    def quoted(self, path: str) -> tuple[str, str]:
        """The words at a path, else the beginning of its text, and its text."""
        try:
            name = self.maybe(path)
        except PageChanged:
            name = None
        return name or self.text, self.text

    def inner(self, path: str) -> "JsonObject":
        """The object at a path, an empty one where it is absent or null."""
        value = self.at(path) or {}
        if not isinstance(value, Mapping):
            raise PageChanged(f"{path!r} is no object: {str(value)[:60]}")
        return JsonObject(value, self.text)

    def many(self, path: str) -> "list[JsonObject]":
        """The objects of the list at a path, none where it is absent or null."""
        value = self.at(path) or []
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise PageChanged(f"{path!r} is no list of objects: {str(value)[:60]}")
        return [JsonObject(item, self.text) for item in value]

    def evidence(self, *keys: str | tuple[str, str]) -> str:
        """The shortest run of its text from the first to the last of these keys or (key, value) pairs, else all of it."""
        spans = []
        for key in keys:
            if isinstance(key, str):
                found = _key(key, _VALUE).search(self.text)
                span = found.span() if found else None
            else:
                span = _stated(self.text, *key)
            if span is None:
                return squash(self.text)
            spans.append(span)
        return squash(self.text[min(start for start, _ in spans) : max(end for _, end in spans)])


@lru_cache(256)
def _key(name: str, value: str = r"\s*:\s*") -> re.Pattern[str]:
    return re.compile(rf"""["']?(?<![\w$]){re.escape(name)}["']?{value}""")


def _stated(text: str, name: str, value: str) -> tuple[int, int] | None:
    """Where a key stands with a value, in quotes or not, and where the value ends; None where it does not."""
    for key in _key(name).finditer(text):
        at = key.end() - (len(value) - len(value.lstrip()))
        quote, end = text[at : at + 1], at + len(value)
        if quote in ("'", '"') and text.startswith(value + quote, at + 1):
            return key.start(), end + 2
        if text.startswith(value, at) and not text[end : end + 1].isdecimal():
            return key.start(), end
    return None


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of its members, in which a key with two values cannot be read."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found and found[key] != value:
            value = Unreadable(f"two values of {key!r}: {found[key]}, {value}")
        found[key] = value
    return found


def known(words: Mapping[str, T], value: str, what: str = "word") -> T:
    """What a vendor's word means, by patterns of the whole word; raises PageChanged for a word never seen."""
    for pattern, meaning in words.items():
        if re.fullmatch(pattern, value):
            return meaning
    raise PageChanged(f"unknown {what} {value!r}; known are {', '.join(words)}")
