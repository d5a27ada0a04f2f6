"""A site built from the sample pages, served from a sub-path and from a folder, and a browser that looks at it."""

import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from scrapers.fetching.browser import executable

ROOT = Path(__file__).parents[2]
DAY = "2026-10-06"
CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks with a browser is marked so, and left out where there is none."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def command(*words: str) -> str:
    """What `codingplans …` prints; fails where it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "CODINGPLANS_DB"}
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    command("run", "--offline", "--db", str(path))
    return path


@pytest.fixture(scope="session")
def folder(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("www") / "sub path" / "plans"
    command("site", str(found), "--db", str(database), "--as-of", DAY)
    return found


@pytest.fixture(scope="session")
def costs(database: Path) -> Callable[[int, bool], Any]:
    """`report cost` for so many months, as JSON."""

    @functools.cache
    def ask(months: int, switch: bool) -> Any:
        words = ["--switch"] if switch else []
        day = ("--as-of", DAY, "--format", "json", "--db", str(database))
        return json.loads(command("report", "cost", "--months", str(months), *words, *day))

    return ask


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder.parents[1]))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sub%20path/plans"
        server.shutdown()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, served: str, folder: Path) -> str:
    """Where the site is, as a web server and as a folder serve it."""
    return served if request.param == "http" else folder.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, stopped with the module: other tests run event loops of their own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=list(CHROMIUM))
        yield chromium
        chromium.close()


def _left(asked: Request) -> bool:
    """Whether a request ended because the reader went on to another page."""
    return "ERR_ABORTED" in (asked.failure or "")


@pytest.fixture
def look(browser: Browser, served: str, folder: Path) -> Iterator[Open]:
    """Opens a page; fails at the end if a page complained or asked for anything beyond the site."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    here = (served, folder.as_uri(), "data:", "about:")

    def open_page(url: str, width: int = 1200, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(here) or complaints.append(asked.url))
        page.on("requestfailed", lambda asked: _left(asked) or complaints.append(f"failed: {asked.url}"))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
