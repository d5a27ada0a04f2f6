"""Ways to change how a page is written without changing what it says."""

import re
from collections.abc import Callable
from random import Random

import lxml.html
from lxml import etree

WIDE = str.maketrans("0123456789¥$().,/:%", "０１２３４５６７８９￥＄（）．，／：％")
SILENT = {"script", "style", "noscript", "template", "textarea", "pre"}
AMOUNT = re.compile(r"(?:[¥￥$] ?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?(?= ?元))(?![\d.,]*\d)")
NOTES = ("¹", "₁", "①", "⑴", "[1]", "<sup>1</sup>", "<sub>2</sub>", "<sup>[3]</sup>", " ②", "¹,²")
Mutation = Callable[[str, Random], str]


def _html(change: Callable[[etree._Element, Random], None]) -> Mutation:
    def mutated(text: str, random: Random) -> str:
        root = lxml.html.document_fromstring(text)
        change(root, random)
        return str(lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))

    return mutated


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _spans(table: etree._Element, *names: str) -> bool:
    return any(cell.get(name, "1") != "1" for cell in table.iter("td", "th") for name in names)


def _shuffle_rows(root: etree._Element, random: Random) -> None:
    for table in root.iter("table"):
        rows = _rows(table)
        if _spans(table, "rowspan"):
            continue
        contents = [(list(row), row.text) for row in rows]
        random.shuffle(contents)
        for row, (cells, text) in zip(rows, contents, strict=True):
            row[:] = []
            row.extend(cells)
            row.text = text


def _shuffle_columns(root: etree._Element, random: Random) -> None:
    for table in root.iter("table"):
        rows = [list(row.iterchildren("td", "th")) for row in _rows(table)]
        if _spans(table, "rowspan", "colspan") or len({len(row) for row in rows}) != 1:
            continue
        order = list(range(len(rows[0])))
        random.shuffle(order)
        for row, cells in zip(_rows(table), rows, strict=True):
            row[:] = [cells[index] for index in order]


def _wrap_cells(root: etree._Element, random: Random) -> None:
    for cell in list(root.iter("td", "th")):
        inner = lxml.html.Element(random.choice(["div", "span", "p"]))
        inner.text, cell.text = cell.text, None
        inner.extend(list(cell))
        outer = lxml.html.Element("div", {"class": "cell"})
        outer.append(inner)
        cell.append(outer)


def _rename_classes(root: etree._Element, random: Random) -> None:
    for element in root.iter(etree.Element):
        if element.get("class"):
            element.set("class", f"c{random.randrange(10**6):x}")


def _texts(root: etree._Element, change: Callable[[str], str]) -> None:
    for element in root.iter(etree.Element):
        if element.text and element.tag not in SILENT:
            element.text = change(element.text)
        if element.tail and element.getparent().tag not in SILENT:
            element.tail = change(element.tail)


def _spread(root: etree._Element, random: Random) -> None:
    _texts(
        root, lambda text: re.sub(r"\s+", lambda _: random.choice(["  ", "\n\t", "\u00a0", " \u200b"]), text)
    )


def _widen(root: etree._Element, random: Random) -> None:
    _texts(root, lambda text: text.translate(WIDE))


def retold(change: Callable[[list[list[str]], Random], list[list[str]]]) -> Mutation:
    """A change of the cells of every Markdown table; the line under the header stays second."""

    def mutated(text: str, random: Random) -> str:
        return re.sub(
            r"(?:^ *\|.*\| *(?:\n|\Z))+", lambda found: _retold(found[0], change, random), text, flags=re.M
        )

    return mutated


def _retold(table: str, change: Callable[[list[list[str]], Random], list[list[str]]], random: Random) -> str:
    lines = [
        [part.strip() for part in re.split(r"(?<!\\)\|", line.strip())[1:-1]] for line in table.splitlines()
    ]
    if len(lines) < 3 or not all(re.fullmatch(r":?-+:?", part) for part in lines[1]):
        return table
    if len({len(line) for line in lines}) != 1:
        return table
    header, *rows = change([lines[0], *lines[2:]], random)
    retold = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in retold)


def _shuffled(rows: list[list[str]], random: Random) -> list[list[str]]:
    return random.sample(rows, len(rows))


def _turned(rows: list[list[str]], random: Random) -> list[list[str]]:
    order = random.sample(range(len(rows[0])), len(rows[0]))
    return [[row[index] for index in order] for row in rows]


def _wrapped(rows: list[list[str]], random: Random) -> list[list[str]]:
    return [[f"<span>{part}</span>" if part else part for part in row] for row in rows]


def _spaced(rows: list[list[str]], random: Random) -> list[list[str]]:
    return [
        [re.sub(" ", lambda _: random.choice(["  ", "\u00a0", "   "]), part) for part in row] for row in rows
    ]


def _widened(rows: list[list[str]], random: Random) -> list[list[str]]:
    return [
        [part if re.search(r"[<`\\]|\]\(", part) else part.translate(WIDE) for part in row] for row in rows
    ]


def _marked(*marks: str) -> Mutation:
    """A mark behind every amount that readers see. In HTML it comes as text first, elements are put in afterwards."""

    def mutated(text: str, random: Random) -> str:
        def mark(found: re.Match[str]) -> str:
            return f"{found[0]}\ue000{random.randrange(len(marks))}\ue001"

        if text.lstrip().startswith("<"):
            text = _html(lambda root, _: _texts(root, lambda said: AMOUNT.sub(mark, said)))(text, random)
        else:
            text = AMOUNT.sub(mark, text)
        return re.sub(r"\ue000(\d+)\ue001", lambda found: marks[int(found[1])], text)

    return mutated


cents = _marked("<sup>90</sup>", "⁹⁰", "₉₅", "<sub>50</sub>")
notes = _marked(*NOTES)

HTML = {
    "notes": notes,
    "the same": _html(lambda root, random: None),
    "rows": _html(_shuffle_rows),
    "columns": _html(_shuffle_columns),
    "tags": _html(_wrap_cells),
    "classes": _html(_rename_classes),
    "space": _html(_spread),
    "width": _html(_widen),
}
MARKDOWN = {
    "notes": notes,
    "rows": retold(_shuffled),
    "columns": retold(_turned),
    "tags": retold(_wrapped),
    "space": retold(_spaced),
    "width": retold(_widened),
}

_AMOUNT = re.compile(r"(?P<sign>[¥￥$])\s?\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s?元")
_KEYED = re.compile(
    r"((?:money|payAmount|renewAmount|priceInCents|price_tag|renew_price_tag|originalAmount)(?:\\?\")?\s*:\s*)"
    r"(\"[^\"]*\"|[\d.]+)"
)


def unreadable(text: str) -> list[str]:
    """The page once for each amount on it, with that amount made one that nobody can read."""
    pages = []
    for found in _AMOUNT.finditer(text):
        sign = found["sign"]
        said = f"{sign}77 {sign}88" if sign else "77 元 88 元"
        pages.append(text[: found.start()] + said + text[found.end() :])
    pages += [text[: found.start(2)] + '"BOGUS"' + text[found.end(2) :] for found in _KEYED.finditer(text)]
    return pages


def renamed(text: str, old: str, new: str) -> str:
    """The page with another name wherever the old one stands as a name of its own: a cell, a title, a text value."""
    return re.sub(
        rf"(?P<before>[>|\"'*]\s*|^(?:#+ )?){re.escape(old)}(?=\s*(?:[<|\"'*:]|$))",
        lambda found: found["before"] + new,
        text,
        flags=re.M,
    )
