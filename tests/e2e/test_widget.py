"""The widget: a plan's badge on somebody else's page, with a link to the plan."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

Open = Callable[..., Page]

PLAN = "claude_membership_pro_intl"


def test_another_site_shows_a_plan_with_one_line(served: str, folder: Path, look: Open) -> None:
    """A page of another origin, whose own words the widget leaves alone."""
    words = f'<p>Ours <script src="{served}/assets/widget.js" data-plan="{PLAN}" data-lang="zh"></script></p>'
    theirs = folder / "theirs.html"
    theirs.write_text(f"<!doctype html><meta charset=utf-8><title>Theirs</title>{words}", encoding="utf-8")
    page = look(theirs.as_uri())
    picture = page.locator("a > img")
    page.wait_for_function("document.querySelector('a > img').naturalWidth > 0")
    assert picture.get_attribute("src") == f"{served}/badge/{PLAN}.zh.svg"
    assert page.locator("a").get_attribute("href") == f"{served}/zh/plan/{PLAN}.html"
    theirs.unlink()


def test_a_plan_page_shows_its_badge(base: str, look: Open) -> None:
    page = look(f"{base}/en/plan/{PLAN}.html")
    assert page.locator("#badge ~ p img").evaluate("image => image.naturalWidth") > 200
