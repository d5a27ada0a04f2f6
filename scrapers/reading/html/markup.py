"""Where the markup of a text stands, in whatever it is written: found in one pass, however the text is made."""

import re
from collections.abc import Iterator
from itertools import chain

SILENT = ("script", "style", "noscript", "template", "svg")
_MARK = re.compile(rf"<!--|<({'|'.join(SILENT)})\b|<[/!?]?[a-z][^<>]*>", re.I)
_ENDS = {name: re.compile(rf"</{name}\s*>", re.I) for name in SILENT} | {"": re.compile("-->")}


def markup(text: str) -> Iterator[tuple[int, int]]:
    """The spans of tags, of comments, and of the elements of which no reader sees anything, in order.

    A comment or a silent element without an end is a tag and nothing more.
    """
    at = 0
    endless: set[str] = set()  # of which no end is left
    while mark := _MARK.search(text, at):
        at = mark.end()
        name = (mark[1] or "").lower()
        if (mark[1] or mark[0] == "<!--") and name not in endless:
            end = _ENDS[name].search(text, at)
            if end:
                at = end.end()
            else:
                endless.add(name)
        if mark[1] and at == mark.end():
            at = text.find(">", at) + 1 or at
        yield mark.start(), at


def letters_beside(text: str, most: int) -> int:
    """How many letters, digits and signs stand beside the markup of a text; no more than `most` are counted."""
    found = end = 0
    for start, stop in chain(markup(text), [(len(text), len(text))]):
        found += sum(map(len, text[end:start].split()))
        end = stop
        if found >= most:
            return most
    return found
