"""The browser's only way out: a proxy on this machine that connects to the vendor's own hosts and to nothing else.

Whatever a page does goes through it: its scripts' requests, beacons, frames, popups, workers, sockets and redirects.
"""

import asyncio
import base64
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Self
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapers.fetching.safe_addresses import refuse_private
from scrapers.refusals import Unfetched

_WAIT = 15.0  # seconds for a connection, or for the head of a request
_CHUNK = 65536
_PORTS = (80, 443)
Place = tuple[str, int]
Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class BrowserGate:
    """Lets through what `own` says is a host of the vendor's, and the `trusted` hosts and ports that the user set."""

    def __init__(self, own: Callable[[str], bool], trusted: Collection[Place] = ()) -> None:
        self.own, self.trusted = own, trusted
        self.lost: set[str] = set()  # hosts of the vendor's that could not be reached

    async def open(self) -> Self:
        """Start to listen, at `address`."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_CHUNK)
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def close(self) -> None:
        """Listen no more."""
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _WAIT)
            place, first = _asked(head)
            there = await self._reach(place)
        except (Unfetched, ValueError, OSError, EOFError, TimeoutError, asyncio.LimitOverrunError) as error:
            status = b"403 Forbidden" if isinstance(error, Unfetched) else b"502 Bad Gateway"
            writer.write(b"HTTP/1.1 %s\r\nContent-Length: 8\r\nConnection: close\r\n\r\nnot here" % status)
            await _end(writer)
            return
        if first:
            there[1].write(first)
        else:
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(_pipe(reader, there[1]), _pipe(there[0], writer))

    async def _reach(self, place: Place) -> Pair:
        try:
            return await asyncio.wait_for(self._connect(place), _WAIT)
        except (OSError, EOFError, TimeoutError):
            self.lost.add(place[0])
            raise

    async def _connect(self, place: Place) -> Pair:
        """A connection to a host; raises Unfetched where it is not the vendor's, or at a private address."""
        name, port = place
        if place in self.trusted:
            return await asyncio.open_connection(name, port)
        if port not in _PORTS or not self.own(name):
            raise Unfetched("elsewhere", f"{name} is not the vendor's, and was not asked")
        if (proxy := getproxies().get("https")) and not proxy_bypass(name):
            return await _through(proxy, place)
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=1)
        addresses = [str(one[4][0]) for one in found]
        refuse_private(name, addresses)
        return await asyncio.open_connection(addresses[0], port)


def _asked(head: bytes) -> tuple[Place, bytes]:
    """Where a request to a proxy wants to go, and what is passed on of its head: nothing of a CONNECT."""
    line, _, fields = head.partition(b"\r\n")
    method, target, version = line.decode("latin-1").split(" ")
    parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
    if not parts.hostname:
        raise ValueError(target)
    if method == "CONNECT":
        return (parts.hostname, parts.port or 443), b""
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    kept = [
        field
        for field in fields.split(b"\r\n")
        if field and not field.lower().startswith((b"proxy-", b"connection:"))
    ]
    lines = [f"{method} {path} {version}".encode("latin-1"), *kept, b"Connection: close"]
    return (parts.hostname, parts.port or 80), b"\r\n".join(lines) + b"\r\n\r\n"


async def _through(proxy: str, place: Place) -> Pair:
    """A tunnel through the proxy that the user set."""
    parts = urlsplit(proxy)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
    name, port = place
    fields = [f"CONNECT {name}:{port} HTTP/1.1", f"Host: {name}:{port}"]
    if parts.username is not None:
        user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        fields.append(f"Proxy-Authorization: Basic {base64.b64encode(user.encode()).decode()}")
    writer.write("\r\n".join([*fields, "", ""]).encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    if answer.split(b" ")[1:2] != [b"200"]:
        writer.close()
        raise OSError("the proxy opens no tunnel")
    return reader, writer


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    await _end(writer)


async def _end(writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        await writer.drain()
        writer.close()
