"""What a night needs of the machine, and whom it tells: nothing that goes wrong here is a failed crawl of a vendor."""

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from db.open import open_db
from db.tables.runs import last_run
from pipeline.unattended import machine
from pipeline.unattended.configuration import Log, Settings
from pipeline.unattended.log import open_log
from pipeline.unattended.night import Night, run_night
from pipeline.unattended.ping import ping
from pipeline.unattended.steps import Work

CLOSED = {"bigmodel.cn": "http://127.0.0.1:9"}


def work(db: Path, stop: threading.Event | None = None) -> Work:
    log = logging.getLogger("test")
    return Work(
        Settings(db=db), open_db(db), "", "2026-10-06T18:30:00Z", stop or threading.Event(), log, patience=0.2
    )


def test_without_a_network_nothing_is_asked_and_nobody_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "hosts", lambda: [("127.0.0.1", 9)])
    db = tmp_path / "x.db"
    begun = work(db)
    night = Night(begun, "night")
    assert run_night(lambda base, token: begun, str(db), "night") == "offline"
    assert night.what == "night"
    run = last_run(begun.base, "night")
    assert run
    assert run.outcome == "offline"
    assert "network: no host could be reached" in (run.message or "")
    assert "crawl: network failed" in (run.message or "")
    assert begun.base.table("crawls").count == 0


def test_a_night_that_is_told_to_end_while_it_waits_for_the_network_does_not_say_that_it_waited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    monkeypatch.setattr(machine, "hosts", lambda: [("127.0.0.1", 9)])
    monkeypatch.setattr(machine, "_answers", lambda _: stop.set())
    begun = replace(work(tmp_path / "x.db", stop), patience=300)
    assert Night(begun, "night").run() == "interrupted"
    run = last_run(begun.base, "night")
    assert run
    assert run.message == "network: no host was reached so far; nothing was asked"


def test_the_network_is_waited_for_as_after_waking() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as shop:
        place = ("127.0.0.1", shop.server_address[1])
        shop.socket.close()
        notes: list[str] = []

        def opened(line: str) -> None:
            notes.append(line)
            servers.append(ThreadingHTTPServer(place, BaseHTTPRequestHandler))

        servers: list[ThreadingHTTPServer] = []
        assert machine.reached([place], threading.Event(), 10, 0.1, opened) == "127.0.0.1"
        servers[0].server_close()
    assert notes == ["no host can be reached yet; trying again"]


def test_the_hosts_are_those_the_crawl_will_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODINGPLANS_BASE_URLS", json.dumps(CLOSED))
    assert ("127.0.0.1", 9) in machine.hosts()
    assert len(machine.hosts()) > 20


def test_below_a_floor_of_room_or_of_files_nothing_begins(tmp_path: Path) -> None:
    assert machine.room([tmp_path / "not" / "yet"], least=1) > 0
    with pytest.raises(machine.NoRoom, match=r"MB are free, \d+ are needed"):
        machine.room([tmp_path], least=1 << 62)
    if os.statvfs(tmp_path).f_files:
        with pytest.raises(machine.NoRoom, match="more files fit"):
            machine.room([tmp_path], least=1, files=1 << 62)


@pytest.mark.parametrize(
    ("kind", "mount", "found"),
    [
        ("nfs4", "/srv", "nfs4"),
        ("cifs", "/srv/my\\040prices", "cifs"),
        ("ext4", "/srv/my\\040prices", None),
        ("nfs", "/srv/my", None),
        ("ext4", "/", None),
    ],
)
def test_a_database_on_a_share_is_known_by_the_mount_that_is_nearest(
    kind: str, mount: str, found: str | None, tmp_path: Path
) -> None:
    """A write-ahead log on a network mount is damaged in silence."""
    (tmp_path / "mounts").write_text(f"disk / ext4 rw 0 0\nx {mount} {kind} rw 0 0\n", encoding="utf-8")
    assert machine.network_mount(Path("/srv/my prices/x.db"), tmp_path / "mounts") == found
    assert machine.network_mount(Path("/srv/my prices/x.db"), tmp_path / "none") is None


class Monitor(ThreadingHTTPServer):
    """A monitor that answers a status, after a while."""

    daemon_threads = True

    def __init__(self, status: int = 200, pause: float = 0.0) -> None:
        asked = self.asked = []  # type: ignore[var-annotated]

        class Asked(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                time.sleep(pause)
                self.send_response(status)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Asked)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture(
    params=[(200, 0.0, 1, "answered 200"), (500, 0.0, 3, "status 500"), (200, 3.0, 3, "no answer")]
)
def monitored(request: pytest.FixtureRequest) -> Iterator[tuple[Monitor, int, str]]:
    status, pause, times, said = request.param
    with Monitor(status, pause) as monitor:
        yield monitor, times, said
        monitor.shutdown()


def test_a_monitor_is_told_within_limits_and_its_address_is_never_said(
    monitored: tuple[Monitor, int, str],
) -> None:
    monitor, times, said = monitored
    begun = time.monotonic()
    words = ping(f"http://127.0.0.1:{monitor.server_address[1]}/a-secret", limit=0.5)
    assert said in words or (said == "no answer" and "TimeoutError" in words)
    assert len(monitor.asked) == times
    assert time.monotonic() - begun < 30
    assert "secret" not in words


def test_a_monitor_that_is_not_there_raises_nothing() -> None:
    assert "was not told, 3 times" in ping("http://127.0.0.1:9/a-secret")


def test_each_process_and_run_has_a_log_of_its_own_and_old_ones_go(tmp_path: Path) -> None:
    (tmp_path / "x-20200101T000000Z-night-7.log").write_text("old")
    os.utime(tmp_path / "x-20200101T000000Z-night-7.log", (0, 0))
    (tmp_path / "x-mine.log").write_text("a person's")
    os.utime(tmp_path / "x-mine.log", (0, 0))
    log = open_log(Log(file=tmp_path / "x.log", format="json", keep_days=3), "night")
    log.warning("crawl: failed, 智谱", extra={"step": "crawl", "outcome": "failed", "seconds": 1.5})
    for handler in log.handlers:
        handler.close()
    log.handlers.clear()
    names = sorted(one.name for one in tmp_path.iterdir())
    assert names[1:] == ["x-mine.log"]
    assert f"-night-{os.getpid()}" in names[0]
    row = json.loads((tmp_path / names[0]).read_text(encoding="utf-8"))
    assert row.pop("at").endswith("Z")
    assert row == {
        "level": "WARNING", "message": "crawl: failed, 智谱", "step": "crawl", "outcome": "failed", "seconds": 1.5,
    }  # fmt: skip


def test_text_is_one_line_with_its_moment_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    log = open_log(Log(), "service")
    log.info("next night: soon")
    log.handlers.clear()
    assert capsys.readouterr().err.split(" ", 1)[1] == "INFO    next night: soon\n"
