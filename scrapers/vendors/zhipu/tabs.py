"""The billing tabs above the plan cards: which period the shown prices are for."""

import re
from collections.abc import Iterator

from lxml import etree
from parsel import Selector

from scrapers.reading.visible_text import brief, cell
from scrapers.refusals import PageChanged
from scrapers.vocabulary.words import comparable

_TIP = r"(?: ?[(（-]?(?:立省|省|save)? ?\d+(?:\.\d+)? ?(?:%|折)(?: off)?[)）]?)?"
_TABS = {
    "P1M": re.compile(rf"(?:连续)?包月{_TIP}|(?:new )?monthly{_TIP}", re.I),
    "P3M": re.compile(rf"(?:连续)?包季{_TIP}|(?:new )?quarterly{_TIP}", re.I),
    "P1Y": re.compile(rf"(?:连续)?包年{_TIP}|(?:new )?(?:yearly|annual(?:ly)?){_TIP}", re.I),
}
_OPEN = re.compile(r"(?<![a-z])(?<!not-)(?:active|selected|current|checked)(?![a-z])")
_STATES = ("aria-selected", "aria-checked", "aria-pressed", "aria-current", "data-active", "data-state")


def open_tab(selector: Selector) -> str | None:
    """The period of the open billing tab, None where the page has no such tabs.

    A tab is known by its words; that it is open, by a state attribute or a class with a word such as
    "active". Raises PageChanged where the tabs do not show exactly one that is open.
    """
    tabs = list(_tabs(selector))
    opened = {period for period, element in tabs if _is_open(element)}
    if tabs and len(opened) != 1:
        raise PageChanged(f"which billing tab is open? {', '.join(sorted(opened)) or 'none says so'}")
    return opened.pop() if opened else None


def _tabs(selector: Selector) -> Iterator[tuple[str, etree._Element]]:
    for element in brief(selector.root, 80):
        said = comparable(cell(element).text)
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
