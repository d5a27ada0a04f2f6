"""The models that the cells of a plan name."""

import re
from collections.abc import Iterable

from scrapers.reading.document import Cell
from scrapers.vocabulary.words import comparable, squash

_EXACT = re.compile(
    r"仅支持以下精确版本|only the following exact (?:versions|models)(?: are supported)?", re.I
)
_EXAMPLES = re.compile(r"❌|判定|示范|example", re.I)
_GROUPS = re.compile(r"[、,;:]|(?:推荐|更多|其他)模型|(?:recommended|more|other) models", re.I)
_ID = re.compile(r"[A-Za-z][A-Za-z]*-?\d[\w.-]*|[A-Za-z]+\d*(?:[-.][\w.]+)+")


def model_ids(cell: Cell | None) -> tuple[str, ...]:
    """The model ids of a cell: what follows 仅支持以下精确版本, never the counter examples that explain it."""
    listed = _EXACT.split(comparable(cell.text)) if cell else []
    if not listed or (len(listed) == 1 and _EXAMPLES.search(listed[0])):
        return ()
    pieces = _GROUPS.split(re.sub(r"\([^()]*\)", "", listed[-1]))
    return tuple(dict.fromkeys(piece.strip(" .。") for piece in pieces if _ID.fullmatch(piece.strip(" .。"))))


def models_named(pattern: str, lines: Iterable[str]) -> tuple[str, ...]:
    """Each model that lines name, by the pattern of the vendor's own names of them."""
    found = re.compile(pattern, re.I)
    return tuple(
        dict.fromkeys(squash(name[0]) for line in lines for name in found.finditer(comparable(line)))
    )
