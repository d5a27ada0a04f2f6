"""Pages made to be slow: what is four times as long takes about four times as long, whoever reads it."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from places import CASES

from scrapers.archive.quotation import passage
from scrapers.page import Page
from scrapers.processes.reader import Reader
from scrapers.reading.document import Document
from scrapers.reading.extract import read
from scrapers.refusals import NotAPricePage, Refused
from scrapers.registry import indexes, named

AT = datetime(2026, 11, 23, tzinfo=UTC)
HTML = "<!doctype html><html><body><p>Lite ¥49/月</p>{}</body></html>"
NESTED = "<div>" * 12 + "<p>words of a page</p>" + "</div>" * 12
REPEATED = {
    "styles without end": (HTML, "<style>"),
    "comments without end": (HTML, "<!-- "),
    "comments before nothing": ("{}", "<!---->"),
    "blank lines": ("# Plans{}", "\n"),
    "blanks": ("# Plans{}", " "),
    "open tags": (HTML, "<"),
    "titles": (HTML, "<title>"),
    "attributes of JSX": ("# Plans\n{}", "={{"),
    "text nested twelve deep": (HTML, NESTED),
    "cards of one tier": (HTML, "<p>Lite</p>"),
    "lines that are names": ("Plans\n{}", "Lite\n"),
    "a row of bars": ("# Plans\n\n{}", "| a |\n"),
    "stars": (HTML, "*"),
    "one word": (HTML, "a"),
    "one number": ("# Plans\n\n- Lite {} 次", "1"),
    "amounts": ("# Plans\n\n- Lite {}", "¥1 "),
    "hidden elements": (HTML, "<i hidden>a</i>b"),
}
SOURCES = ("bailian-coding-plan-cn", "claude-pricing", "kimi-help-cn", "zhipu-glm-coding-cn")


def seconds(do: Callable[[], object]) -> float:
    """What a piece of work takes of a processor; too long is the limit of a reader."""

    def timed() -> float:
        began = time.process_time()
        with suppress(Refused):
            do()
        return time.process_time() - began

    reader = Reader(timed)
    try:
        return min(reader.read(), reader.read())
    finally:
        reader.close()


def at_most(times: float, small: Callable[[], object], large: Callable[[], object]) -> bool:
    """Whether the larger work takes at most so many times the smaller: one of four looks is enough on a busy machine."""
    return any(seconds(large) < times * seconds(small) + 0.05 for _ in range(4))


def linear(make: Callable[[int], Callable[[], object]], size: int = 5_000) -> None:
    """Four times the size is four times the work, and sixteen times where it grows as a square."""
    assert at_most(6.5, make(size), make(4 * size)), f"{4 * size} takes far more than four times {size}"


def page(source: str, text: str) -> Page:
    return Page(url=named(source).url, body=text.encode(), fetched_at=AT, source=source)


def test_a_square_is_told_from_a_line() -> None:
    linear(lambda size: lambda: sum(1 for _ in range(size * 100)))
    with pytest.raises(AssertionError, match="far more"):
        linear(lambda size: lambda: sum(1 for _ in range((size // 6) ** 2)))


@pytest.mark.parametrize("kind", REPEATED)
@pytest.mark.parametrize("source", SOURCES)
def test_four_times_the_page_takes_four_times_the_time(source: str, kind: str) -> None:
    around, token = REPEATED[kind]

    def make(size: int) -> Callable[[], object]:
        asked = page(source, around.replace("{}", token * (size // len(token))))
        return lambda: read(named(source), asked)

    linear(make)


@pytest.mark.parametrize(
    ("source", "around", "token"),
    [
        ("zhipu-subscribe-intl", "{{{}", 'productId:"product-1",'),
        ("zhipu-subscribe-intl", 'x=[{productId:"product-1",{}', "word"),
        ("zhipu-subscribe-intl", 'x=[{productId:"product-1",{}', '\\"'),
        ("volcengine-activity-cn", "{}", "window.gfdatav1={"),
        ("kimi-listgoods", '{"goods": ["{}"]}', "{"),
        ("kimi-listgoods", '{"goods": [{}"{"]}', '"{",'),
    ],
)
def test_scripts_and_answers_too(source: str, around: str, token: str) -> None:
    def make(size: int) -> Callable[[], object]:
        asked = page(source, around.replace("{}", token * (size // len(token))))
        return lambda: [list(named(source).follow(asked)), read(named(source), asked)]

    linear(make)


@pytest.mark.parametrize("token", ["[", "<loc>" + " " * 50, "\n", "- [a](https://docs.z.ai/"])
@pytest.mark.parametrize("name", ["zhipu-index-intl", "claude-index"])
def test_lists_of_pages_too(name: str, token: str) -> None:
    index = next(one for one in indexes() if one.name == name)

    def make(size: int) -> Callable[[], object]:
        head = "<urlset>" if "loc" in token else "# Docs\n"
        asked = Page(url=index.url, body=(head + token * (size // len(token))).encode())
        return lambda: index.plans(asked)

    linear(make)


@pytest.mark.parametrize("token", ["<style>", "<!-- ", "<b>Lite</b> ", "Lite "])
def test_finding_a_quotation_again_too(token: str) -> None:
    linear(lambda size: lambda: passage(token * (size // len(token)), "Lite | Pro | ¥49", "Lite"))


def test_small_table_of_huge_cells_is_refused_at_once() -> None:
    """A cell that spans a thousand rows and columns takes no more time than one that spans ten."""
    text = (CASES / "numbers/tiny_page_huge_cells.html").read_text(encoding="utf-8")
    source = named("kimi-help-cn")
    with pytest.raises(Refused):
        read(source, page(source.name, text))
    small = text.replace("1000", "10")
    assert at_most(
        5, lambda: read(source, page(source.name, small)), lambda: read(source, page(source.name, text))
    )
    many = text.replace("</tr>", "</tr>" + "<tr><td>a</td></tr>" * 40)
    with pytest.raises(NotAPricePage, match="more than 20,000 cells") as refused:
        read(source, page(source.name, many))
    assert refused.value.kind == "too-big"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("|" + " a |" * 200_000 + "\n|" + "---|" * 200_000 + "\n", "columns"),
        (HTML.replace("{}", "<b>" * 200_001), "tags"),
        (HTML.replace("{}", "<div>" * 5000), "too deeply"),
    ],
    ids=["columns", "tags", "depth"],
)
def test_more_than_a_page_has_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        Document(page("minimax-docs-cn", text)).blocks  # noqa: B018


def test_answer_nested_deeper_than_answers_are() -> None:
    deep = json.dumps({"goods": []}).replace("[]", "[" * 100 + "]" * 100)
    with pytest.raises(Refused, match="too deep"):
        read(named("kimi-listgoods"), page("kimi-listgoods", deep))
