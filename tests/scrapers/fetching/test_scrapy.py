"""`scrapy list` and `scrapy crawl NAME` work as in any Scrapy project, feeds included."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from places import ROOT

from scrapers.registry import vendors

SAMPLES = ROOT / "scrapers" / "samples" / "kimi"


class Kimi(BaseHTTPRequestHandler):
    """The catalogue by POST, the help page by GET, no robots.txt."""

    def do_POST(self) -> None:
        self._answer(SAMPLES / "2026-10-04-listgoods" / "body.json", "application/json")

    def do_GET(self) -> None:
        if "robots" in self.path:
            self.send_error(404)
        else:
            self._answer(SAMPLES / "2026-10-04-help" / "body.html", "text/html; charset=utf-8")

    def _answer(self, file: Path, media: str) -> None:
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def kimi() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Kimi)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def scrapy(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_scrapy_lists_one_spider_a_vendor() -> None:
    assert scrapy("list").split() == vendors()


def test_a_spiders_feed_holds_the_offers_in_their_public_form(kimi: str, tmp_path: Path) -> None:
    feed = tmp_path / "offers.json"
    bases = json.dumps({"www.kimi.com": kimi})
    scrapy("crawl", "kimi", "-O", str(feed), "-s", f"BASE_URLS={bases}", "-s", "DOWNLOAD_DELAY=0")
    offers = json.loads(feed.read_text(encoding="utf-8"))
    expected = json.loads((SAMPLES / "2026-10-04-listgoods" / "offers.json").read_text(encoding="utf-8"))
    assert [offer for offer in expected if offer not in offers] == []
