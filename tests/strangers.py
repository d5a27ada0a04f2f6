"""Ways a page may come to state another vendor's plan: a row, a column, a card, a record beside its own."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

import lxml.html
from lxml import etree
from mutate import retold

NAMES = {
    "zhipu": ("GLM Coding Plan Lite", "智谱 Pro", "Z.ai Max"),
    "minimax": ("MiniMax Plus", "海螺 Max"),
    "kimi": ("Kimi Allegro", "月之暗面 Andante"),
    "volcengine": ("火山方舟 Lite", "BytePlus Coding Plan Pro", "豆包 Pro"),
    "bailian": ("百炼 Pro 高级套餐", "阿里云 Lite", "Qwen Pro"),
    "claude": ("Claude Max 5x", "Anthropic Pro"),
    "chatgpt": ("ChatGPT Plus",),
    "cursor": ("Cursor Pro", "Ｃｕｒｓｏｒ Ultra"),
    "copilot": ("GitHub Copilot Pro+",),
    "tencent": ("腾讯云 Token Plan Lite",),
    "qianfan": ("百度千帆 Lite",),
}
_TITLE = re.compile(r"title|name", re.I)


def beside(text: str, vendor: str, random: Random) -> Iterator[str]:
    """The page with another vendor's plan in it, one page for each form it can take there."""
    name = random.choice([name for other, names in NAMES.items() if other != vendor for name in names])
    if text.lstrip()[:1] in "{[":
        yield from _json(text, name, random)
    elif text.lstrip()[:1] == "<":
        yield from _html(text, name, random)
    elif "productId" in text:
        yield _object(text, name)
    else:
        yield from _markdown(text, name, random)


def _record(rows: list[list[str]], name: str, random: Random) -> list[list[str]]:
    copied = list(random.choice(rows[1:]))
    return [*rows, [name, *copied[1:]]]


def _markdown(text: str, name: str, random: Random) -> Iterator[str]:
    def row(rows: list[list[str]], random: Random) -> list[list[str]]:
        return _record(rows, name, random)

    def column(rows: list[list[str]], random: Random) -> list[list[str]]:
        turned = _record([list(line) for line in zip(*rows, strict=True)], name, random)
        return [list(line) for line in zip(*turned, strict=True)]

    yield retold(row)(text, random)
    yield retold(column)(text, random)


def _tables(
    change: Callable[[etree._Element, str, Random], None], text: str, name: str, random: Random
) -> str:
    root = lxml.html.document_fromstring(text)
    for table in root.iter("table"):
        change(table, name, random)
    return _written(root)


def _written(root: etree._Element) -> str:
    return str(lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def _named(cell: etree._Element, name: str) -> None:
    for inner in list(cell):
        cell.remove(inner)
    cell.text = name


def _row(table: etree._Element, name: str, random: Random) -> None:
    rows = list(table.iter("tr"))[1:]
    copied = deepcopy(random.choice(rows))
    _named(next(copied.iterchildren("td", "th")), name)
    rows[-1].addnext(copied)


def _column(table: etree._Element, name: str, random: Random) -> None:
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    if len({len(row) for row in rows}) != 1 or table.xpath(".//*[@colspan or @rowspan]"):
        return
    which = random.randrange(1, len(rows[0]))
    for number, row in enumerate(rows):
        copied = deepcopy(row[which])
        if number == 0:
            _named(copied, name)
        row[-1].addnext(copied)


def _html(text: str, name: str, random: Random) -> Iterator[str]:
    if "<table" in text:
        yield _tables(_row, text, name, random)
        yield _tables(_column, text, name, random)
    root = lxml.html.document_fromstring(text)
    cards = root.xpath(
        "//*[contains(concat(' ', @class, ' '), ' cp-card ') or contains(@class, 'card_pricing_wrap')]"
    )
    if cards:
        card = random.choice(
            [card for card in cards if "¥" in card.text_content() or "$" in card.text_content()] or cards
        )
        copied = deepcopy(card)
        for keyed in copied.xpath(".//*[@data-plan]"):
            del keyed.attrib["data-plan"]
        [title, *_] = copied.xpath(".//*[contains(@class, 'title')]")
        _named(title, name)
        card.addnext(copied)
        yield _written(root)


def _json(text: str, name: str, random: Random) -> Iterator[str]:
    answer = json.loads(text)
    document = answer.get("Result", {}).get("MDContent") if isinstance(answer, dict) else None
    if document:
        for changed in _markdown(document, name, random):
            answer["Result"]["MDContent"] = changed
            yield json.dumps(answer, ensure_ascii=False)
    rows = [found for found in _lists(answer) if any(key in found[0] for key in ("title", "productName"))]
    for found in rows:
        key = "title" if "title" in found[0] else "productName"
        found.append(random.choice(found) | {key: name})
    if rows:
        yield json.dumps(answer, ensure_ascii=False)


def _lists(value: Any) -> Iterator[list[dict[str, Any]]]:
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _lists(inner)


def _object(text: str, name: str) -> str:
    found = [match for match in re.finditer(r"\{productId:\"product-[^{}]*\}", text)][-1]
    copied = re.sub(r'name:"[^"]*"', f'name:"{name}"', found[0])
    return text[: found.end()] + "," + copied + text[found.end() :]
