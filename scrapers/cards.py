"""Price cards found by their titles."""

from collections.abc import Sequence

from parsel import Selector

from scrapers.visible import SILENT, lines_of
from scrapers.words import norm


def cards(selector: Selector, titles: Sequence[str]) -> list[tuple[str, Selector]]:
    """The card of each tier, found by its words: (title, element), in page order.

    A card is the largest element that holds exactly one text equal to one of the titles (compared without
    case, width and white space), so it does not matter which tags or classes it is made of.
    """
    wanted = {norm(title).lower(): title for title in titles}
    marks = [
        (element, wanted[norm(" ".join(lines_of(element))).lower()])
        for element in selector.root.iter()
        if isinstance(element.tag, str)
        and element.tag not in SILENT
        and norm(" ".join(lines_of(element))).lower() in wanted
        and not any(
            norm(" ".join(lines_of(child))).lower() in wanted
            for child in element
            if isinstance(child.tag, str)
        )
    ]
    found = []
    for element, title in marks:
        others = {other for other, _ in marks if other is not element}
        card = element
        for parent in element.iterancestors():
            if others & set(parent.iter()):
                break
            card = parent
        found.append((title, Selector(root=card, type="html")))
    return found
