"""Cards with amounts of several plans: "$99.99/month: 5x higher limits", "$80/month for team plan + $40/mo per full seat"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scrapers.reading.cards.card import Card
from scrapers.reading.visible_text import Line
from scrapers.vocabulary.money import amounts
from scrapers.vocabulary.words import comparable


def divided(card: Card, behind: Mapping[str, str]) -> list[Card]:
    """A card without the amounts that are of plans of their own, and a card for each of these.

    `behind` are patterns of the words behind such an amount and what they add to the title: {r": (\\d+x)": r"\\1"}.
    Raises PageChanged for an amount that cannot be read.
    """
    rest, own = list[Line](), list[Card]()
    for line in card.lines:
        found = list(_own(card, line, behind))
        own += found
        rest += [] if found else [line]
    return [replace(card, lines=tuple(rest)), *own] if own else [card]


def _own(card: Card, line: Line, behind: Mapping[str, str]) -> Iterator[Card]:
    said, begins = comparable(line.text), 0
    found = amounts(said) if behind else []
    starts = [amount.start for amount in found] + [len(said)]
    for amount, end in zip(found, starts[1:], strict=True):
        for pattern, name in behind.items():
            if words := re.match(pattern, said[amount.end : end], re.I):
                title = f"{card.title} {words.expand(name)}".strip()
                own = replace(line, text=said[begins : amount.end].strip(" +"))
                yield replace(card, title=title, lines=(own,))
        begins = end
