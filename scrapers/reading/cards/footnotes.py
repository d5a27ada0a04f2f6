"""Notes at the foot of a card that say how its price is billed: "$20 / month*" and below "*2+ users, billed annually"."""

import re
from collections.abc import Sequence

from scrapers.refusals import PageChanged

_MARKS = ("*", "†", "‡")
_BILLED = re.compile(
    r"[*†‡][^.;$¥₹]*?(?P<billed>\b(?:(?:when|if) )?(?:billed|paid|charged) (?:annually|yearly|quarterly|monthly))(?:[.;] ?|$)",
    re.I,
)
_LONGER = re.compile(r"\b(?:annual(?:ly)?|yearly|quarterly)\b|年付|按年|季付|按季", re.I)


def with_footnotes(lines: Sequence[str]) -> list[str]:
    """The lines of a card, what a note says of billing behind the price that it is marked for, and no more in the note.

    Raises PageChanged where a note of a price speaks of a longer term in other words.
    """
    said = list(lines)
    for number, line in enumerate(lines):
        if not line.endswith(_MARKS) or not any(letter.isdigit() for letter in line):
            continue
        notes = [at for at, other in enumerate(lines) if at != number and other.startswith(line[-1])]
        if len(notes) != 1:
            continue
        note = _BILLED.match(said[notes[0]])
        if note:
            said[number] = f"{line[:-1]} {note['billed']}"
            said[notes[0]] = said[notes[0]][note.end() :]
        elif _LONGER.search(said[notes[0]]):
            raise PageChanged(f"a note of a price that speaks of a longer term: {said[notes[0]][:160]!r}")
    return said
