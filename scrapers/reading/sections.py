"""Sections of a page under headings: those that sell under another's name are taken out before anything is read."""

import itertools
from collections.abc import Iterator

from lxml import etree

from scrapers.reading.visible_text import lines_of
from scrapers.seller import Seller, priced
from scrapers.vocabulary.words import squash

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def drop_strangers(root: etree._Element, seller: Seller) -> None:
    """Take out every section with prices whose heading names another vendor, brand or product than the seller's.

    A heading without words stays in its place: what stands before it still ends there.
    """
    for heading in list(root.iter(*_HEADINGS)):
        if heading.getroottree().getroot() is not root and root not in heading.iterancestors():
            continue  # went with a section above it
        name = squash(" ".join(lines_of(heading)))
        why = seller.stranger_above(name)
        section = _section(heading) if why else []
        words = " ".join(line for part in section for line in lines_of(part))
        if why and priced(words):
            seller.leave(name, why, words)
            mark = etree.Element(heading.tag)
            mark.text = "…"
            section[0].addprevious(mark)
            for element in section:
                _drop(element)


def _section(heading: etree._Element) -> list[etree._Element]:
    """What stands under a heading: the card that begins with it, or what follows up to a heading of its level."""
    level = int(heading.tag[1])
    card = heading
    for parent in heading.iterancestors():
        if parent.tag in ("html", "body") or _begun(parent, card) or _ends(parent, level, heading):
            break
        card = parent
    if card is not heading and lines_of(card) != lines_of(heading):
        return [card]
    section = [card]
    for after in card.itersiblings():
        if _ends(after, level, heading):
            break
        section.append(after)
    return section


def _begun(parent: etree._Element, child: etree._Element) -> bool:
    """Whether words stand in an element before one of its children."""
    if (parent.text or "").strip():
        return True
    before = itertools.takewhile(lambda element: element is not child, parent)
    return any(lines_of(element) or (element.tail or "").strip() for element in before)


def _ends(element: etree._Element, level: int, heading: etree._Element) -> bool:
    return any(other is not heading and int(other.tag[1]) <= level for other in _headings(element))


def _headings(element: etree._Element) -> Iterator[etree._Element]:
    return element.iter(*_HEADINGS) if isinstance(element.tag, str) else iter(())


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail, tail = None, element.tail
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (tail or "")
        else:
            parent.text = (parent.text or "") + (tail or "")
        parent.remove(element)
