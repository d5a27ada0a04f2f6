"""Where the cards of a page stand: found by their titles, whatever they are made of, and the new ones beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml import etree

from scrapers.reading.cards.billing_tabs import closed_tab
from scrapers.reading.cards.card import Card
from scrapers.reading.cards.named_lines import named_lines
from scrapers.reading.cards.titles import Titles, is_of_words
from scrapers.reading.html.line import NO_HEADING, Line
from scrapers.reading.html.visible_text import VisibleText
from scrapers.refusals import PageChanged
from scrapers.vocabulary.plan_names import clean, may_be_new
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_terms import charges

_PAGE = ("html", "body", "main")


@dataclass(frozen=True)
class _Mark:
    """A title: its line's number, the name, the level of its heading, and whether the name was declared."""

    number: int
    name: str
    level: int
    known: bool


def find_cards(seen: VisibleText, titles: Titles) -> list[Card]:
    """The cards of a page in its order.

    A card with a title is the largest element that holds one title alone; where that is the title itself, it is the
    lines below it, up to the next title or heading of its level. A new tier is a heading of the level of declared ones,
    or an element beside the others that states a price; without a name such a card has an empty title.
    """
    lines = seen.all_lined
    marks = _marks(lines, titles)
    boxes = _boxes(lines, marks, seen)
    priced = named_lines(lines, titles)
    owners = _owners(lines, [*boxes, *_beside(lines, marks, boxes, seen)])
    found = [
        *_boxed(lines, [number for number in range(len(lines)) if number not in priced], owners, boxes),
        *_below(lines, marks, owners, {mark for held in boxes.values() for mark in held}, set(priced)),
        *priced.items(),
    ]
    return [card for _, card in sorted(found, key=lambda one: one[0])]


def _marks(lines: Sequence[Line], titles: Titles) -> list[_Mark]:
    found, group = list[_Mark](), ""
    for number, line in enumerate(lines):
        name = "" if closed_tab(line.element) else titles.name(line.text)
        if name and titles.is_part(name):
            name = f"{group} {name}".strip()
        elif name:
            group = name
        if name:
            found.append(_Mark(number, name, line.level, known=True))
    levels = {mark.level for mark in found if not titles.is_part(clean(lines[mark.number].text))} - {
        NO_HEADING
    }
    known = {mark.number for mark in found}
    new = [
        _Mark(number, clean(line.text), line.level, known=False)
        for number, line in enumerate(lines)
        if number not in known and line.level in levels and may_be_new(line.text)
    ]
    return sorted([*found, *new], key=lambda mark: mark.number)


def _boxes(
    lines: Sequence[Line], marks: Sequence[_Mark], seen: VisibleText
) -> dict[etree._Element, list[_Mark]]:
    """The elements that hold one title and more than that, with its places."""
    held: dict[etree._Element, set[str]] = defaultdict(set)
    for mark in marks:
        element = lines[mark.number].element
        for parent in (element, *element.iterancestors()):
            held[parent].add(mark.name)
    boxes: dict[etree._Element, list[_Mark]] = defaultdict(list)
    for mark in marks:
        element = lines[mark.number].element
        alone = takewhile(lambda parent: len(held[parent]) == 1, (element, *element.iterancestors()))
        *_, box = (element, *(parent for parent in alone if parent.tag not in _PAGE))
        boxes[box].append(mark)
    return {
        box: held
        for box, held in boxes.items()
        if {line.said for line in seen.lined(box)} - _said(lines, held)
    }


def _said(lines: Sequence[Line], marks: Sequence[_Mark]) -> set[str]:
    return {lines[mark.number].said for mark in marks}


def _beside(
    lines: Sequence[Line],
    marks: Sequence[_Mark],
    boxes: dict[etree._Element, list[_Mark]],
    seen: VisibleText,
) -> list[etree._Element]:
    """The elements beside the cards that hold none of their titles and state a price."""
    homes = Counter(home for box in boxes if (home := box.getparent()) is not None)
    chosen = [home for home, held in homes.items() if held > 1] or list(homes)
    titled = {
        parent
        for mark in marks
        for parent in (lines[mark.number].element, *lines[mark.number].element.iterancestors())
    }
    return [
        child
        for home in chosen
        for child in home.iterchildren(etree.Element)
        if child not in titled and _sells(seen.lined(child))
    ]


def _sells(lines: Iterable[Line]) -> bool:
    card = Card("", tuple(lines))
    try:
        return any(amount.period and charges(amount) for amount in amounts(card.text))
    except PageChanged:
        return True


def _owners(lines: Sequence[Line], boxes: Sequence[etree._Element]) -> list[etree._Element | None]:
    """The box that each line stands in."""
    known = set(boxes)
    return [
        next(
            (each for each in (line.element, *line.element.iterancestors()) if each in known),
            None,
        )
        for line in lines
    ]


def _boxed(
    lines: Sequence[Line],
    free: Sequence[int],
    owners: Sequence[etree._Element | None],
    boxes: dict[etree._Element, list[_Mark]],
) -> Iterator[tuple[int, Card]]:
    inside: dict[etree._Element, list[int]] = defaultdict(list)
    for number in free:
        if (box := owners[number]) is not None:
            inside[box].append(number)
    for box, numbers in inside.items():
        held = boxes.get(box, [])
        titled = {mark.number for mark in held}
        own = tuple(lines[number] for number in numbers if number not in titled)
        card = Card(held[0].name, own, box, held[0].known) if held else _new(box, own)
        if card:
            yield numbers[0], card


def _new(box: etree._Element, lines: tuple[Line, ...]) -> Card | None:
    """The card of a new tier by its heading or first words; None where these are words of something else."""
    named = [line for line in lines if clean(line.text)]
    title = next((line for line in named if line.level < NO_HEADING), next(iter(named), None))
    if title and may_be_new(title.text):
        rest = tuple(line for line in lines if clean(line.text) != clean(title.text))
        return Card(clean(title.text), rest, box, known=False)
    return None if title and is_of_words(title.text) else Card("", lines, box, known=False)


def _below(
    lines: Sequence[Line],
    marks: Sequence[_Mark],
    owners: Sequence[etree._Element | None],
    boxed: set[_Mark],
    priced: set[int],
) -> Iterator[tuple[int, Card]]:
    starts = {mark.number for mark in marks} | priced
    for mark in marks:
        if mark in boxed:
            continue
        own = []
        for number in range(mark.number + 1, len(lines)):
            if number in starts or owners[number] is not None or lines[number].level <= min(mark.level, 6):
                break
            own.append(number)
        card = Card(mark.name, tuple(lines[number] for number in own), None, mark.known)
        last = mark.number + len(own) + 1 == len(lines)
        yield mark.number, replace(card, last=last, headed=mark.level < NO_HEADING)
