"""What chat apps show beside a link: each page's Open Graph words and picture, and when a picture is drawn."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from story import CLAUDE, MAY, empty, hold_state, offer

from db.database import Database
from reports.question import LANGUAGES
from reports.site.build import build
from reports.site.cards import drawn
from reports.site.cards.cards import ANSWER, PlanCard, cards
from reports.site.cards.pictures import pictures
from reports.site.facts import gather

GLM = "zhipu_coding-plan_lite_cn"
BASE = "https://example.org/plans"


@pytest.fixture
def market() -> Database:
    db = empty()
    hold_state(db, offer(vendor="zhipu", price=Decimal("118")), "2026-05-28T02:00:00Z")
    hold_state(db, offer(**CLAUDE), "2026-05-28T02:00:00Z")
    return db


def _said(page: Path) -> dict[str, str]:
    """What a page says of itself to who fetches it for a preview."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', text)
    return {name: unescape(value) for name, value in found}


def test_a_plans_card_says_price_payments_worth_and_the_day(market: Database) -> None:
    known = cards(gather(market, MAY))
    en, zh = known["en"][GLM], known["zh"][GLM]
    assert isinstance(en, PlanCard)
    assert isinstance(zh, PlanCard)
    assert (en.name, en.price, en.cups) == ("Zhipu GLM Coding Plan Lite", "¥118/month", 8)
    assert en.payments == (("Pay today", "¥118"), ("Then", "¥118/month"), ("12 months", "¥1,416"))
    assert en.beside.startswith("compared with Claude Pro: 1.15× cheaper · 14.9 cups of milk tea a month")
    assert (en.corner, en.foot) == ("Mainland China", "official page, last seen 2026-05-28")
    assert (zh.price, zh.foot) == ("¥118/月", "官网，2026-05-28 确认")


@pytest.mark.parametrize("base", [BASE, None])
def test_every_page_says_title_words_and_a_picture_that_is_there(
    market: Database, tmp_path: Path, base: str | None
) -> None:
    """The picture's address is whole where it is known where the site is served, else from the page on."""
    build(market, MAY, tmp_path, base)
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) > 2 * 10
    for page in pages:
        said = _said(page)
        assert said["og:title"]
        assert said["og:description"]
        assert (said["og:type"], said["twitter:card"]) == ("website", "summary_large_image")
        image = said["og:image"]
        file = tmp_path / image.removeprefix(f"{BASE}/") if base else page.parent / image
        assert file.is_file(), page
        assert ("og:url" in said) == bool(base)
    glm = _said(tmp_path / "en/plan" / f"{GLM}.html")
    assert f"card/{GLM}.en." in glm["og:image"]
    assert glm["og:description"].startswith("Zhipu GLM Coding Plan Lite: Pay ¥118 today, then ¥118/month")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_card_is_a_small_png_of_the_size_chat_apps_ask_for(
    market: Database, tmp_path: Path, lang: str
) -> None:
    files = pictures(cards(gather(market, MAY)), tmp_path / "none", tmp_path)[lang]
    assert ANSWER in files
    for file in files.values():
        with Image.open(tmp_path / file) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert (tmp_path / file).stat().st_size < 60_000


def test_a_picture_is_drawn_again_only_where_its_card_says_something_else(
    market: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, into = tmp_path / "before", tmp_path / "into"
    before.mkdir()
    into.mkdir()
    first = pictures(cards(gather(market, MAY)), tmp_path / "none", before)
    asked: list[str] = []
    png = drawn.png
    monkeypatch.setattr(drawn, "png", lambda card: (asked.append(card.name), png(card))[1])
    assert pictures(cards(gather(market, MAY)), before, into) == first
    assert asked == []
    hold_state(market, offer(vendor="zhipu", price=Decimal("98")), "2026-06-01T02:00:00Z")
    second = pictures(cards(gather(market, date(2026, 6, 1))), before, into)
    assert "Zhipu GLM Coding Plan Lite" in asked
    assert second["en"][GLM] != first["en"][GLM]


def test_a_long_name_stays_within_the_picture(market: Database) -> None:
    card = cards(gather(market, MAY))["zh"][GLM]
    wide = PlanCard(**{**vars(card), "name": "智谱" * 60, "beside": "¥118 · " * 40})
    with Image.open(BytesIO(drawn.png(wide))) as picture:
        paper = picture.convert("RGB").getpixel((1195, 20))
        margin = picture.convert("RGB").crop((1140, 100, 1200, 556)).getcolors()
    assert margin is not None
    assert [colour for _, colour in margin] == [paper]


def test_without_a_chinese_font_chinese_pages_show_the_english_picture(
    market: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawn, "_CHINESE", {"Regular": (("no-such-font.ttc", 0),), "Bold": ()})
    drawn._font.cache_clear()
    files = pictures(cards(gather(market, MAY)), tmp_path / "none", tmp_path)
    drawn._font.cache_clear()
    assert files["zh"] == files["en"]


def test_a_site_without_pictures_promises_none(market: Database, tmp_path: Path) -> None:
    build(market, MAY, tmp_path, charts=False)
    said = _said(tmp_path / "zh/index.html")
    assert "og:image" not in said
    assert said["twitter:card"] == "summary"
