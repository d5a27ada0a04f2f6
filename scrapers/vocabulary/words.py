"""How words of a page are compared: white space squashed, full-width forms folded, marks of notes left out."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from scrapers.vocabulary.lazy_pattern import lazy
from scrapers.vocabulary.note_marks import RAISED, unmarked

T = TypeVar("T")

_COMMA = lazy(r"，(?<=[0-9]，)(?=[0-9])")  # 40，120 次 are two numbers; folded they would be 40,120
_SHORT = 400  # characters of a label or cell, which pages repeat
_MOST = 4096  # short texts of which it is remembered what came of them
_remembered: list[Callable[[], None]] = []
_NO_WIDTH = lazy(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


class _Said(dict[str, T]):
    """What a function said of the last short texts; a long one is asked about each time."""

    def __init__(self, said_of: Callable[[str], T]) -> None:
        self._said_of = said_of

    def __missing__(self, text: str) -> T:
        said = self._said_of(text)
        if len(text) <= _SHORT:
            if len(self) >= _MOST:
                self.clear()
            self[text] = said
        return said


def remembered(said_of: Callable[[str], T]) -> Callable[[str], T]:
    """A function of a text that remembers what it said of the last short ones: a page asks of one label many times."""
    kept = _Said(said_of)
    _remembered.append(kept.clear)
    return kept.__getitem__  # which takes no call of Python where the text is known


def forget() -> None:
    """Forget what was remembered of the texts of pages."""
    for clear in _remembered:
        clear()


def matches(pattern: str, words: str) -> bool:
    """Whether a pattern fits all of the words, whatever their case."""
    fits = _fits if len(words) <= _SHORT else _fits.__wrapped__
    return fits(pattern, words)


@lru_cache(_MOST)
def _fits(pattern: str, words: str) -> bool:
    return caseless(pattern).fullmatch(words) is not None


_remembered.append(_fits.cache_clear)


@lru_cache(1024)
def caseless(pattern: str) -> re.Pattern[str]:
    """A pattern that a source declares as text; re itself keeps fewer, and takes long to find one."""
    return re.compile(pattern, re.I)


def squash(text: str) -> str:
    """The text in its own characters with runs of white space as one blank, without marks of no width."""
    return " ".join(seen_width(text).split())


def seen_width(text: str) -> str:
    """The text without marks of no width."""
    return text if text.isascii() else _NO_WIDTH.sub("", text)


@remembered
def comparable(text: str) -> str:
    """The text as it is compared: full-width forms folded, white space squashed, backslash escapes undone.

    Marks of notes are left out (¹ ① [1]); digits that may be cents or a power stay raised (469⁹⁰, 10⁶).
    """
    words = squash((text if text.isascii() else _COMMA.sub(", ", text)).replace("\\", ""))
    said = unmarked(words)
    if said.isascii():
        return said if said is words else squash(said)
    if said is words and unicodedata.is_normalized("NFKC", said):
        return _slashed(said)
    parts = RAISED.split(said)  # the odd ones are raised
    parts[::2] = [unicodedata.normalize("NFKC", part) for part in parts[::2]]
    return _slashed(squash("".join(parts)))


def _slashed(text: str) -> str:
    return text.replace("∕", "/").replace("⁄", "/")


def as_label(text: str) -> str:
    """The text of a label as it is compared: folded, without the colons and stars around it."""
    return comparable(text).rstrip(" :*").lstrip(" *")
