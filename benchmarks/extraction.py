"""What extraction costs: every sample page once a source, against parsing its body once; and pages of a megabyte.

What a process remembers of a page and its words is forgotten before each, as in a night, which reads each once.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median

from measure import Measure, cpu
from parsel import Selector

from scrapers.archive.replay import SAMPLES
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.reading.html.as_html import as_html
from scrapers.reading.html.visible_text import seen
from scrapers.refusals import Refused
from scrapers.registry import named
from scrapers.source import Source
from scrapers.vocabulary.words import forget

BIG = 1_000_000  # bytes
TABLE = "zhipu-docs-cn"
ROW = f"<tr><td>Plan {{0}}</td><td>¥{{0}}/月</td><td>{{0}}00 次 / 5 小时，{'适合每天写代码的开发者' * 5}</td></tr>"  # below the limit of cells
SHAPES = {
    "paragraphs": "<p>A plan of {0} yuan and what it is for</p>",
    "cards": "<div class=card><h3>Plan {0}</h3><b>¥{0}</b><span>/月</span></div>",
    "a table": ROW,
}


def pages() -> list[Page]:
    """One sample page of each source."""
    found: dict[str, Page] = {}
    for info in sorted(SAMPLES.rglob("page.json")):
        about = json.loads(info.read_text(encoding="utf-8"))
        body = next(info.parent.glob("body.*")).read_bytes()
        night = datetime.fromisoformat(about["fetched_at"][0])
        page = Page(about["url"], body, night, headers=about["headers"], source=about["source"])
        found.setdefault(about["source"], page)
    return list(found.values())


def extracted(page: Page) -> None:
    """Read a page as its source does; a refusal counts as read."""
    for forgotten in (forget, as_html.cache_clear, seen.cache_clear):
        forgotten()
    source = named(page.source)
    assert isinstance(source, Source)
    try:
        read(source, Page(page.url, page.body, page.fetched_at, headers=page.headers))
    except Refused:
        return


def parsed(page: Page) -> None:
    """The floor: parse a body once with lxml, or json; nothing can be cheaper."""
    text = page.body.decode("utf-8")
    if text.lstrip()[:1] in "{[":
        json.loads(text)
    else:
        Selector(text=text).css("*").get()


def big(shape: str, size: int = BIG) -> Page:
    """A page of so many bytes in one of the shapes, at the address of a source that reads tables."""
    line = SHAPES[shape]
    inside = "".join(line.format(number) for number in range(10, size // len(line.encode()) + 10))
    table = inside if shape != "a table" else f"<table><tr><th>套餐<th>价格<th>用量</tr>{inside}</table>"
    url = str(named(TABLE).url)
    return Page(url, f"<html><body>{table}</body></html>".encode(), datetime.now(UTC), source=TABLE)


def extraction() -> Iterator[Measure]:
    """The median and the worst multiple of a bare parse, and seconds of pages of a megabyte."""
    ratios = {}
    for page in pages():
        extracted(page)  # patterns are compiled
        ratios[page.source] = cpu(lambda page=page: extracted(page)) / cpu(lambda page=page: parsed(page))  # type: ignore[misc]
    worst = max(ratios, key=ratios.__getitem__)
    floor = f"parsing the body once, {len(ratios)} pages"
    yield Measure("extracting a page, median", median(ratios.values()), 20, beside=floor)
    yield Measure("extracting a page, the worst", ratios[worst], 50, beside=f"parsing that of {worst}")
    for shape in SHAPES:
        half, whole = (cpu(lambda size=size: extracted(big(shape, size)), 1) for size in (BIG // 2, BIG))  # type: ignore[misc]  # noqa: B023
        yield Measure(f"a megabyte of {shape}", whole, 0.5, unit="s")
        yield Measure(f"a megabyte of {shape}", whole / half, 2.4, beside="half a megabyte")
