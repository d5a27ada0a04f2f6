"""Tests reach this machine only: an audit hook that closes every other address."""

import socket
from typing import Any

LOOPBACK = ("127.", "::1", "::ffff:127.", "localhost")


class NetworkClosed(RuntimeError):
    """A test reached for an address that is not of this machine."""


def closed(event: str, args: tuple[Any, ...]) -> None:
    """Refuse what would leave this machine; raises NetworkClosed."""
    if event in ("socket.connect", "socket.sendto"):
        host = args[1][0] if args[0].family in (socket.AF_INET, socket.AF_INET6) else "localhost"
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if not name.startswith(LOOPBACK) and name not in ("0.0.0.0", "::", socket.gethostname()):
        raise NetworkClosed(f"tests may only reach this machine, not {name}")
