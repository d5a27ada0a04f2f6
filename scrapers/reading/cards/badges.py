"""Words that say that a card's price is not what one goes on paying: a badge on it, a sentence beside all cards."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scrapers.reading.cards.card import Card
from scrapers.reading.html.line import Line
from scrapers.reading.html.visible_text import VisibleText
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_kinds import RESTORED
from scrapers.vocabulary.words import comparable

FIRST = (
    r"(?<!非)(?:首购|首单|首次购买)|新(?:客|人|用户)(?:专享|特惠|优惠)"
    r"|\bfirst purchase\b|\bnew (?:customers?|users?) only\b"
)
_BADGE = 24  # characters of the longest badge


def of_first_purchase(line: str, first: str) -> bool:
    """Whether a line, or a badge that matches `first`, says that the price is the first purchase's; one with an amount
    says it of that.
    """
    badge = len(line) <= _BADGE and re.search(first, line, re.I) is not None
    return (badge or RESTORED.search(line) is not None) and not amounts(line)


def with_notice(cards: Sequence[Card], seen: VisibleText, notice: str) -> list[Card]:
    """The cards, each with the sentence of the page whose words match `notice` as its last line.

    Raises PageChanged where the page says two such things: then nobody knows which holds.
    """
    said: dict[str, str] = {}
    for sentence in _sentences(seen) if notice else ():
        if found := re.search(notice, sentence):
            said.setdefault("".join(found[0].split()), sentence)
    if len(said) > 1:
        raise PageChanged(f"two notices beside the cards: {', '.join(said)}")
    lines = tuple(Line(sentence, "", seen.root) for sentence in said.values())
    return [replace(card, lines=(*card.lines, *lines)) for card in cards]


def _sentences(seen: VisibleText) -> Iterator[str]:
    for line in seen.all_lined:
        yield from re.split(r"(?<=[。;；!?！？])", comparable(line.text))
