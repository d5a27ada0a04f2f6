"""What is checked of the way to the vendors: names, a connection, and one server's robots.txt and clock."""

import os
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, getproxies

from pipeline.doctor.check import Check, Finding
from pipeline.unattended import machine
from scrapers.contact import VARIABLE as CONTACT
from scrapers.contact import user_agent
from scrapers.fetching.robots import Robots

SERVERS, TRIES = 6, 2  # servers asked until one answers, and tries for a name
SECONDS = 15.0  # for an answer
LONGEST = 512 * 1024  # bytes of a robots.txt that are read, as RFC 9309 has it
APART = 120  # seconds that clocks may differ


@dataclass(frozen=True)
class Robot:
    """A server's answer to a request for its robots.txt; `seconds` is how far this machine's clock is ahead of its."""

    root: str
    status: int
    body: bytes
    seconds: float | None


class _Stay(HTTPRedirectHandler):
    """A redirect is an answer too, and is not followed: it says what time it is."""

    def redirect_request(self, *_: Any) -> None:
        return None


def reach(vendors: Sequence[str], patience: float, stop: threading.Event) -> list[Check]:
    """Names, a connection, robots and clock, on the first of the vendors' servers that answer; `patience` in seconds."""
    places = machine.hosts(vendors)
    host = machine.reached(places, stop, patience, min(machine.PAUSE, patience / 3))
    if host is None:
        said = f"none of {len(places)} hosts could be connected to in {patience:g} seconds"
        values = {"count": len(places), "seconds": f"{patience:g}"}
        return [_names(places), Check("network", "failed", said, "no_host", values)]
    checks = [_names(places), Check("network", "ok", f"{host} can be reached", "reached", {"host": host})]
    asked = machine.addresses(vendors)
    roots = list(dict.fromkeys(f"{one.scheme}://{one.netloc}" for one in map(urlsplit, asked)))
    robot, trouble = _first(roots[:SERVERS])
    if robot is None:
        said = trouble or "no server answered"
        finding: Finding | None = None if trouble else "silent"
        return [*checks, Check("robots", "warning", said, finding), Check("clock", "warning", said, finding)]
    return [
        *checks,
        _robots(robot, [url for url in asked if f"{url}/".startswith(f"{robot.root}/")]),
        _clock(robot),
    ]


def _names(places: Sequence[tuple[str, int]]) -> Check:
    """Whether an address is known for every host; a proxy looks them up by itself."""
    if getproxies():
        return Check("dns", "skipped", "a proxy is set, and looks up names", "proxy")
    hosts = sorted({host for host, _ in places})
    with ThreadPoolExecutor(SERVERS) as pool:
        unknown = [host for host, known in zip(hosts, pool.map(_known, hosts), strict=True) if not known]
    if not unknown:
        return Check("dns", "ok", f"{len(hosts)} names are known", "names", {"count": len(hosts)})
    names = ", ".join(unknown[:5])
    said = f"no address is known for {len(unknown)} of {len(hosts)} names: {names}"
    values = {"unknown": len(unknown), "count": len(hosts), "names": names}
    return Check("dns", "failed" if len(unknown) == len(hosts) else "warning", said, "unknown_names", values)


def _known(host: str) -> bool:
    for _ in range(TRIES):
        try:
            return bool(socket.getaddrinfo(host, None))
        except (OSError, UnicodeError):
            continue
    return False


def _first(roots: Sequence[str]) -> tuple[Robot | None, str | None]:
    """The first answer, or what was wrong with the last server."""
    trouble = None
    for root in roots:
        try:
            return _ask(root), None
        except (OSError, HTTPException, ValueError) as error:
            why = error.reason if isinstance(error, URLError) else error
            trouble = f"{urlsplit(root).netloc}: {why or type(error).__name__}"
    return None, trouble


def _ask(root: str) -> Robot:
    request = Request(f"{root}/robots.txt", headers={"User-Agent": user_agent(os.environ.get(CONTACT))})
    try:
        answer = build_opener(_Stay).open(request, timeout=SECONDS)
    except HTTPError as error:
        answer = error
    with answer:
        now = datetime.now(UTC)
        return Robot(root, int(answer.status), answer.read(LONGEST), _ahead(answer.headers, now))


def _ahead(headers: Message, now: datetime) -> float | None:
    """How many seconds this clock is ahead of the server's, None where it says no time."""
    try:
        then, age = parsedate_to_datetime(headers["Date"]), int(headers.get("Age") or 0)
    except (TypeError, ValueError):
        return None
    return (now - (then if then.tzinfo else then.replace(tzinfo=UTC))).total_seconds() - age


def _robots(robot: Robot, asked: Sequence[str]) -> Check:
    """Whether its robots.txt allows what is asked of this server, as the crawler reads it."""
    host = urlsplit(robot.root).netloc
    values = {"host": host, "status": robot.status, "count": len(asked)}
    if robot.status >= 500 or robot.status == 429:
        said = f"{host} answers {robot.status}: all is taken as forbidden"
        return Check("robots", "warning", said, "robots_fail", values)
    if 300 <= robot.status < 400:
        said = f"{host} has its robots.txt elsewhere; a crawl follows it there"
        return Check("robots", "skipped", said, "robots_elsewhere", values)
    rules = Robots(robot.body if robot.status == 200 else b"", None)
    if forbidden := ", ".join(_forbidden(rules, asked)):
        said = f"{host} forbids {forbidden}"
        return Check("robots", "warning", said, "robots_forbid", {**values, "pages": forbidden})
    said = f"{host} allows the {len(asked)} pages that are asked of it"
    return Check("robots", "ok", said, "robots_allow", values)


def _forbidden(rules: Robots, asked: Sequence[str]) -> Iterator[str]:
    agent = user_agent(os.environ.get(CONTACT))
    return (urlsplit(url).path for url in asked if not rules.allowed(url, agent))


def _clock(robot: Robot) -> Check:
    host = urlsplit(robot.root).netloc
    if robot.seconds is None:
        return Check("clock", "skipped", f"{host} says no time", "no_time", {"host": host})
    values = {"host": host, "seconds": f"{abs(robot.seconds):,.0f}"}
    if abs(robot.seconds) <= APART:
        return Check("clock", "ok", f"as the clock of {host}", "same_clock", values)
    finding: Finding = "ahead" if robot.seconds > 0 else "behind"
    side = "ahead of" if finding == "ahead" else finding
    return Check("clock", "failed", f"{values['seconds']} seconds {side} {host}", finding, values)
