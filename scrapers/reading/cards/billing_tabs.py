"""The tabs of a page of cards: which period the shown prices are for, and which title is not open."""

import itertools
import re
from collections.abc import Iterator

from lxml import etree

from scrapers.reading.html.tree import brief
from scrapers.reading.html.visible_text import VisibleText
from scrapers.refusals import PageChanged
from scrapers.vocabulary.words import comparable

_TIP = r"(?: ?[(（-]?(?:立省|省|save)? ?\d+(?:\.\d+)? ?(?:%|折)(?: off)?[)）]?)?"
_TABS = {
    "P1M": re.compile(
        rf"(?:连续)?包月{_TIP}|按?月付{_TIP}|按月{_TIP}|(?:new |billed |pay )?monthly{_TIP}", re.I
    ),
    "P3M": re.compile(
        rf"(?:连续)?包季{_TIP}|按?季付{_TIP}|按季{_TIP}|(?:new |billed |pay )?quarterly{_TIP}", re.I
    ),
    "P1Y": re.compile(
        rf"(?:连续)?包年{_TIP}|按?年付{_TIP}|按年{_TIP}|(?:new |billed |pay )?(?:yearly|annual(?:ly)?){_TIP}",
        re.I,
    ),
}
_NAMED = re.compile(
    "包[月季年]|月付|季付|年付|按[月季年]|monthly|quarterly|yearly|annual"
)  # by every tab, in small letters
_OPEN = re.compile(r"(?<![a-z])(?<!not-)(?:active|selected|current|checked)(?![a-z])")
_CONTROLS = ("button", "label", "a")
_ROLES = ("tab", "radio", "button", "switch")
_DEEP = 4  # elements between a tab's words and the tab
_STATES = ("aria-selected", "aria-checked", "aria-pressed", "aria-current", "data-active", "data-state")


def open_tab(seen: VisibleText) -> str | None:
    """The period of the open billing tab, None where the page has no such tabs or switch.

    A tab is known by its words; that it is open, by a state attribute or a class with a word such as
    "active". One such word alone that is no control, as in a row of facts, is no tab. Raises PageChanged where the tabs
    do not show exactly one that is open.
    """
    tabs = list(_tabs(seen))
    opened = {period for period, element in tabs if any(map(_is_open, _of_tab(element)))}
    several = len({period for period, _ in tabs}) > 1 or any(_control(element) for _, element in tabs)
    if several and len(opened) != 1:
        raise PageChanged(f"which billing tab is open? {', '.join(sorted(opened)) or 'none says so'}")
    return opened.pop() if opened else None


def closed_tab(element: etree._Element) -> bool:
    """Whether an element is the label of a tab that is not open."""
    tab = next((each for each in _of_tab(element) if each.get("role") in ("tab", "radio")), None)
    return tab is not None and not _is_open(tab)


def _of_tab(element: etree._Element) -> Iterator[etree._Element]:
    """An element and those around it up to the button or tab that it is the label of."""
    around = [element, *itertools.islice(element.iterancestors(), _DEEP)]
    whole = next(
        (n for n, each in enumerate(around) if each.tag in _CONTROLS or each.get("role") in _ROLES), 0
    )
    yield from around[: whole + 1]


def _control(element: etree._Element) -> bool:
    *_, outer = _of_tab(element)
    return outer.tag in _CONTROLS or outer.get("role") in _ROLES


def _tabs(seen: VisibleText) -> Iterator[tuple[str, etree._Element]]:
    if not any(_NAMED.search(comparable(line).lower()) for line in seen.all_lines):
        return
    for element in brief(seen.root, 80):
        said = comparable(seen.cell(element).text)
        for period, pattern in _TABS.items():
            if len(said) < 40 and pattern.fullmatch(said):
                yield period, element


def _is_open(element: etree._Element) -> bool:
    if any(
        (element.get(name) or "").lower() in ("true", "active", "on", "checked", "page") for name in _STATES
    ):
        return True
    if element.xpath(".//input[@checked]"):
        return True
    classes = (element.get("class") or "").split()
    return any(_OPEN.search(_kebab(name)) for name in classes if ":" not in name)


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower().replace("_", "-")
