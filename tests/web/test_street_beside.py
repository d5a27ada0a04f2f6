"""What a live crawl fetches beside prices: the lists of a vendor's pages, and the exchange rates of the day."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from crawler import codingplans, outcomes, rows
from street import Street

from scrapers.archive.saved_page import Saved

XML = """<?xml version="1.0"?><Envelope xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube>{days}</Cube></Envelope>"""
CUBE = (
    """<Cube time='{day}'><Cube currency='USD' rate='1.1000'/><Cube currency='CNY' rate='7.3150'/></Cube>"""
)
LIST = "# Docs\n- [Overview](https://docs.z.ai/devpack/overview.md)\n- [Coding Plan FAQ](https://docs.z.ai/devpack/faq.md)\n"


class Bank(BaseHTTPRequestHandler):
    """The bank's files, and its robots.txt. What `moved` names is at another address."""

    said: list[str] = []
    moved: dict[str, str] = {}

    def do_GET(self) -> None:
        self.said.append(self.path)
        if self.path in self.moved:
            self.send_response(301)
            self.send_header("Location", self.moved[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = (
            self._rates(1 if "daily" in self.path else 25)
            if "eurofxref" in self.path
            else "User-agent: *\nAllow: /\n"
        )
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def _rates(self, days: int) -> str:
        today = datetime.now(UTC).date()
        return XML.format(
            days="".join(CUBE.format(day=today - timedelta(days=number)) for number in range(days))
        )

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def bank() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Bank) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        Bank.said, Bank.moved = [], {}
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def lists(street: Street, text: str) -> None:
    page = Saved(
        "zhipu-index-intl", "https://docs.z.ai/llms.txt", "GET", None, 200, [("Content-Type", "text/plain")], text.encode(),
        datetime.now(UTC),
    )  # fmt: skip
    street.shops["docs.z.ai"].pages["GET", "/llms.txt", ""] = page


def test_a_new_plan_page_is_discovered_and_rates_are_kept(street: Street, bank: str, tmp_path: Path) -> None:
    db, bases = tmp_path / "x.db", street.bases | {"www.ecb.europa.eu": bank}
    nobrowser = {"CODINGPLANS_CHROMIUM": ""}
    discovered = "SELECT offer, after FROM events WHERE kind = 'page_discovered'"
    lists(street, LIST)
    first = codingplans("crawl", "zhipu", "--db", db, bases=bases, out=tmp_path / "out", env=nobrowser)
    assert rows(db, discovered) == []
    assert "rates:" not in first.said
    lists(street, LIST + "- [Agent Plan](https://docs.z.ai/agents/plan.md)\n")
    second = codingplans("crawl", "zhipu", "--db", db, bases=bases, out=tmp_path / "out", env=nobrowser)
    [(offer, after)] = rows(db, discovered)
    assert (offer, json.loads(after)["title"]) == ("zhipu/-/docs-z-ai-agents-plan", "Agent Plan")
    assert not [name for name in outcomes(db) if "index" in name]
    assert second.status == first.status == 1  # the source that needs a browser
    assert [row[0] for row in rows(db, "SELECT message FROM indexes WHERE source = 'zhipu-index-cn'")] != [
        None
    ]
    day = datetime.now(UTC).date().isoformat()
    assert rows(db, "SELECT currency, per_eur, source FROM rates WHERE day = ? ORDER BY 1", day) == [
        ("CNY", "7.3150", "ECB daily reference rates"),
        ("USD", "1.1000", "ECB daily reference rates"),
    ]
    assert Bank.said[0] == "/robots.txt"
    again = codingplans(
        "crawl", "--replay", tmp_path / "x-archive", "--db", tmp_path / "y.db", bases={}, out=tmp_path / "out"
    )
    assert rows(tmp_path / "y.db", discovered) == rows(db, discovered), again.said


def test_without_the_bank_one_line_says_which_rate_is_used(street: Street, tmp_path: Path) -> None:
    ran = codingplans("crawl", "minimax", "--db", tmp_path / "x.db", bases=street.bases, out=tmp_path / "out")
    assert ran.status == 0, ran.said
    [line] = [line for line in ran.said.splitlines() if "rates:" in line]
    assert "www.ecb.europa.eu refused the connection; the rate of 2026-10-30 is used" in line


def test_missed_days_are_fetched_and_the_bank_may_move_its_files(
    street: Street, bank: str, tmp_path: Path
) -> None:
    """More than a day is missing since the shipped rates; each file has moved within the bank's site."""
    daily, quarter = (f"/stats/eurofxref/eurofxref-{name}.xml" for name in ("daily", "hist-90d"))
    Bank.moved = {daily: f"{daily}?moved", quarter: f"{quarter}?moved"}
    bases, out = street.bases | {"www.ecb.europa.eu": bank}, tmp_path / "out"
    ran = codingplans("crawl", "minimax", "--db", tmp_path / "x.db", bases=bases, out=out)
    assert (ran.status, "rates:" in ran.said) == (0, False), ran.said
    today = datetime.now(UTC).date()
    days = {(today - timedelta(days=number)).isoformat() for number in range(20)}
    live = rows(
        tmp_path / "x.db", "SELECT DISTINCT day FROM rates WHERE source = 'ECB daily reference rates'"
    )
    assert days <= {day for (day,) in live}
    Bank.said.clear()
    codingplans("crawl", "minimax", "--db", tmp_path / "x.db", bases=bases, out=out)
    assert [path for path in Bank.said if "hist" in path] == []
