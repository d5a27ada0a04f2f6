"""The message: all that an address has yet to be told, grouped by kind and vendor, never longer than its service takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from db.tables.event_kinds import KINDS
from reports.alerts.tiding import Tiding
from reports.alerts.wording import OWN, address, heading, line
from reports.words.catalogue import gettext, ngettext

ORDER = (*OWN[:2], *KINDS, *OWN[2:])
MOST = 40  # lines one reads in a message; the others are counted


@dataclass(frozen=True)
class Size:
    """How much a service takes, title and text together, in `characters` or else in bytes of UTF-8."""

    most: int
    characters: bool = False

    def of(self, text: str) -> int:
        return len(text) if self.characters else len(text.encode())


@dataclass(frozen=True)
class Message:
    """A message; `mark` is the same for the same tidings, and stands in its text, so that one sent twice can be told."""

    title: str
    text: str
    mark: str


def mark_of(tidings: Sequence[Tiding]) -> str:
    return sha256("\n".join(sorted(one.identity for one in tidings)).encode()).hexdigest()[:8]


def compose(
    tidings: Sequence[Tiding], lang: str, base: str | None, size: Size, again: Sequence[str] = ()
) -> Message:
    """The message of some tidings, at least one. `base` is where the site is; `again` are marks of messages that may
    have arrived and in which some of this was told.

    What does not fit is left out between two lines, and counted.
    """
    ordered = sorted(tidings, key=lambda one: (ORDER.index(one.kind), one.vendor, one.offers, one.at))
    mark = mark_of(tidings)
    title = _title(ordered, lang)
    foot = gettext(lang, "alert mark", mark=mark)
    others = [old for old in dict.fromkeys(again) if old != mark]
    if others:
        foot += gettext(lang, "alert again", marks=gettext(lang, "comma").join(others[:3]))
    lines = [_item(one, lang, base) for one in ordered]

    def text(count: int) -> str:
        left = len(ordered) - count
        more = [_more(left, lang, base)] if left else []
        return "\n\n".join([*_grouped(ordered[:count], lines, lang), *more, foot])

    count = _fitting(min(len(ordered), MOST), lambda count: size.of(f"{title}\n{text(count)}") <= size.most)
    return Message(title, cut(text(count), size, size.most - size.of(f"{title}\n")), mark)


def trial(lang: str) -> Message:
    """The message that shows an address works."""
    return Message(gettext(lang, "alert trial title"), gettext(lang, "alert trial"), "")


def cut(text: str, size: Size, most: int) -> str:
    """The beginning of a text that is no longer than so much; no character is cut in two."""
    if size.of(text) <= most:
        return text
    most = max(0, most)
    return text[:most] if size.characters else text.encode()[:most].decode(errors="ignore")


def _fitting(most: int, fits: Callable[[int], bool]) -> int:
    """The greatest number up to `most` that fits, else 0."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _title(ordered: Sequence[Tiding], lang: str) -> str:
    first = ordered[0]
    what = heading(first.kind, lang)
    if len(ordered) == 1:
        return gettext(lang, "alert title one", what=what)
    return ngettext(lang, "alert title", len(ordered), what=what)


def _item(one: Tiding, lang: str, base: str | None) -> str:
    where = address(one, lang, base)
    return f"· {line(one, lang)}" + (f"\n  {where}" if where else "")


def _grouped(ordered: Sequence[Tiding], lines: Sequence[str], lang: str) -> list[str]:
    pairs = zip(ordered, lines, strict=False)
    return [
        "\n".join([heading(kind, lang), *(said for _, said in group)])
        for kind, group in groupby(pairs, key=lambda pair: pair[0].kind)
    ]


def _more(left: int, lang: str, base: str | None) -> str:
    where = f"{base.rstrip('/')}/{lang}/index.html" if base else "codingplans report changes"
    return ngettext(lang, "alert more", left, where=where)
