"""The browser: renders a page whose prices only scripts show, and opens the billing tab that was asked for."""

import asyncio
import importlib.util
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from scrapers.refusals import PageChanged

CHROMIUM = "/usr/bin/chromium"
VARIABLE = "CODINGPLANS_CHROMIUM"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--lang=zh-CN",
]
_POLL = 0.1
_BLOCKED = ("image", "font", "media")
# Addresses that count visitors: they are not asked, the page shows its prices without them.
_TRACKERS = re.compile(
    r"//[^/]*(?:google-analytics|googletagmanager|doubleclick|hm\.baidu|cnzz|sensorsdata|sentry|clarity\.ms|umeng"
    r"|mixpanel|segment\.|hotjar|facebook|bytedance-?rangers|volces\.com/list|growingio)",
    re.I,
)
# A price has come: ¥40, $ 20, 40 元.
_MONEY = re.compile(r"[¥￥$]\s*\d|\d\s*元")
_TEXTS = "() => (document.body ? document.body.innerText : '')"
_IS_OPEN = """(word) => {
  const states = ['aria-selected', 'aria-checked', 'aria-pressed', 'aria-current', 'data-active', 'data-state'];
  const open = (e) => states.some(n => /^(true|active|on|checked|page)$/i.test(e.getAttribute(n) || ''))
    || /(^|[\\s_-])(active|selected|current|checked)($|[\\s_-])/i.test(e.getAttribute('class') || '');
  const tab = (e) => e.innerText && e.innerText.trim().startsWith(word) && e.innerText.trim().length < 20;
  return [...document.querySelectorAll('body *')].filter(tab).some(open);
}"""


def missing() -> str | None:
    """What is not installed, and what to do; None where pages can be rendered."""
    if any(importlib.util.find_spec(name) is None for name in ("playwright", "scrapy_playwright")):
        return "needs a browser: pip install -r requirements/browser.txt, and Chromium"
    if executable() is None:
        return f"needs a browser: install Chromium, or name it in {VARIABLE}"
    return None


def executable() -> str | None:
    """The Chromium to start."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return named if Path(named).is_file() else None
    return CHROMIUM if Path(CHROMIUM).is_file() else shutil.which("chromium") or shutil.which("google-chrome")


def settings() -> dict[str, Any]:
    """The settings of a spider that renders pages; the handler leads the browser through its gate."""
    return {
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": executable(), "args": FLAGS, "headless": True},
        "PLAYWRIGHT_CONTEXTS": {},
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 30_000,
        "PLAYWRIGHT_DOWNLOAD_TIMEOUT": 2_000,  # pages are shown; what is none has no file to wait for
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_ABORT_REQUEST": unwanted,
    }


def unwanted(request: Any) -> bool:
    """Whether a request of the page does not help to show its prices."""
    return request.resource_type in _BLOCKED or _TRACKERS.search(request.url) is not None


async def show(page: Any, click: str | None, patience: float) -> None:
    """Wait until the page shows amounts, then open the tab and wait until its amounts stand still.

    Raises PageChanged where the tab cannot be opened: the page would show another period's prices. A page that
    never shows amounts is left as it is: it is a queue, a challenge or a shell, and is refused as that.
    """
    if not await _until(page, patience, lambda text: _MONEY.search(text) and (not click or click in text)):
        return
    before = await _settled(page, patience, 0.5)
    if click is None or await page.evaluate(_IS_OPEN, click):
        return
    await _click(page, click)
    if not await _until(page, patience, lambda text: _amounts(text) != _amounts(before)):
        raise PageChanged(f"the tab {click} did not open: the amounts are those of another tab")
    await _settled(page, patience)


async def _click(page: Any, words: str) -> None:
    tab = page.get_by_text(words, exact=True)
    if not await tab.count():
        tab = page.get_by_text(re.compile(rf"^\s*{re.escape(words)}.{{0,12}}$"))
    try:
        await tab.first.click(timeout=5000)
    except Exception as error:
        raise PageChanged(f"the tab {words} cannot be clicked") from error


async def _until(page: Any, patience: float, shown: Callable[[str], object]) -> bool:
    for _ in range(int(patience / _POLL)):
        if shown(await _text(page)):
            return True
        await asyncio.sleep(_POLL)
    return False


async def _text(page: Any) -> str:
    """The text that is visible; none while the page goes on to another."""
    try:
        return str(await page.evaluate(_TEXTS))
    except Exception as error:
        if "context was destroyed" not in str(error):
            raise
    await page.wait_for_load_state()
    return ""


async def _settled(page: Any, patience: float, seconds: float = 1.0) -> str:
    """The text of the page once it shows amounts and has not changed for some time."""
    text, still = "", 0
    for _ in range(int(patience / _POLL)):
        now = await _text(page)
        still = still + 1 if now == text and _MONEY.search(now) else 0
        text = now
        if still * _POLL >= seconds:
            break
        await asyncio.sleep(_POLL)
    return text


def _amounts(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*", text)


def meta(click: str | None, patience: float) -> Mapping[str, Any]:
    """What scrapy-playwright must be told to render a page; `patience` in seconds, for prices to show."""
    from scrapy_playwright.page import PageMethod

    return {
        "playwright": True,
        "playwright_page_methods": [PageMethod(show, click, patience)],
        "playwright_context_kwargs": {"service_workers": "block"},
    }
