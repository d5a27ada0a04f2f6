"""Whatever a page names, leads to or does: nothing but the vendor's hosts is asked, in the browser too."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawler import codingplans, outcomes, prices
from faults import HTML, leads
from street import SHELL, Street

RENDERED = "zhipu-glm-coding-cn"
ATTEMPTS = """
const at = 'INSIDE';
const socket = at.replace('http', 'ws');
fetch(at + '/fetch', {mode: 'no-cors'}).catch(() => 0);
navigator.sendBeacon(at + '/beacon', 'x');
for (const tag of ['iframe', 'img', 'script', 'embed']) {
  const made = document.createElement(tag); made.src = at + '/' + tag; document.body.append(made);
}
for (const rel of ['stylesheet', 'prefetch', 'preconnect', 'preload', 'dns-prefetch']) {
  const made = document.createElement('link'); made.rel = rel; made.href = at + '/' + rel; made.as = 'script';
  document.head.append(made);
}
window.open(at + '/popup');
try { new WebSocket(socket + '/websocket'); } catch (error) {}
try { new EventSource(at + '/events'); } catch (error) {}
new Worker(URL.createObjectURL(new Blob([`fetch('${at}/worker', {mode: 'no-cors'}).catch(() => 0)`])));
fetch('/led', {mode: 'no-cors'}).catch(() => 0);
const frame = document.createElement('iframe'); frame.src = '/led'; document.body.append(frame);
window.open('/led');
const form = document.createElement('form');
form.action = at + '/form'; form.method = 'post'; form.target = '_blank'; document.body.append(form); form.submit();
try {
  const peer = new RTCPeerConnection({iceServers: [
    {urls: at.replace('http://', 'turn:') + '?transport=tcp', username: 'a', credential: 'b'},
    {urls: at.replace('http://', 'stun:')}]});
  peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer));
} catch (error) {}
"""


class Inside:
    """A service of a private network: counts who connects, by TCP and by UDP, and never answers."""

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", self.port))
        self.url = f"http://127.0.0.1:{self.port}"
        for serve in (self._connections, self._packets):
            threading.Thread(target=serve, daemon=True).start()

    def _connections(self) -> None:
        while True:
            try:
                opened, _ = self._listening.accept()
            except OSError:
                return
            with opened:
                opened.settimeout(1)
                try:
                    self.came.append(opened.recv(100))
                except OSError:
                    self.came.append(b"")

    def _packets(self) -> None:
        while True:
            try:
                self.came.append(self._datagrams.recv(100))
            except OSError:
                return

    def close(self) -> None:
        self._listening.close()
        self._datagrams.close()


@pytest.fixture
def inside() -> Iterator[Inside]:
    service = Inside()
    yield service
    service.close()


def test_an_address_that_a_page_names_is_not_followed(
    inside: Inside, street: Street, db: Path, tmp_path: Path
) -> None:
    """An activity page of Volcengine whose bundle lies on a private host."""
    source, before = "volcengine-activity-cn", prices(db)
    street.faults[source] = lambda visit, saved: visit.page(
        saved, saved.body.replace(b"//lf6-cdn2-tos.bytegoofy.com", inside.url.encode())
    )
    ran = codingplans("crawl", "volcengine", "--db", db, bases=street.bases, out=tmp_path / "out")
    assert outcomes(db)[source] == "elsewhere", ran.said
    assert "names an address that is not the vendor's" in ran.said
    assert inside.came == []
    assert prices(db) == before


@pytest.mark.parametrize("user", ["", "claude.com:x@"])
def test_a_redirect_and_that_of_robots_txt_are_not_followed(
    user: str, inside: Inside, street: Street, db: Path, tmp_path: Path
) -> None:
    street.faults["claude-pricing"] = leads(f"http://{user}127.0.0.1:{inside.port}/pricing")
    street.faults["claude-support"] = leads(f"https://{user}127.0.0.1:{inside.port}/robots.txt")
    ran = codingplans("crawl", "claude", "--db", db, bases=street.bases, out=tmp_path / "out")
    assert outcomes(db)["claude-pricing"] == "elsewhere", ran.said
    assert inside.came == []


@pytest.mark.browser
def test_a_page_in_the_browser_reaches_nothing_but_its_vendor(
    inside: Inside, street: Street, db: Path, tmp_path: Path
) -> None:
    before = prices(db)
    script = f"<script>{ATTEMPTS.replace('INSIDE', inside.url)}</script>"
    street.faults[RENDERED] = lambda visit, saved: visit.answer((SHELL + script).encode(), HTML)
    street.others["/led"] = lambda visit: visit.answer(b"", {"Location": inside.url + "/led"}, 302)
    ran = codingplans("crawl", "zhipu", "--db", db, bases=street.bases, out=tmp_path / "out")
    assert outcomes(db)[RENDERED] == "ok", ran.said
    assert [seen.path for seen in street.visits].count("/led") >= 3
    assert inside.came == []
    assert before.items() <= prices(db).items()


@pytest.mark.browser
@pytest.mark.parametrize("how", ["location", "redirect", "refresh"])
def test_a_page_that_leads_the_browser_away_is_elsewhere(
    how: str, inside: Inside, street: Street, db: Path, tmp_path: Path
) -> None:
    before = prices(db)
    pages = {
        "location": f"<html><body>¥49<script>location = '{inside.url}'</script></body></html>",
        "refresh": f"<html><head><meta http-equiv=refresh content='0;url={inside.url}'></head><body>¥49</body></html>",
    }
    if how == "redirect":
        street.faults[RENDERED] = leads(inside.url)
    else:
        street.faults[RENDERED] = lambda visit, saved: visit.answer(pages[how].encode(), HTML)
    ran = codingplans(
        "crawl", "zhipu", "--db", db, bases=street.bases, out=tmp_path / "out", BROWSER_PATIENCE=2
    )
    assert outcomes(db)[RENDERED] == "elsewhere", ran.said
    assert inside.came == []
    assert prices(db) == before
