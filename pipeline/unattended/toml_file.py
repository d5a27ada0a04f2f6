"""A TOML file as it was read, bounded in size, with the line each key stands in; the parser itself does not say."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Keys = tuple[str | int, ...]
_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.\s\"'-]+?)\s*\]")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")
_MOST = 256 * 1024  # bytes


class BadFile(ValueError):
    """A file that cannot be read; one line that names it and says why."""


@dataclass(frozen=True)
class TomlFile:
    """What a file says, and where it says it."""

    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    lines: Mapping[Keys, int] = field(default_factory=dict)

    def where(self, keys: Keys) -> str:
        """FILE:LINE of a key, or of the nearest that it stands in."""
        known = (self.lines[keys[:end]] for end in range(len(keys), 0, -1) if keys[:end] in self.lines)
        line = next(known, None)
        return f"{self.path}:{line}" if line else str(self.path)


def read_toml(path: Path) -> TomlFile:
    """The file; raises BadFile where it is none, or no TOML."""
    text = read_text(path)
    try:
        return TomlFile(path, tomllib.loads(text), lines(text))
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{path}: no TOML: {error}") from None


def read_text(path: Path) -> str:
    """The text of a small file; raises BadFile."""
    try:
        if path.stat().st_size > _MOST:
            raise BadFile(f"{path}: more than {_MOST // 1024} KiB; name another file")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(f"{path}: no text in UTF-8") from None
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}; name another file, or change its permissions") from None


def value_at(data: Any, keys: Keys) -> Any:
    """What stands at a path of keys, None where nothing does."""
    for key in keys:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def lines(text: str) -> Mapping[Keys, int]:
    """The line, from 1, of every table and every key of a table by its path; an entry of a list by its number from 0."""
    found: dict[Keys, int] = {}
    table: Keys = ()
    entries: Counter[Keys] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if head := _TABLE.match(line):
            table = _keys(head[2])
            if head[1] == "[[":
                entries[table] += 1
                table = (*table, entries[table] - 1)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_keys(key[1])), number)
    return found


def _keys(name: str) -> Keys:
    return tuple(part.strip().strip("\"'") for part in name.split("."))
