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
from mutate import HTML, MARKDOWN, cents, renamed, unreadable
from places import EXPECTED, SAMPLES

from scrapers.offer import ONCE, Offer
from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.refusals import PageChanged, Refused, Truncated
from scrapers.registry import owner
from scrapers.vocabulary.words import comparable

MAY_REFUSE = {"classes"}  # a class can be the only sign of what is struck through or which tab is open
SEEDS = st.integers(0, 2**32)


def _subjects() -> Iterator[Any]:
    """(file, url) of every HTML or Markdown page that holds prices; captures by their name in the shared folder."""
    for path in sorted(EXPECTED.glob("*/*.json")):
        name, expected = path.relative_to(EXPECTED).as_posix()[:-5], json.loads(path.read_text())
        script = name.endswith("payload.html")  # an object of a script, no markup
        if (
            not script
            and name.endswith((".html", ".md", ".mdx"))
            and any(offer["price"] for offer in expected.get("offers", []))
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
    return {comparable(json.dumps(row, sort_keys=True, ensure_ascii=False)) for row in rows}


def _prices(url: str, text: str) -> set[tuple[str, str | None]]:
    offers = read(owner(url), Page(url=url, body=text.encode())).offers
    return {(offer.id, offer.to_json()["price"]) for offer in offers if offer.price is not None}


@pytest.mark.parametrize(("path", "url", "mutation"), list(_cases()))
@settings(max_examples=1, phases=[Phase.generate])
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
@settings(max_examples=1, phases=[Phase.generate])
@given(seed=SEEDS)
def test_raised_digits_that_may_be_cents_never_change_a_price(
    path: Path, url: str, shared: Path, seed: int
) -> None:
    text = captured(shared, path).read_text(encoding="utf-8")
    try:
        found = _prices(url, cents(text, Random(seed)))
    except Refused:
        return
    assert found <= _prices(url, text)


HTML_PAGES = [case for case in _subjects() if case.values[0].suffix == ".html"]


@pytest.mark.parametrize(("path", "url"), HTML_PAGES)
@settings(max_examples=1, phases=[Phase.generate])
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


def _samples() -> Iterator[Any]:
    """(body, url) of every sample page with offers, also JSON and JavaScript."""
    for path in sorted(SAMPLES.glob("*/*/body.*")):
        checked = path.parent / "offers.json"
        expected = json.loads(checked.read_text()) if checked.is_file() else []
        if isinstance(expected, list) and expected:
            url = json.loads((path.parent / "page.json").read_text())["url"]
            yield pytest.param(path, url, id=f"{path.parent.parent.name}/{path.parent.name}")


def _card(offer: Offer) -> tuple[str, ...]:
    """What stands on one card or in one row: a plan, renewing and not, at home and abroad."""
    return (offer.product, offer.plan.removesuffix(ONCE))


def _stated(url: str, text: str) -> Stated:
    return read(owner(url), Page(url=url, body=text.encode()))


@pytest.mark.parametrize(("path", "url"), list(_samples()))
def test_an_amount_nobody_can_read_costs_its_own_card_and_no_other(path: Path, url: str) -> None:
    """The smallest thing in doubt: one card, row or record, by name; every other offer stays as it was."""
    text = path.read_text(encoding="utf-8")
    whole = {offer.id: offer for offer in _stated(url, text).offers}
    plans = {_card(offer) for offer in whole.values()}
    for page in unreadable(text):
        try:
            stated = _stated(url, page)
        except Refused:
            assert len(plans) == 1, "one unreadable amount refused a page with other plans"
            continue
        found = {offer.id: offer for offer in stated.offers}
        lost = {_card(offer) for offer in whole.values() if offer.id not in found}
        assert len(lost) <= 1
        assert stated.unread or not lost
        assert {name: offer.price for name, offer in found.items()}.items() <= {
            name: offer.price for name, offer in whole.items()
        }.items()


def _refused(url: str, text: str) -> bool:
    """Whether a page is refused for a price on it that nobody reads."""
    try:
        _stated(url, text)
    except PageChanged:
        return True
    return False


@pytest.mark.parametrize(("path", "url"), list(_samples()))
def test_a_tier_under_a_new_name_is_a_new_plan_or_named_as_unread(path: Path, url: str) -> None:
    text = path.read_text(encoding="utf-8")
    whole = {offer.id: offer for offer in _stated(url, text).offers if offer.price is not None}
    names = sorted({offer.plan_name for offer in whole.values()})
    for name in names:
        page = renamed(text, name, "Studio")
        if len(names) == 1 and _refused(url, page):
            continue
        stated = _stated(url, page)
        found = {offer.id: offer for offer in stated.offers if offer.price is not None}
        new = [offer for offer in found.values() if offer.id not in whole]
        for other in (offer for offer in whole.values() if name not in offer.plan_name):
            assert found[other.id].price == other.price
        assert all("studio" in offer.plan for offer in new)
        if lost := [offer for offer in whole.values() if offer.id not in found]:
            assert stated.unread or {offer.price for offer in lost} <= {offer.price for offer in new}
