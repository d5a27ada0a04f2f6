"""Feeds that the folder before holds already: one that tells the same is taken over as it is."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from db.atomic_write import atomic_text
from reports.output.edition import edition, mark

LIST = "feeds/.made.json"  # of each feed: the mark of what it tells, and what its bytes are


class KeptFeeds:
    """Writes feeds into a folder, or takes them over from the folder `before` (which may be the same)."""

    def __init__(self, before: Path, into: Path) -> None:
        self._before, self._into = before, into
        self._known = _read(before / LIST)
        self._made: dict[str, tuple[str, str]] = {}

    def write(self, file: str, told: Any, make: Callable[[], str]) -> Path:
        """The feed at this path below the folder; `told` is all that `make` tells."""
        name = mark(edition(), [file, told])
        text = self._kept(file, name)
        text = make() if text is None else text
        self._made[file] = (name, _digest(text))
        return atomic_text(self._into / file, text)

    def close(self) -> None:
        """Write down what the feeds were made of, for the next time."""
        atomic_text(self._into / LIST, json.dumps(self._made, indent=1) + "\n")

    def _kept(self, file: str, name: str) -> str | None:
        """The text of the feed from before where it tells the same and nobody touched it."""
        known = self._known.get(file)
        if not isinstance(known, list) or known[:1] != [name]:
            return None
        try:
            text = (self._before / file).read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return None
        return text if known[1:] == [_digest(text)] else None


def _read(path: Path) -> dict[str, Any]:
    try:
        known = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
