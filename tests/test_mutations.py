"""A page that says the same in another form reads to the same offers, or is refused; never to other ones."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from captured import captured
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from mutate import HTML, MARKDOWN, cents

import scrapers
from scrapers.page import Page
from scrapers.read import read
from scrapers.refused import Refused, Truncated
from scrapers.registry import owner
from scrapers.words import norm

EXPECTED = Path(__file__).parent / "expected"
SAMPLES = Path(scrapers.__file__).parent / "samples"
MAY_REFUSE = {"classes"}  # a class can be the only sign of what is struck through or which tab is open
SEEDS = st.integers(0, 2**32)


def _subjects() -> Iterator[Any]:
    """(file, url) of every HTML or Markdown page that holds prices; captures by their name in the shared folder."""
    for path in sorted(EXPECTED.glob("*/*.json")):
        name, expected = path.relative_to(EXPECTED).as_posix()[:-5], json.loads(path.read_text())
        if name.endswith((".html", ".md", ".mdx")) and any(
            offer["price"] for offer in expected.get("offers", [])
        ):
            yield pytest.param(Path(name), expected["url"], id=name, marks=pytest.mark.shared)
    for path in sorted(SAMPLES.glob("*/*/body.*")):
        checked = path.parent / "offers.json"
        if path.suffix in (".html", ".md") and checked.is_file() and json.loads(checked.read_text()):
            url = json.loads((path.parent / "page.json").read_text())["url"]
            yield pytest.param(path, url, id=f"samples/{path.parent.parent.name}/{path.parent.name}")


def _cases() -> Iterator[Any]:
    for subject in _subjects():
        path, url = subject.values
        for mutation in HTML if path.suffix == ".html" else MARKDOWN:
            yield pytest.param(path, url, mutation, id=f"{subject.id}-{mutation}", marks=subject.marks)


def _offers(url: str, text: str) -> set[str]:
    rows = [
        offer.to_json() | {"evidence": ""}
        for offer in read(owner(url), Page(url=url, body=text.encode())).offers
    ]
    return {norm(json.dumps(row, sort_keys=True, ensure_ascii=False)) for row in rows}


def _prices(url: str, text: str) -> set[tuple[str, str | None]]:
    offers = read(owner(url), Page(url=url, body=text.encode())).offers
    return {(offer.id, offer.to_json()["price"]) for offer in offers if offer.price is not None}


@pytest.mark.parametrize(("path", "url", "mutation"), list(_cases()))
@settings(max_examples=4, phases=[Phase.generate])
@given(seed=SEEDS)
def test_another_form_reads_the_same(path: Path, url: str, mutation: str, shared: Path, seed: int) -> None:
    text = captured(shared, path).read_text(encoding="utf-8")
    mutated = (HTML if path.suffix == ".html" else MARKDOWN)[mutation](text, Random(seed))
    try:
        found = _offers(url, mutated)
    except Refused:
        if mutation not in MAY_REFUSE:
            raise
    else:
        assert found == _offers(url, text)


@pytest.mark.parametrize(("path", "url"), list(_subjects()))
@settings(max_examples=2, phases=[Phase.generate])
@given(seed=SEEDS)
def test_raised_digits_that_may_be_cents_never_change_a_price(
    path: Path, url: str, shared: Path, seed: int
) -> None:
    text = (shared / "captures" / path).read_text(encoding="utf-8")
    try:
        found = _prices(url, cents(text, Random(seed)))
    except Refused:
        return
    assert found <= _prices(url, text)


HTML_PAGES = [case for case in _subjects() if case.values[0].suffix == ".html"]


@pytest.mark.parametrize(("path", "url"), HTML_PAGES)
@settings(max_examples=8, phases=[Phase.generate])
@given(part=st.floats(0.05, 0.999))
def test_a_page_that_breaks_off_never_reads_differently(
    path: Path, url: str, shared: Path, part: float
) -> None:
    text = captured(shared, path).read_text(encoding="utf-8")
    try:
        found = _offers(url, text[: int(len(text.rstrip()) * part)])
    except Refused:
        return
    assert found <= _offers(url, text)


@pytest.mark.parametrize(("path", "url"), HTML_PAGES)
def test_a_page_cut_inside_a_tag_is_truncated(path: Path, url: str, shared: Path) -> None:
    text = captured(shared, path).read_text(encoding="utf-8")
    with pytest.raises(Truncated):
        _offers(url, text[: text.rindex("</") + 1])
