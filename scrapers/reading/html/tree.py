"""The element tree of a page without what no reader sees, and which of its elements hold few words."""

from typing import cast

from lxml import etree

from scrapers.refusals import NotAPricePage, PageChanged

_HIDDEN = ("display:none", "visibility:hidden")
_MAY_HIDE = etree.XPath("/descendant::*[@hidden or @style]")
_MOST = 200_000  # tags of a page
_DEEPEST = 200  # elements within one another
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (_DEEPEST + 1)})")


def seen_tree(html: str) -> etree._Element:
    """HTML without what no reader sees: comments, templates, elements that are hidden by themselves.

    Raises NotAPricePage where it has more tags than a page has, PageChanged where they are nested too deeply.
    """
    if html.count("<") > _MOST:
        raise NotAPricePage(f"more than {_MOST:,} tags", "too-big")
    root = _parsed(html)
    if _TOO_DEEP(root):
        raise PageChanged("nested too deeply to be read")
    for element in cast("list[etree._Element]", _MAY_HIDE(root)):
        if element.tag not in ("html", "body") and _hidden(element):
            element.tag = "template"
    etree.strip_elements(root, etree.Comment, "template", "noscript", with_tail=False)
    return root


def _parsed(html: str) -> etree._Element:
    """The tree of HTML as parsel parses it, of lxml's plain elements: those of lxml.html take a call of Python each."""
    parser = etree.HTMLParser(recover=True, encoding="utf-8", huge_tree=True)
    root = etree.fromstring(html.strip().replace("\x00", "").encode() or b"<html/>", parser=parser)
    return etree.fromstring(b"<html/>", parser=parser) if root is None else root


def _hidden(element: etree._Element) -> bool:
    style = "".join((element.get("style") or "").lower().split())
    return element.get("hidden") is not None or any(words in style for words in _HIDDEN)


def brief(root: etree._Element, most: int) -> list[etree._Element]:
    """The elements at and below a root that hold at most so many letters, struck and silent ones too, in page order."""
    found: list[tuple[etree._Element, list[int]]] = []
    inside = [[0]]
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            inside.append([_letters(node.text)])
            found.append((node, inside[-1]))
            continue
        if event == "end":
            size = inside.pop()[0]
            inside[-1][0] += size
        inside[-1][0] += _letters(node.tail)
    return [element for element, size in found if size[0] <= most]


def _letters(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def drop(element: etree._Element) -> None:
    """Take an element out of its tree; the words behind it stay."""
    parent = element.getparent()
    if parent is not None:
        element.tail, tail = None, element.tail
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (tail or "")
        else:
            parent.text = (parent.text or "") + (tail or "")
        parent.remove(element)
