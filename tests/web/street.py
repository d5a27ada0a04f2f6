"""A street of shops: real HTTP servers on 127.0.0.1 that play every vendor with the shipped sample pages.

A shop is a host. It answers its pages, a robots.txt, and 304 to those who have its Markdown pages already. Pages
that a browser must render are a small single-page application: prices appear only after its script ran, and
those of another period only after a click on its tab. `faults` maps a source's name to what it does instead.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self
from urllib.parse import quote, unquote, urlsplit

from scrapers.archive.replay import SAMPLES, load
from scrapers.archive.saved_page import Saved
from scrapers.page import Page
from scrapers.registry import named, sources

Fault = Callable[["Visit", Saved], None]
RENDERED = {source.name for source in sources() if source.browser and source.nightly}
ALLOW = "User-agent: *\nAllow: /\n"
SHELL = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Plans</title></head>'
    '<body><div id="app"></div><script src="/street/app.js"></script></body></html>'
)
SCRIPT = """
const tabs = %s, path = %s, pause = %d, dead = %s;
const show = async (tab) => {
  const cards = await fetch('/street/cards?path=' + encodeURIComponent(path) + '&tab=' + encodeURIComponent(tab));
  document.getElementById('app').innerHTML = await cards.text();
};
document.addEventListener('click', (event) => {
  const tab = tabs.find((words) => event.target.innerText.trim().startsWith(words));
  if (tab && !dead) setTimeout(() => show(tab), pause);
});
setTimeout(() => show(tabs[Math.min(1, tabs.length - 1)]), pause);
"""


def last_night() -> list[Saved]:
    """The sample pages of the last night they cover."""
    *_, shelf = load(SAMPLES)
    return list(shelf.saved.values())


def pages_of(vendors: Iterable[str]) -> list[Saved]:
    """Those of some vendors."""
    return [page for page in last_night() if named(page.source).vendor in vendors]


class Seen(NamedTuple):
    """A request that came."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


class Visit(BaseHTTPRequestHandler):
    """One request to a shop."""

    protocol_version = "HTTP/1.1"
    server: "Shop"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        seen = Seen(self.server.host, self.path, dict(self.headers), time.monotonic())
        self.server.street.visits.append(seen)
        time.sleep(self.server.street.latency)
        if path == "/robots.txt":
            time.sleep(self.server.robots_pause)
            status, said = self.server.robots
            self.answer(said.encode(), {"Content-Type": "text/plain"}, status)
        elif path.startswith("/street/"):
            self.render(path)
        elif path in self.server.street.others:
            self.server.street.others[path](self)
        else:
            self.sell()

    do_POST = do_GET

    def sell(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        found = self.server.pages.get((self.command, self.path, body))
        if found is None:
            return self.answer(b"<html><title>404</title><body>not found</body></html>", status=404)
        fault = self.server.street.faults.get(found.source)
        if fault:
            fault(self, found)
        elif found.click:
            self.answer(SHELL.encode(), {"Content-Type": "text/html; charset=utf-8"})
        else:
            self.page(found)

    def page(self, saved: Saved, body: bytes | None = None, **more: str) -> None:
        """The page as it is, or 304 to those who have it."""
        headers = {**dict(saved.headers), **more}
        etag = f'"{hashlib.md5(body or saved.body, usedforsecurity=False).hexdigest()}"'
        if saved.url.endswith(".md"):
            if self.headers.get("If-None-Match") == etag:
                return self.answer(b"", {"ETag": etag}, 304)
            headers["ETag"] = etag
        self.answer(saved.body if body is None else body, headers)

    def render(self, path: str) -> None:
        """The application's script and its cards."""
        rendered = [page for page in self.server.sold if page.click]
        if path.endswith("app.js"):
            street = self.server.street
            parts = (
                json.dumps([page.click for page in rendered]),
                json.dumps(urlsplit(rendered[0].url).path),
            )
            script = SCRIPT % (*parts, street.pause * 1000, json.dumps(street.dead))
            return self.answer(script.encode(), {"Content-Type": "text/javascript"})
        tab = unquote(self.path.rpartition("tab=")[2])
        body = next(page.body for page in rendered if page.click == tab).decode()
        inner = body[body.index("<body") : body.rindex("</body>")].partition(">")[2]
        self.answer(inner.encode(), {"Content-Type": "text/html; charset=utf-8"})

    def answer(self, body: bytes, headers: Mapping[str, str] | None = None, status: int = 200) -> None:
        self.send_response(status)
        said = {name.lower(): value for name, value in (headers or {}).items()}
        for name, value in ({"content-length": str(len(body))} | said).items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the street keeps its visits."""


class Shop(ThreadingHTTPServer):
    """One host of the street."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, street: "Street", host: str, sold: list[Saved]) -> None:
        self.street, self.host, self.sold = street, host, sold
        self.robots, self.robots_pause = (200, ALLOW), 0.0
        self.pages = {(page.method, _path(page.url), _asks(page)): page for page in sold}
        super().__init__(("127.0.0.1", 0), Visit)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Visitors may leave early."""


class Street:
    """All shops; `bases` is the setting that leads a crawler here."""

    def __init__(self, pages: list[Saved] | None = None) -> None:
        self.faults: dict[str, Fault] = {}
        self.others: dict[str, Callable[[Visit], None]] = {}  # by path, at every shop
        self.visits: list[Seen] = []
        self.pause, self.dead = 0.2, False
        self.latency = 0.0  # seconds before any answer
        by_host: dict[str, list[Saved]] = {}
        for page in pages or last_night():
            by_host.setdefault(urlsplit(page.url).netloc, []).append(page)
        self.shops = {host: Shop(self, host, sold) for host, sold in by_host.items()}

    @property
    def bases(self) -> dict[str, str]:
        return {host: f"http://127.0.0.1:{shop.server_address[1]}" for host, shop in self.shops.items()}

    def sell(self, source: str, change: Callable[[bytes], bytes]) -> None:
        """Have a shop show the pages of a source changed from now on."""
        for shop in self.shops.values():
            for key, page in shop.pages.items():
                if page.source == source:
                    shop.pages[key] = replace(page, body=change(page.body))

    def clean(self) -> None:
        """Every shop sells again as it should."""
        self.faults, self.others, self.visits, self.pause, self.dead = {}, {}, [], 0.2, False
        for shop in self.shops.values():
            shop.robots, shop.robots_pause = (200, ALLOW), 0.0

    def __enter__(self) -> Self:
        for shop in self.shops.values():
            threading.Thread(target=shop.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for shop in self.shops.values():
            shop.shutdown()
            shop.server_close()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return quote(parts.path or "/", safe="/%:@!$&'()*+,;=~[]") + (f"?{parts.query}" if parts.query else "")


def _asks(saved: Saved) -> str:
    """The body of the request that this page answers."""
    source = named(saved.source)
    fetches = [
        *source.fetches(),
        *(
            fetch
            for page in last_night()
            if saved.method == "POST" and page.source == saved.source
            for fetch in source.follow(Page(url=page.url, body=page.body))
        ),
    ]
    return next((fetch.body for fetch in fetches if fetch.url == saved.url), "")
