"""What reading a page costs grows as the page does, and no page is parsed twice. Calls are counted, never seconds."""

import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from types import CodeType, FrameType

import pytest

from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.reading.html.tree import seen_tree
from scrapers.reading.html.visible_text import seen
from scrapers.refusals import Refused
from scrapers.registry import named
from scrapers.source import Source
from scrapers.vocabulary.words import forget

FEW, MANY = 40, 160  # lines of a page
SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "".join(f"<p>A plan of {i} yuan and what it is for</p>" for i in range(n)),
    "rows": lambda n: (
        "<table><tr><th>套餐<th>价格</tr>"
        + "".join(f"<tr><td>Plan {i}</td><td>¥{i + 10}/月</td></tr>" for i in range(n))
        + "</table>"
    ),
    "columns": lambda n: (
        "<table><tr><td>套餐</td>"
        + "".join(f"<td>Plan {i}</td>" for i in range(n))
        + "</tr><tr><td>价格</td>"
        + "".join(f"<td>¥{i + 10}/月</td>" for i in range(n))
        + "</tr></table>"
    ),
    "cards": lambda n: (
        "<main>"
        + "".join(f"<div><h3>Plan {i}</h3><b>${i + 10}</b><span>/ month</span></div>" for i in range(n))
        + "</main>"
    ),
    "sections of others": lambda n: "".join(
        f"<h2>Cursor and {i}</h2><p>${i + 10} per month</p>" for i in range(n)
    ),
    "depth": lambda n: "<div><b>" * (n // 2) + "¥40/月" + "</b></div>" * (n // 2),
    "Markdown rows": lambda n: (
        "# Plans\n\n| 套餐 | 价格 |\n| --- | --- |\n"
        + "".join(f"| Plan {i} | ¥{i + 10}/月 |\n" for i in range(n))
    ),
}


def calls(source: str, body: str) -> Counter[CodeType]:
    """How often each function is called to read a page that nobody read before."""
    reader, counted = named(source), Counter[CodeType]()
    assert isinstance(reader, Source)
    page = Page(str(reader.url), body.encode())
    forget()
    seen.cache_clear()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            counted[frame.f_code] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        with suppress(Refused):
            read(reader, page)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize(
    "source", ["zhipu-docs-cn", "claude-pricing", "kimi-help-cn", "bailian-token-plan-cn"]
)
@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_page_costs_four_times_the_calls(shape: str, source: str) -> None:
    few, many = (calls(source, SHAPES[shape](size)).total() for size in (FEW, MANY))
    assert many <= 4.4 * few


@pytest.mark.parametrize("source", ["zhipu-docs-cn", "kimi-help-cn"])
def test_a_page_is_parsed_once(source: str) -> None:
    body = f"<html><body><h1>Plans</h1>{SHAPES['rows'](4)}</body></html>"
    assert calls(source, body)[seen_tree.__code__] == 1
