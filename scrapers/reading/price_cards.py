"""Price cards found by their titles, and the cards beside them that nobody has seen before."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree
from parsel import Selector

from scrapers.reading.markup import SILENT
from scrapers.reading.visible_text import brief, cell, lines_of
from scrapers.refusals import PageChanged
from scrapers.vocabulary.money import amounts
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.words import comparable

_NAME = 24  # characters of the longest name of a tier


@dataclass(frozen=True)
class Card:
    """A card of a page: its element and, where it was found by one, its title."""

    root: etree._Element
    title: str = ""

    def named(self) -> str:
        """Its title, else its first words; raises PageChanged where these are no name."""
        if self.title:
            return self.title
        first = self._first()
        if not 0 < len(clean(first)) <= _NAME or amounts(first):
            raise PageChanged(f"a price beside the plan cards that names no tier: {first[:60]!r}")
        return first

    def quoted(self) -> tuple[str, str]:
        """Its title, else its first words, and all its words, as they are quoted where it cannot be read."""
        return self.title or self._first(), cell(self.root).said

    def taken(self) -> tuple[str, tuple[str, ...]]:
        """Its name and the lines below it. The card leaves the page, whose other lines are then not its own.

        Raises PageChanged where it has no name, after leaving the page all the same.
        """
        Selector(root=self.root, type="html").drop()
        return self.named(), tuple(lines_of(self.root)[1:])

    def _first(self) -> str:
        return next((line for line in lines_of(self.root) if clean(line)), "")


def cards(selector: Selector, titles: Sequence[str]) -> list[Card]:
    """The card of each tier, found by its words, in page order.

    A card is the largest element that holds exactly one text equal to one of the titles (compared without
    case, width and white space), so it does not matter which tags or classes it is made of.
    """
    wanted = {comparable(title).lower(): title for title in titles}
    longest = 4 * max(map(len, wanted), default=0)  # with room for the spaces between its tags

    def title(element: etree._Element) -> str | None:
        return None if element.tag in SILENT else wanted.get(comparable(" ".join(lines_of(element))).lower())

    titled = {
        element: said for element in brief(selector.root, longest) if (said := title(element)) is not None
    }
    marks = {
        element: said for element, said in titled.items() if not any(child in titled for child in element)
    }
    held = Counter(parent for element in marks for parent in element.iterancestors())
    found = []
    for element, said in marks.items():
        alone = takewhile(lambda parent: held[parent] == 1, element.iterancestors())
        *_, card = (element, *alone)
        found.append(Card(card, said))
    return found


def with_beside(known: Sequence[Card], sells: Callable[[etree._Element], bool]) -> list[Card]:
    """The known cards, and those beside them that sell something: tiers never seen before, without a title."""
    roots = {card.root for card in known}
    beside = (child for home in _homes(known) for child in home.iterchildren(etree.Element))
    return [*known, *(Card(element) for element in beside if element not in roots and sells(element))]


def _homes(known: Sequence[Card]) -> list[etree._Element]:
    """The elements that hold two cards or more, else those that hold one.

    Where a title stands beside its price and not around it, as in a menu or in rendered Markdown, it is no card.
    """
    around = [
        card
        for card in known
        if comparable(" ".join(lines_of(card.root))).lower() != comparable(card.title).lower()
    ]
    homes = Counter(home for card in around if (home := card.root.getparent()) is not None)
    return [home for home, held in homes.items() if held > 1] or list(homes)
