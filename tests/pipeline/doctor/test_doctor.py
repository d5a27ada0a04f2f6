"""What the doctor finds out by one request to a server: whether it may ask, and whether this clock is right."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from story import empty

from db.copies import copy
from pipeline.doctor.bundle import impersonal
from pipeline.doctor.last_time import known_to
from pipeline.doctor.machine_checks import disk, rendering, settings
from pipeline.doctor.network_checks import reach
from reports.views.doctor import doctor_sheet


class Server(ThreadingHTTPServer):
    """Answers every request with a status, a body and headers of its own."""

    said: tuple[int, bytes, dict[str, str]] = (200, b"", {})


class Visit(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        status, body, headers = self.server.said
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Visit) as server:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("CODINGPLANS_BASE_URLS", json.dumps({"www.xfyun.cn": base}))
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def found() -> dict[str, tuple[str, str]]:
    """What was found, which can be said in Chinese too."""
    checks = reach(["xfyun"], 1, threading.Event())
    said = doctor_sheet([vars(one) for one in checks], [], "zh").sections[0].lines
    assert [line.cells[2] for line in said if not re.search("[㐀-鿿]", line.cells[2])] == []
    return {one.name: (one.status, one.said) for one in checks}


def date(seconds: float) -> dict[str, str]:
    return {"Date": format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)}


@pytest.mark.parametrize(
    ("ahead", "headers", "status"),
    [
        (0, {}, "ok"),
        (3600, {}, "failed"),
        (-86400, {}, "failed"),
        (-3600, {"Age": "3600"}, "ok"),  # a cache's copy says when it was made, and how long ago
        (None, {}, "skipped"),
        (None, {"Date": "yesterday"}, "skipped"),
        (0, {"Age": "old"}, "skipped"),
    ],
)
def test_the_clock_is_compared_with_a_servers(
    server: Server, ahead: float | None, headers: dict[str, str], status: str
) -> None:
    server.said = (200, b"", headers if ahead is None else date(ahead) | headers)
    assert found()["clock"][0] == status


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ((200, b"User-agent: *\nAllow: /\n"), "ok"),
        ((404, b"User-agent: *\nDisallow: /\n"), "ok"),
        ((200, b"User-agent: codingplans\nDisallow: /doc/\n"), "warning"),
        ((503, b""), "warning"),
        ((302, b""), "skipped"),
        ((200, b"\xff\x00" * 1000), "ok"),
    ],
)
def test_robots_are_read_as_the_crawler_reads_them(
    server: Server, answer: tuple[int, bytes], status: str
) -> None:
    server.said = (*answer, {"Location": "http://127.0.0.1:9/"})
    assert found()["robots"][0] == status


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("/srv/prices/codingplans.toml:1: unknown key", "codingplans.toml:1: unknown key"),
        (r"C:\Users\jane\own\acme.py:2: x", "acme.py:2: x"),
        ("https://bigmodel.cn/a/b forbids /doc/x", "https://bigmodel.cn/a/b forbids x"),
    ],
)
def test_a_bundles_messages_name_no_folder_of_this_machine(text: str, bare: str) -> None:
    assert impersonal(text) == bare


def test_what_the_machine_has_is_said_in_chinese_too(tmp_path: Path) -> None:
    checks = [settings(None), disk([tmp_path]), *rendering(["xfyun"]), known_to(tmp_path / "none.db")[1]]
    checks += [known_to(copy(empty(), tmp_path / "x.db"))[1]]
    said = doctor_sheet([vars(one) for one in checks], [], "zh").sections[0].lines
    assert [line.cells for line in said if not re.search("[㐀-鿿]", line.cells[2])] == []
