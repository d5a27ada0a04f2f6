"""The edition of what is written: what tells the program, its words and its templates apart from those before any change."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

_ROOT = Path(__file__).parents[2]
_ROOMS = ("reports", "scrapers")  # which write, and which know names and facts
_SAYS = (".py", ".mo", ".j2", ".toml")  # code, words, templates, facts


@cache
def edition() -> str:
    """The edition of all that is published: nothing made by another one is taken over."""
    return edition_of(_ROOT / room for room in _ROOMS) + version("jinja2")


def edition_of(rooms: Iterable[Path]) -> str:
    """The edition of what these folders of code, words and templates write."""
    told = sha256()
    for room in rooms:
        for file in sorted(file for file in room.rglob("*") if file.suffix in _SAYS):
            told.update(f"{file.relative_to(room)}\n".encode() + sha256(file.read_bytes()).digest())
    return told.hexdigest()


def mark(edition: str, told: Any) -> str:
    """What tells a thing that shows these values apart from every other, and from what another edition makes of them."""
    return sha256(edition.encode() + orjson.dumps(told)).hexdigest()[:16]
