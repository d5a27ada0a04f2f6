"""Lines that say a plan's name and what it costs: "### Pro -- $20/mo", "- Standard: $40/user/mo", "Moderato — 99 元/月"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scrapers.reading.cards.card import Card
from scrapers.reading.cards.titles import Titles
from scrapers.reading.html.line import NO_HEADING, Line
from scrapers.refusals import PageChanged
from scrapers.vocabulary.plan_names import clean, may_be_new
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_terms import charges, free
from scrapers.vocabulary.words import comparable

_PARTED = re.compile(r"(?P<name>[^:：—–]+?) ?(?:[:：—–]| --? ) ?(?P<said>[^:：—–]+)")  # no "Note: Pro: $20"


def named_lines(lines: Sequence[Line], titles: Titles) -> dict[int, Card]:
    """The cards of such lines by the number of the line; what stands below one is its facts, and of no price.

    Beside those of declared titles, a heading of their level that is a name and a price is a new tier's; such a
    line that is no heading is a card without a title.
    """
    found = {number: name for number, line in enumerate(lines) if (name := titles.before_price(line.text))}
    levels = {lines[number].level for number in found}
    for number, line in enumerate(lines):
        if number not in found and line.level in levels and (name := _new(line)):
            found[number] = name if line.level < NO_HEADING else ""
    return {number: _card(lines, number, name, titles, set(found)) for number, name in found.items()}


def _card(lines: Sequence[Line], number: int, name: str, titles: Titles, starts: set[int]) -> Card:
    line, below = lines[number], list[Line]()
    for at in range(number + 1, len(lines)):
        if at in starts or lines[at].level < NO_HEADING or titles.name(lines[at].text):
            break
        below.append(lines[at])
    said = _said(line)
    own = replace(line, text=said) if free(said) else line
    known = bool(titles.before_price(line.text))
    return Card(clean(name), (own,), known=known, last=number + 1 == len(lines), facts=tuple(below))


def _said(line: Line) -> str:
    parts = _PARTED.fullmatch(comparable(line.text))
    return parts["said"] if parts else ""


def _new(line: Line) -> str:
    """The name of a line that is nothing but a name and what is charged for a term; empty where it is none."""
    parts = _PARTED.fullmatch(comparable(line.text))
    if not parts or not may_be_new(parts["name"]):
        return ""
    try:
        found = amounts(parts["said"])
    except PageChanged:
        return ""
    plain = len(found) == 1 and (found[0].start, found[0].end) == (0, len(parts["said"]))
    return str(parts["name"]) if plain and found[0].period and charges(found[0]) else ""
