"""Where a page says something: a quotation found again in the body as it was sent.

White space, full-width forms, Markdown's signs, JSON's escapes, entities and tags in between do not matter.
"""

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from scrapers.reading.html.markup import markup
from scrapers.vocabulary.words import squash

CONTEXT = 160  # characters shown on either side
# An escaped character in a script, escaped once or more: \u00a5, \\n.
_ESCAPE = re.compile(r"\\+(?:u([0-9a-fA-F]{4})|([\s\S]))")
_BLANKS = {"n": " ", "r": " ", "t": " ", "f": " ", "b": " "}
_ENTITY = re.compile(r"&#?\w{1,30};")
_NOTHING = re.compile(r"[\s\u200b\u200e\u200f\u2060\ufeff|*`]+")


@dataclass(frozen=True)
class Passage:
    """A part of a text and what is quoted in it: `marks` are spans of `text`; `places` is how often it is said."""

    text: str
    marks: tuple[tuple[int, int], ...]
    places: int = 1

    def marked(self, before: str = ">>>", after: str = "<<<") -> str:
        """The text with its quotations between two signs."""
        parts, end = [], 0
        for start, stop in self.marks:
            parts += [self.text[end:start], before, self.text[start:stop], after]
            end = stop
        return "".join([*parts, self.text[end:]])


@dataclass(frozen=True)
class _Bare:
    """A text without what does not matter; `at` holds the place of each character in the whole text."""

    text: str
    at: tuple[int, ...]

    def without(
        self, pattern: re.Pattern[str], said: Callable[[re.Match[str]], str] = lambda _: ""
    ) -> "_Bare":
        letters: list[str] = []
        at: list[int] = []
        end = 0
        for found in pattern.finditer(self.text):
            new = said(found)
            letters += [self.text[end : found.start()], new]
            at += [*self.at[end : found.start()], *[self.at[found.start()]] * len(new)]
            end = found.end()
        return _Bare("".join([*letters, self.text[end:]]), (*at, *self.at[end:]))

    def unmarked(self) -> "_Bare":
        kept, end = list[tuple[int, int]](), 0
        for start, stop in markup(self.text):
            kept.append((end, start))
            end = stop
        kept.append((end, len(self.text)))
        at = tuple(place for start, stop in kept for place in self.at[start:stop])
        return _Bare("".join(self.text[start:stop] for start, stop in kept), at)

    def folded(self) -> "_Bare":
        new = [unicodedata.normalize("NFKC", letter) for letter in self.text]
        at = [place for place, letters in zip(self.at, new, strict=True) for _ in letters]
        return _Bare("".join(new), tuple(at)).without(_NOTHING)


def passage(text: str, quoted: str, near: str = "") -> Passage | None:
    """Where a text says what is quoted, the place next to the words `near` if there are several; None where it does not.

    A quotation that was joined from parts (the cells of a row) is found part by part, in order.
    """
    spans, places = _spans(text, quoted, near)
    if not spans:
        return None
    start, stop = max(0, spans[0][0] - CONTEXT), min(len(text), spans[-1][1] + CONTEXT)
    marks = tuple((first - start, last - start) for first, last in spans)
    return Passage(text[start:stop], marks, places)


def _spans(text: str, quoted: str, near: str) -> tuple[list[tuple[int, int]], int]:
    for tags in (False, True):
        page = _bare(text, tags)
        found = _find(page.text, _bare(quoted, False).text)
        if found:
            return [_nearest(page, found, _bare(near, False).text)], len(found)
    for tags in (False, True):
        page = _bare(text, tags)
        for parts in (re.split(r" *\| *", quoted), squash(quoted).split(" ")):
            joined = _in_order(page, [bare for part in parts if (bare := _bare(part, False).text)])
            if joined:
                return joined, 1
    return [], 0


def _bare(text: str, tags: bool) -> _Bare:
    bare = _Bare(text, tuple(range(len(text)))).without(_ESCAPE, _unescaped)
    return (
        (bare.unmarked() if tags else bare).without(_ENTITY, lambda found: html.unescape(found[0])).folded()
    )


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _BLANKS.get(found[2], found[2])


def _find(text: str, quoted: str) -> list[tuple[int, int]]:
    """Where the words stand; a number that goes on before or after them is another number."""
    if not quoted:
        return []
    before = r"(?<![\d.,])" if quoted[0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if quoted[-1].isdigit() else ""
    return [found.span() for found in re.finditer(before + re.escape(quoted) + after, text)]


def _nearest(page: _Bare, found: list[tuple[int, int]], near: str) -> tuple[int, int]:
    """The place in the whole text, of several the one that follows the words `near` most closely."""
    named = [span[1] for span in _find(page.text, near)]

    def distance(span: tuple[int, int]) -> float:
        before = bisect_right(named, span[0])
        return span[0] - named[before - 1] if before else float("inf")

    return _whole(page, min(found, key=distance))


def _in_order(page: _Bare, parts: list[str]) -> list[tuple[int, int]]:
    """The shortest run of the page that says all parts one after the other, part by part."""
    if len(parts) < 2:
        return []
    places = {part: _find(page.text, part) for part in parts}
    starts = {part: [start for start, _ in found] for part, found in places.items()}
    runs = []
    for first in places[parts[0]]:
        run = [first]
        for part in parts[1:]:
            following = bisect_left(starts[part], run[-1][1])
            if following == len(starts[part]):
                break
            run.append(places[part][following])
        else:
            runs.append(run)
    best = min(runs, key=lambda run: run[-1][1] - run[0][0], default=[])
    return [_whole(page, span) for span in best]


def _whole(page: _Bare, span: tuple[int, int]) -> tuple[int, int]:
    return page.at[span[0]], page.at[span[1] - 1] + 1
