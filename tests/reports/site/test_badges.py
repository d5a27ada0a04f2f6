"""Badges: the figures of the plan's row, its day, and nothing that a vendor's words could do to who shows one."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from story import CLAUDE, MAY, empty, hold_state, offer, past

from db.database import Database
from reports.question import LANGUAGES, ReportQuery
from reports.site.badges import badges
from reports.site.facts import gather

EVIL = '</text><script>alert(1)</script>&"\u202e'


def drawn(db: Database, lang: str = "en", day: date = MAY) -> dict[str, str]:
    return badges(gather(db, day), lang)


def said(picture: str) -> str:
    return str(ElementTree.fromstring(picture).get("aria-label"))


def test_a_badge_says_price_ratio_cups_and_the_day() -> None:
    db = empty()
    hold_state(db, offer(vendor="zhipu", price=Decimal("118")), "2026-05-28T02:00:00Z")
    hold_state(db, offer(**CLAUDE), "2026-05-28T02:00:00Z")
    glm, claude = (
        next(said(one) for slug, one in drawn(db).items() if name in slug) for name in ("zhipu", "claude")
    )
    assert glm == "Zhipu GLM Coding Plan Lite: ¥118/month · 1/1.15 of Claude Pro · 14.9 cups · 2026-05-29"
    assert claude == "Claude Pro: $20/month · 17.1 cups · 2026-05-29"
    zh = next(said(one) for slug, one in drawn(db, "zh").items() if "zhipu" in slug)
    assert zh == "智谱 GLM Coding Plan Lite: ¥118/月 · Claude Pro 的 1/1.15 · 14.9 杯 · 2026-05-29"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_ranked_plan_has_a_picture_that_is_as_wide_as_its_texts(lang: str) -> None:
    known = gather(past(), date(2026, 10, 4))
    pictures = badges(known, lang)
    assert len(pictures) == len({known.where[one.offer.id] for one in known.figures if one.ranked})
    for picture in pictures.values():
        image = ElementTree.fromstring(picture)
        texts = [one for one in image.iter() if one.tag.endswith("}text")]
        ends = [int(one.get("x", 0)) + int(one.get("textLength", 0)) for one in texts]
        assert ends[0] < int(texts[1].get("x", 0))
        assert ends[1] < int(image.get("width", 0))


def test_a_vendors_words_are_no_markup_in_a_badge() -> None:
    db = empty()
    hold_state(db, offer(plan="evil", plan_name=EVIL), "2026-05-28T02:00:00Z")
    (picture,) = drawn(db).values()
    assert {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(picture).iter()} == {
        "svg", "title", "rect", "path", "g", "text",
    }  # fmt: skip
    assert "\u202e" not in picture


def test_what_is_not_ranked_has_no_badge() -> None:
    db = empty()
    hold_state(db, offer(availability="Discontinued"), "2026-05-28T02:00:00Z")
    assert badges(gather(db, ReportQuery(day=MAY).day), "en") == {}
