"""Price cards found by their titles."""

from collections.abc import Sequence

from lxml import etree
from parsel import Selector

from scrapers.visible import SILENT, brief, lines_of
from scrapers.words import norm


def cards(selector: Selector, titles: Sequence[str]) -> list[tuple[str, Selector]]:
    """The card of each tier, found by its words: (title, element), in page order.

    A card is the largest element that holds exactly one text equal to one of the titles (compared without
    case, width and white space), so it does not matter which tags or classes it is made of.
    """
    wanted = {norm(title).lower(): title for title in titles}
    longest = 4 * max(map(len, wanted), default=0)  # with room for the spaces between its tags

    def title(element: etree._Element) -> str | None:
        if not isinstance(element.tag, str) or element.tag in SILENT or not brief(element, longest):
            return None
        return wanted.get(norm(" ".join(lines_of(element))).lower())

    marks = [
        (element, said)
        for element in selector.root.iter()
        if (said := title(element)) is not None and not any(title(child) for child in element)
    ]
    found = []
    for element, said in marks:
        others = {other for other, _ in marks if other is not element}
        card = element
        for parent in element.iterancestors():
            if others & set(parent.iter()):
                break
            card = parent
        found.append((said, Selector(root=card, type="html")))
    return found
