"""Other places where a source or a host is reached: a mirror, a test's own server.

`CODINGPLANS_BASE_URLS` is JSON that maps a source's name or a host to a base address:
`{"bigmodel.cn": "http://127.0.0.1:8001", "kimi-help-cn": "https://mirror.example/kimi"}`. Pages keep the public
address; only the connection goes elsewhere.
"""

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from scrapers.fetching.safe_addresses import site

VARIABLE = "CODINGPLANS_BASE_URLS"


@dataclass(frozen=True)
class Bases:
    """Base addresses by source name or host; raises BadBases where one cannot be used."""

    bases: Mapping[str, str]

    def __post_init__(self) -> None:
        for name, base in self.bases.items():
            _check(str(name), base)

    def named(self, source: str, host: str) -> str | None:
        """The base of a source, else of a host; None where it is reached as usual."""
        return self.bases.get(source) or self.bases.get(host)

    def real(self, url: str, source: str) -> str:
        """Where to connect for a public address."""
        parts = urlsplit(url)
        base = self.named(source, parts.netloc)
        if base is None:
            return url
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{base.rstrip('/')}{parts.path or '/'}{query}{fragment}"

    def places(self, names: Container[str], sites: Container[str]) -> set[tuple[str, int]]:
        """Host and port of the bases of these sources, and of the hosts of these sites."""
        found = [urlsplit(base) for name, base in self.bases.items() if name in names or site(name) in sites]
        return {(one.hostname or "", one.port or (443 if one.scheme == "https" else 80)) for one in found}

    def public(self, url: str, source: str, asked: str) -> str:
        """The public address of what answered, where `asked` is the public address of the request."""
        here = urlsplit(asked)
        places = {here.netloc: self.named(source, here.netloc), **self.bases}
        for name, base in places.items():
            if (
                base
                and (url + "/").startswith(base.rstrip("/") + "/")
                and (name == here.netloc or "." in name)
            ):
                rest = urlsplit(url[len(base.rstrip("/")) :])
                return urlunsplit(("https", name, rest.path or "/", rest.query, rest.fragment))
        return url


class BadBases(ValueError):
    """A variable of the environment that names no addresses to ask in place of the vendors'."""


def read_bases(said: str | None) -> dict[str, str]:
    """The mapping written in the variable; raises BadBases where it is none. What was written is never repeated."""
    if not said:
        return {}
    try:
        bases = json.loads(said)
    except (ValueError, RecursionError):
        bases = None
    if not isinstance(bases, dict):
        raise BadBases(f'{VARIABLE} must be JSON such as {{"host": "http://127.0.0.1:8001"}}')
    return dict(Bases(bases).bases)


def _check(name: str, base: object) -> None:
    """Raise BadBases for anything but the address of a server, which names no user and no password."""
    try:
        parts = urlsplit(base) if isinstance(base, str) else urlsplit("")
        host = parts.port != 0 and parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise BadBases(f"{VARIABLE}: the base of {name!r} is no address such as http://127.0.0.1:8001")
    if "@" in parts.netloc:
        raise BadBases(
            f"{VARIABLE}: the base of {name!r} holds a user name or password, which would be kept with every page; "
            "leave it out"
        )
