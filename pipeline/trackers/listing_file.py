"""The lines of a listings file: every one is checked for its shape before any is used.

A file has one JSON object a line: observed_at, vendor and name are texts; price_text, list_price_text, unit and notes
texts or null; details and source_urls lists of texts, null, or left out.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from db.tables.states import moment

TEXTS = ("observed_at", "vendor", "name")
MAYBE = ("price_text", "list_price_text", "unit", "notes")
LISTS = ("details", "source_urls")
_ADVICE = "correct the line or leave it out; nothing was imported"


class BadListings(ValueError):
    """A listings file that cannot be read; the message names file, line, field and value."""


def read_listings(path: Path) -> list[dict[str, Any]]:
    """The lines of a listings file, oldest scrape first, each with its UTC time as `at`.

    Raises BadListings where one of them is no listing, or of a day to come.
    """
    lines = []
    for number, text in enumerate(_lines(path), start=1):
        if not text.strip():
            continue
        try:
            lines.append(_line(text))
        except RecursionError:
            raise BadListings(f"{path}, line {number}: not a listing: nested too deeply; {_ADVICE}") from None
        except ValueError as error:
            raise BadListings(f"{path}, line {number}: not a listing: {error}; {_ADVICE}") from None
    if not lines:
        raise BadListings(f"{path}: an empty file, no listings")
    return sorted(lines, key=lambda line: str(line["at"]))


def _lines(path: Path) -> list[str]:
    """The lines of a JSONL file: JSON text may hold other line separators than \\n."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise BadListings(f"{path}: not a text file in UTF-8: {error.reason} at byte {error.start}") from None


def _line(text: str) -> dict[str, Any]:
    """One line with its time; raises ValueError for what it is not, RecursionError where it is nested too deeply."""
    line = json.loads(text)
    if not isinstance(line, dict):
        raise ValueError(f"{_shown(line)}, not an object")
    if missing := [name for name in (*TEXTS, *MAYBE) if name not in line]:
        raise ValueError(f"no {', '.join(missing)}")
    for name in TEXTS:
        _refuse_other(name, line[name], "a text")
    for name in MAYBE:
        if line[name] is not None:
            _refuse_other(name, line[name], "a text or null")
    for name in LISTS:
        _refuse_no_list(name, line.get(name))
    return line | {"at": _time(line)}


def _refuse_no_list(name: str, value: object) -> None:
    if value is None:
        return
    if not isinstance(value, list):
        raise ValueError(f"{name} is {_shown(value)}, not a list of texts or null")
    for place, each in enumerate(value):
        _refuse_other(f"{name}[{place}]", each, "a text")


def _refuse_other(name: str, value: object, wanted: str) -> None:
    """Raise ValueError for anything but a text of whole characters."""
    if not isinstance(value, str):
        raise ValueError(f"{name} is {_shown(value)}, not {wanted}")
    if not value.isascii() and any("\ud800" <= each <= "\udfff" for each in value):
        raise ValueError(f"{name} holds half a character: {ascii(value)[:80]}")


def _time(line: Mapping[str, Any]) -> str:
    try:
        observed = datetime.fromisoformat(line["observed_at"])
    except ValueError as error:
        raise ValueError(f"observed_at: {error}") from None
    if observed.tzinfo is None:
        raise ValueError(f"observed_at has no time zone: {line['observed_at']!r}")
    try:
        at = moment(observed)
    except OverflowError:
        raise ValueError(f"observed_at is no time: {line['observed_at']!r}") from None
    if observed > datetime.now(UTC) + timedelta(days=1):
        raise ValueError(f"observed_at is a day to come: {line['observed_at']!r}")
    return at


def _shown(value: object) -> str:
    """A value as a message names it."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    return json.dumps(value)[:80]
