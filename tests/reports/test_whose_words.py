"""A curator's words are never put into a vendor's mouth: evidence says whose it is, wherever it is shown."""

import re
from datetime import date
from pathlib import Path

import pytest
from story import change, empty, hold_state, offer, past

from db.database import Database
from reports.feeds.feed_files import write_feeds
from reports.question import LANGUAGES, ReportQuery
from reports.site.build import build
from reports.views.catalogue import report
from reports.words.attribution import attributed, whose

DAY = date(2026, 10, 4)
OFFICIAL = re.compile("official page|官网原文|the page says|页面原文", re.I)
OURS = {"en": "Evidence (checked by hand)", "zh": "依据（人工整理）"}


def _story() -> Database:
    """One plan read from a page, one from curated history, each with a change."""
    db = empty()
    hold_state(db, offer(), "2026-09-01T00:00:00Z", "2026-10-04T00:00:00Z")
    curated = offer(plan="pro", evidence="a note of 2026-09")
    hold_state(db, curated, "2026-09-01T00:00:00Z", "2026-10-04", provenance="curated", source="history")
    before, after = {"price": "30"}, {"price": "40"}
    change(db, "price_changed", before, after, "2026-09-02T00:00:00Z", evidence="¥40/月")
    change(db, "list_price_changed", {"list_price": "50"}, {"list_price": "60"}, "2026-09-03T00:00:00Z",
           evidence="a note of 2026-09", provenance="curated")  # fmt: skip
    return db


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_what_was_read_on_a_page_is_the_pages(lang: str) -> None:
    assert OFFICIAL.search(attributed("¥40/月", "scraped", lang))
    for provenance in ("curated", "derived", "sample"):
        assert not OFFICIAL.search(attributed("¥40/月", provenance, lang))
    assert attributed("a note", "curated", lang).startswith(OURS[lang])
    with pytest.raises(ValueError, match="hearsay"):
        whose("hearsay", "en")


def test_feeds_over_curated_history_quote_no_page(tmp_path: Path) -> None:
    feeds = [path.read_text(encoding="utf-8") for path in write_feeds(past(), DAY, tmp_path, None)]
    assert not any(map(OFFICIAL.search, feeds))
    assert any(OURS["en"] in text for text in feeds)
    assert any(OURS["zh"] in text for text in feeds)


def test_feeds_tell_a_page_from_a_note(tmp_path: Path) -> None:
    write_feeds(_story(), DAY, tmp_path, None)
    english = (tmp_path / "feeds" / "changes.xml").read_text(encoding="utf-8")
    chinese = (tmp_path / "feeds" / "changes.zh.xml").read_text(encoding="utf-8")
    assert "Official page: “¥40/月”" in english
    assert "Evidence (checked by hand): a note of 2026-09" in english
    assert "官网原文：“¥40/月”" in chinese
    assert "依据（人工整理）：a note of 2026-09" in chinese


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terminal_tells_a_page_from_a_note(lang: str) -> None:
    built = report(_story(), "history", ReportQuery(day=DAY, lang=lang, plan="acme"))
    cells = [cell for section in built.sections for line in section.lines for cell in line.cells]
    assert [cell for cell in cells if OFFICIAL.search(cell) and "“" in cell] == [
        attributed("40元/月", "scraped", lang)
    ]
    assert [cell for cell in cells if cell.startswith(OURS[lang])] == [
        attributed("a note of 2026-09", "curated", lang)
    ]


def test_the_site_quotes_a_page_and_not_a_note(tmp_path: Path) -> None:
    build(_story(), DAY, tmp_path / "site", None, charts=False)
    for lang in LANGUAGES:
        page = (tmp_path / f"site/{lang}/plan/acme_coding-plan_lite_cn.html").read_text(encoding="utf-8")
        note = (tmp_path / f"site/{lang}/plan/acme_coding-plan_pro_cn.html").read_text(encoding="utf-8")
        assert OFFICIAL.search(page)
        assert "<blockquote" in page
        assert not OFFICIAL.search(note)
        assert "<blockquote" not in note
        assert OURS[lang] in note
