"""Sections of a page under headings: those that sell under another's name are taken out before anything is read."""

import itertools
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from scrapers.reading.html.tree import drop
from scrapers.reading.html.visible_text import VisibleText, lines_of
from scrapers.seller import Seller, priced
from scrapers.vocabulary.words import squash

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LinesOf = Callable[[etree._Element], list[str]]


@dataclass(frozen=True)
class _Section:
    """A section with prices that is not the seller's: its heading and elements, and why it is not."""

    heading: etree._Element
    elements: list[etree._Element]
    name: str
    why: str
    words: str


def without_strangers(text: VisibleText, seller: Seller) -> VisibleText:
    """A page without the sections with prices whose heading names another vendor, brand or product than the seller's.

    They are left out of a copy of the page. A heading without words stays in the place of theirs: what stands before it
    still ends there.
    """
    if not any(_foreign(heading, text.lines, seller) for heading in text.root.iter(*_HEADINGS)):
        return text
    root = deepcopy(text.root)
    for heading in list(root.iter(*_HEADINGS)):  # of what was left out too: each names what is not theirs
        if section := _foreign(heading, lines_of, seller):
            seller.leave(section.name, section.why, section.words)
            _leave_out(section)
    return VisibleText(root)


def _foreign(heading: etree._Element, lines: _LinesOf, seller: Seller) -> _Section | None:
    """The section with prices under a heading, where it is not the seller's."""
    name = squash(" ".join(lines(heading)))
    why = seller.stranger_above(name)
    if why is None:
        return None
    elements = _section(heading, lines)
    words = " ".join(line for element in elements for line in lines(element))
    return _Section(heading, elements, name, why, words) if priced(words) else None


def _leave_out(section: _Section) -> None:
    mark = etree.Element(section.heading.tag)
    mark.text = "…"
    section.elements[0].addprevious(mark)
    for element in section.elements:
        drop(element)


def _section(heading: etree._Element, lines: _LinesOf) -> list[etree._Element]:
    """What stands under a heading: the card that begins with it, or what follows up to a heading of its level."""
    level = int(heading.tag[1])
    card = heading
    for parent in heading.iterancestors():
        if parent.tag in ("html", "body") or _begun(parent, card, lines) or _ends(parent, level, heading):
            break
        card = parent
    if card is not heading and lines(card) != lines(heading):
        return [card]
    section = [card]
    for after in card.itersiblings():
        if _ends(after, level, heading):
            break
        section.append(after)
    return section


def _begun(parent: etree._Element, child: etree._Element, lines: _LinesOf) -> bool:
    """Whether words stand in an element before one of its children."""
    if (parent.text or "").strip():
        return True
    before = itertools.takewhile(lambda element: element is not child, parent)
    return any(lines(element) or (element.tail or "").strip() for element in before)


def _ends(element: etree._Element, level: int, heading: etree._Element) -> bool:
    return any(other is not heading and int(other.tag[1]) <= level for other in _headings(element))


def _headings(element: etree._Element) -> Iterator[etree._Element]:
    return element.iter(*_HEADINGS) if isinstance(element.tag, str) else iter(())
