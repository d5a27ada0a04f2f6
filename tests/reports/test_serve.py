"""`codingplans serve`: real HTTP on loopback, to this machine, and nothing but reading."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import quote

import pytest
from places import ROOT as REPO

from db.curated.import_history import import_history
from db.open import open_db

WAIT = 60
COMMAND = [sys.executable, "-m", "cli.main", "serve", "--port", "0"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    db = open_db(folder / "prices.db")
    import_history(db)
    db.close()
    (folder / "site" / "en").mkdir(parents=True)
    (folder / "site" / "index.html").write_text("<!doctype html><title>Tonight</title>")
    (folder / "site" / "en" / "index.html").write_text("<!doctype html><title>Inside</title>")
    return folder


Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture(scope="module")
def ask(home: Path) -> Iterator[Ask]:
    """Ask the running server; it is stopped afterwards."""
    command = [*COMMAND, "--db", str(home / "prices.db"), "--site", str(home / "site")]
    environment = {**os.environ, "TMPDIR": str(home)}
    with subprocess.Popen(command, cwd=REPO, env=environment, stdout=subprocess.PIPE, text=True) as running:
        try:
            port = int(re.findall(r"http://127\.0\.0\.1:(\d+)/", first_line(running))[0])
            yield lambda path, **values: asked(port, path, **values)
        finally:
            running.terminate()
            assert running.wait(WAIT) == 0
    assert [path.name for path in home.iterdir() if path.name.startswith("codingplans-")] == []


def first_line(running: "subprocess.Popen[str]") -> str:
    """The first line a process prints, waited for no longer than WAIT seconds."""
    lines: Queue[str] = Queue()
    assert running.stdout is not None
    threading.Thread(target=lambda: lines.put(running.stdout.readline()), daemon=True).start()  # type: ignore[union-attr]
    try:
        return lines.get(timeout=WAIT)
    except Empty:
        raise AssertionError("the server said nothing") from None


def asked(
    port: int, path: str, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    try:
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def rows(ask: Ask, path: str) -> list[dict[str, Any]]:
    status, _, body = ask(path)
    assert status == 200, body
    found: list[dict[str, Any]] = json.loads(body)
    return found


def test_the_database_is_shown_with_its_words(ask: Ask) -> None:
    status, _, body = ask("/codingplans")
    assert status == 200
    assert b"What every plan costs now" in body
    assert b"current_prices" in body
    assert not re.search(rb"(<script[^>]*src|<img[^>]*src|stylesheet. href)=.?(https?:)?//", body)


@pytest.mark.parametrize(
    ("query", "least"),
    [
        ("prices_now.json?_shape=array&region=CN&vendor=", 20),
        ("plan_history.json?_shape=array&offer=zhipu/coding-plan/lite/CN", 5),
        ("changes.json?_shape=array&since=2026-07-01", 5),
        ("corrections.json?_shape=array", 0),
        ("introductions.json?_shape=array", 3),
        ("oldest.json?_shape=array", 50),
    ],
)
def test_a_query_answers(ask: Ask, query: str, least: int) -> None:
    assert len(rows(ask, f"/codingplans/{query}")) >= least


def test_the_cheapest_price_comes_first(ask: Ask) -> None:
    found = rows(ask, "/codingplans/prices_now.json?_shape=array&region=CN&vendor=zhipu")
    assert (found[0]["plan_name"], found[0]["period"]) == ("GLM Coding Lite", "P1Y")


@pytest.mark.parametrize("path", ["/site/", "/site/index.html", "/site/?q=1"])
def test_the_site_stands_beside_it(ask: Ask, path: str) -> None:
    status, headers, body = ask(path)
    assert (status, headers["content-type"].split(";")[0]) == (200, "text/html")
    assert b"Tonight" in body


def test_a_folder_of_the_site_shows_its_index(ask: Ask) -> None:
    assert b"Inside" in ask("/site/en/")[2]
    status, headers, _ = ask("/site")
    assert (status, headers["location"]) == (307, "/site/")
    assert ask("/site/missing/")[0] == 404


@pytest.mark.parametrize("path", ["/site/../prices.db", "/site/%2e%2e/prices.db", "/site/..%2fprices.db"])
def test_nothing_outside_the_site_is_shown(ask: Ask, path: str) -> None:
    status, _, body = ask(path)
    assert status in (403, 404)
    assert b"SQLite format" not in body


@pytest.mark.parametrize("sql", ["DELETE FROM offers", "PRAGMA writable_schema = 1", "ATTACH 'x.db' AS x"])
def test_nothing_can_be_written(ask: Ask, sql: str) -> None:
    assert ask(f"/codingplans.json?sql={quote(sql)}")[0] == 400
    assert ask("/codingplans/offers", method="POST")[0] == 405
    assert len(rows(ask, "/codingplans/offers.json?_shape=array&_size=max")) > 100


def test_only_this_machine_is_answered(ask: Ask) -> None:
    assert ask("/codingplans", host="evil.example")[0] == 403
    assert ask("/codingplans", host="localhost:8001")[0] == 200


def said(*command: str, home: Path, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *command], cwd=REPO, env={**os.environ, **environment}, capture_output=True, text=True, timeout=WAIT
    )  # fmt: skip
    return done.returncode, done.stderr


def test_a_taken_port_and_a_folder_without_a_site_are_said_in_one_line(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        status, message = said(
            "-m", "cli.main", "serve", "--db", str(home / "prices.db"), "--port", port, home=home
        )
    assert status == 2
    assert f"127.0.0.1:{port}" in message
    assert message.count("\n") == 1
    status, message = said(
        "-m", "cli.main", "serve", "--db", str(home / "prices.db"), "--site", str(home), home=home
    )
    assert (status, "no index.html" in message) == (2, True)


@pytest.mark.parametrize(("extra", "module"), [("serve", "datasette"), ("mcp", "mcp")])
def test_without_the_extra_one_line_says_how_to_install_it(home: Path, extra: str, module: str) -> None:
    hide = (
        "import importlib.util as u, sys; real = u.find_spec\n"
        f"u.find_spec = lambda name, *more: None if name == {module!r} else real(name, *more)\n"
        f"sys.argv = ['codingplans', {extra!r}, '--db', {str(home / 'prices.db')!r}]\n"
        "from cli.main import main; main()"
    )
    status, message = said("-c", hide, home=home)
    assert status == 2
    assert f"pip install -r requirements/{extra}.txt" in message
    assert message.count("\n") == 1
    assert "Traceback" not in message


def test_help_loads_nothing_heavy() -> None:
    heavy = ("scrapy", "pandas", "datasette", "mcp", "pyarrow", "sqlite_utils", "altair", "twisted")
    code = (
        "import sys; sys.argv = ['codingplans', '--help']\nfrom cli.main import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, timeout=WAIT, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
