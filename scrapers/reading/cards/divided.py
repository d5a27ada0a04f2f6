"""Cards with amounts of several plans: "$99.99/month: 5x higher limits", "$80/month for team plan + $40/mo per full seat"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scrapers.reading.cards.card import Card
from scrapers.reading.html.line import Line
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.money import amounts
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
    named = [_name(said[amount.end : end], behind) for amount, end in zip(found, starts[1:], strict=True)]
    if named and named[-1] is None and any(name is not None for name in named):
        raise PageChanged(f"an amount of {card.title} that is of no plan of its own: {said[:160]!r}")
    for amount, end, name in zip(found, starts[1:], named, strict=True):
        if name is not None:  # with the amounts before it that nothing names, of which one may be its price
            own = replace(line, text=said[begins : amount.end].strip(" +"))
            yield replace(card, title=f"{card.title} {name}".strip(), lines=(own,))
            begins = end


def _name(words: str, behind: Mapping[str, str]) -> str | None:
    """What the words behind an amount add to the title; None where they say nothing of a plan."""
    found = ((re.match(pattern, words, re.I), name) for pattern, name in behind.items())
    return next((match.expand(name) for match, name in found if match), None)
