"""A page that says the same in another form reads to the same offers, or is refused; never to other ones."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from captured import captured
from mutate import HTML, MARKDOWN, Mutation, cents, renamed, unreadable
from places import EXPECTED, SAMPLES

from scrapers.offer import ONCE, Offer
from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.refusals import PageChanged, Refused, Truncated
from scrapers.registry import owner
from scrapers.vocabulary.words import comparable

MAY_REFUSE = {"classes"}  # a class can be the only sign of what is struck through or which tab is open


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


@lru_cache(4)
def _stated(url: str, text: str) -> Stated:
    return read(owner(url), Page(url=url, body=text.encode()))


def _offers(url: str, text: str) -> set[str]:
    rows = [offer.to_json() | {"evidence": ""} for offer in _stated(url, text).offers]
    return {comparable(json.dumps(row, sort_keys=True, ensure_ascii=False)) for row in rows}


def _prices(url: str, text: str) -> set[tuple[str, str | None]]:
    offers = _stated(url, text).offers
    return {(offer.id, offer.to_json()["price"]) for offer in offers if offer.price is not None}


def _differs(url: str, text: str, mutation: str, changed: Mutation) -> str:
    """How a page in another form reads otherwise than the page itself, empty where it does not."""
    try:
        found = _offers(url, changed(text, Random(f"{url} {mutation}")))
    except Refused as error:
        return "" if mutation in MAY_REFUSE else f"refused: {error}"
    return "\n".join(sorted(found ^ _offers(url, text)))


@pytest.mark.parametrize(("path", "url"), list(_subjects()))
def test_another_form_reads_the_same(path: Path, url: str, shared: Path) -> None:
    text = captured(shared, path).read_text(encoding="utf-8")
    forms = HTML if path.suffix == ".html" else MARKDOWN
    differing = {name: _differs(url, text, name, changed) for name, changed in forms.items()}
    assert {name: how for name, how in differing.items() if how} == {}


@pytest.mark.parametrize(("path", "url"), list(_subjects()))
def test_raised_digits_that_may_be_cents_never_change_a_price(path: Path, url: str, shared: Path) -> None:
    text = captured(shared, path).read_text(encoding="utf-8")
    try:
        found = _prices(url, cents(text, Random(url)))
    except Refused:
        return
    assert found <= _prices(url, text)


HTML_PAGES = [case for case in _subjects() if case.values[0].suffix == ".html"]


@pytest.mark.parametrize(("path", "url"), HTML_PAGES)
def test_a_page_that_breaks_off_never_reads_differently(path: Path, url: str, shared: Path) -> None:
    text = captured(shared, path).read_text(encoding="utf-8")
    try:
        found = _offers(url, text[: int(len(text.rstrip()) * Random(url).uniform(0.05, 0.999))])
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
