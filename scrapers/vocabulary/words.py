"""How words of a page are compared: white space squashed, full-width forms folded, marks of notes left out."""

import re
import unicodedata
from functools import lru_cache

from scrapers.vocabulary.note_marks import RAISED, unmarked

_COMMA = re.compile(r"(?<=[0-9])，(?=[0-9])")  # 40，120 次 are two numbers; folded they would be 40,120
_SLASHES = str.maketrans("∕⁄", "//")
SHORT = 400  # characters of a label or cell, which pages repeat: what comes of it is remembered
_NO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


def squash(text: str) -> str:
    """The text in its own characters with runs of white space as one blank, without marks of no width."""
    return " ".join((text if text.isascii() else _NO_WIDTH.sub("", text)).split())


def comparable(text: str) -> str:
    """The text as it is compared: full-width forms folded, white space squashed, backslash escapes undone.

    Marks of notes are left out (¹ ① [1]); digits that may be cents or a power stay raised (469⁹⁰, 10⁶).
    """
    return _remembered(text) if len(text) <= SHORT else _compared(text)


def _compared(text: str) -> str:
    said = unmarked(squash(_COMMA.sub(", ", text.replace("\\", ""))))
    if said.isascii():
        return squash(said)
    parts = RAISED.split(said)  # the odd ones are raised
    parts[::2] = [unicodedata.normalize("NFKC", part) for part in parts[::2]]
    return squash("".join(parts)).translate(_SLASHES)


_remembered = lru_cache(8192)(_compared)


def as_label(text: str) -> str:
    """The text of a label as it is compared: folded, without the colons and stars around it."""
    return comparable(text).rstrip(" :*").lstrip(" *")
