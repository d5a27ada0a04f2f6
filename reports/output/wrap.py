"""Fitting English and Chinese into columns: lines break at spaces and between wide characters, names in the middle."""

import re

from rich.cells import cell_len

# Where a line may break: at blanks, and around every Chinese character but before its closing punctuation.
_FIRST_WIDE = "⺀"
_PIECES = r"\s+|[⺀-鿿豈-﫿＀-￯][。，、：；！？）」]*|[^\s⺀-鿿豈-﫿＀-￯]+[。，、：；！？）」]*"


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; a longer word is cut. No line begins with a closing mark."""
    lines = [""]
    for piece in _pieces(text):
        if cell_len(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        piece = piece if lines[-1] else piece.lstrip()
        while cell_len(piece) > width:
            lines[-1], piece = piece[: width // 2], piece[width // 2 :]
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """What a line may break between; the pattern of all wide characters is compiled where there is one: it takes long."""
    narrow = max(text, default="") < _FIRST_WIDE
    return re.findall(r"\s+|\S+" if narrow else _PIECES, text)


def shorten(text: str, width: int) -> str:
    """The text in so many columns: what does not fit is cut out of the middle, where names differ least."""
    if cell_len(text) <= width:
        return text
    tail = ""
    while cell_len(text[-len(tail) - 1 :]) <= (width - 1) // 2:
        tail = text[-len(tail) - 1 :]
    head = text
    while cell_len(head) + cell_len(tail) + 1 > width:
        head = head[:-1]
    return f"{head}…{tail}"
