"""A hostile page from every vendor but one: that one is stored in its own time, and nothing else is asked or filled."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from crawler import FAST, NO_BANK, codingplans, outcomes, prices, rows
from faults import HTML
from street import RENDERED, Street, Visit

from scrapers.archive.saved_page import Saved

PAGE = "<!doctype html><html><body><p>Lite ¥49/月 {}</p></body></html>"
KINDS = {
    "styles": PAGE.format("<style>" * 40_000),
    "comments": PAGE.format("<!-- " * 60_000),
    "huge cells": PAGE.format(
        "<table>" + "<tr><td colspan=1000 rowspan=1000>Pro</td></tr>" * 50 + "</table>"
    ),
    "wide": "|" + " a |" * 200_000 + "\n|" + "---|" * 200_000 + "\n",
    "nested": PAGE.format("<div>" * 12 + "<p>words</p>" * 6_000 + "</div>" * 12),
    "deep": PAGE.format("<div>" * 40_000),
    "tags": PAGE.format("<b>" * 300_000),
    "attributes": PAGE.format("<b " + " ".join(f"a{number}" for number in range(100_000)) + ">"),
    "braces": json.dumps({"data": ["{" * 300_000]}),
    "deep answer": '{"a":' * 900 + "1" + "}" * 900,
}
LEADING = PAGE.format(
    '<script>window.gfdatav1={"a":[{"name":"activity/codingplan","source_url":"TRAP/bundles/js/main.js"}]}</script>'
)


def sends(text: str) -> Callable[[Visit, Saved], None]:
    body = text.encode()
    return lambda visit, saved: visit.answer(body, HTML)


class Trap(BaseHTTPRequestHandler):
    """An address that no vendor has."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def trap() -> Iterator[str]:
    Trap.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Trap) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


STRUCK = (
    "bailian-coding-plan-cn", "bailian-token-plan-cn", "bailian-price-api-cn", "kimi-listgoods", "kimi-help-cn",
    "minimax-combo-cn", "minimax-docs-cn", "volcengine-agent-plan-docs", "zhipu-docs-cn", "zhipu-subscribe-intl",
)  # fmt: skip


def test_hostile_vendors_cost_themselves(street: Street, db: Path, trap: str) -> None:
    """Six hundred megabytes hold a crawl of pages that were made to fill more."""
    for source, text in zip(STRUCK, KINDS.values(), strict=True):
        street.faults[source] = sends(text)
    street.faults["volcengine-activity-cn"] = sends(LEADING.replace("TRAP", trap))
    before = prices(db)
    status, used, said = crawl(street, db)
    assert status == 1, said
    assert "internal error" not in said
    found = outcomes(db)
    assert {found.pop(source) for source in (*STRUCK, "volcengine-activity-cn")}.isdisjoint({"ok"}), said
    assert {found.pop(source) for source in RENDERED} == {"no-browser"}
    assert set(found.values()) == {"ok"}, said
    assert prices(db) == before
    assert Trap.asked == []
    assert {seen.host for seen in street.visits} <= set(street.shops)
    assert used < 600 * 1024, f"{used} kB"


MEASURED = """
import os, sys
program = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *sys.argv[1:]])
_, status, used = os.wait4(program, 0)
print("most:", used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""  # a small process starts it: what its parent takes counts as a program's own


def crawl(street: Street, db: Path) -> tuple[int, int, str]:
    """The exit status of a crawl, the kilobytes that its largest process took, and what it said."""
    settings = {
        "CODINGPLANS_BASE_URLS": json.dumps(NO_BANK | street.bases),
        "CODINGPLANS_SETTINGS": json.dumps(FAST | {"READING_TIMEOUT": 2}),
        "CODINGPLANS_CHROMIUM": "",
        "COLUMNS": "400",
    }
    words = [sys.executable, "-c", MEASURED, "-m", "cli.main", "crawl", "--db", str(db)]
    done = subprocess.run(words, env=os.environ | settings, capture_output=True, text=True, check=False)
    return done.returncode, int(done.stdout.rpartition("most:")[2]), done.stdout + done.stderr


def test_vendor_is_stored_while_another_hangs(street: Street, db: Path, tmp_path: Path) -> None:
    """What a crawl has read is in the database before a slower vendor has ended, and stays there if it is killed."""
    stored = threading.Event()
    seen: list[int] = []

    def waits(visit: Visit, saved: Saved) -> None:
        sql = "SELECT count(*) FROM crawls WHERE vendor = 'claude'"
        for _ in range(300):
            seen[:] = [count for (count,) in rows(db, sql)]
            if seen[0] > known:
                stored.set()
                break
            threading.Event().wait(0.05)
        visit.page(saved)

    [(known,)] = rows(db, "SELECT count(*) FROM crawls WHERE vendor = 'claude'")
    street.faults["kimi-help-cn"] = waits
    ran = codingplans("crawl", "kimi", "claude", "--db", db, bases=street.bases, out=tmp_path / "out")
    assert ran.status == 0, ran.said
    assert stored.is_set(), ran.said
