"""Which addresses may be asked at all: hosts of the public internet by their names, and what the user set."""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from tldextract import TLDExtract

from scrapers.refusals import Unfetched

# The public suffix list that ships with the library: nothing is fetched or kept. Who rents a place below a shared
# host (NAME.github.io) is a site apart from its neighbours.
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
PORTS = (None, 80, 443)
# A host by name: two labels or more, the last one not a number (2130706433 and 127.1 are addresses).
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")
# Names that local networks use and the internet does not.
_INSIDE = re.compile(r"(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|arpa)$")
_UNSAID = re.compile(r"[\s\x00-\x20\\]")
# Resolvers of some VPN clients answer every name with an address of this range and connect to the real one.
_STAND_INS = ipaddress.ip_network("198.18.0.0/15")
_CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


def host(url: str) -> str:
    """The host of an address, in lower case; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def site(name: str) -> str:
    """The part of a host name that is registered: `example.com` of `www.example.com`; of a number, all of it."""
    name = name.lower().split(":")[0]
    found = _SUFFIXES.extract_str(name)
    if found.suffix or found.ipv4:
        return found.top_domain_under_public_suffix or name
    return ".".join(name.split(".")[-2:])  # a top-level domain that is on no list, as the list says


def is_public_name(name: str) -> bool:
    """Whether this is the name of a host on the internet: no number in any notation, no name of a local network."""
    return _NAME.fullmatch(name) is not None and not _INSIDE.search(name)


def is_web_address(url: str) -> bool:
    """Whether this is a plain address of the web: http or https, a public name, the usual port, nobody's password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = parts.scheme in ("http", "https") and "@" not in parts.netloc and port in PORTS
    return plain and not _UNSAID.search(url) and is_public_name(host(url))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet: not private, loopback, link-local, shared or reserved."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if any(found in carrier for carrier in _CARRIERS):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return found in _STAND_INS or (found.is_global and not found.is_multicast)


def refuse_unsafe(url: str) -> None:
    """Raise Unfetched where an address is no plain address of the web."""
    if not is_web_address(url):
        raise Unfetched("elsewhere", f"{url} is no public address of the web, and was not asked")


def refuse_private(name: str, addresses: Iterable[str]) -> None:
    """Raise Unfetched where a public name stands for an address that is not of the internet."""
    if not all(map(is_public, addresses)):
        raise Unfetched("elsewhere", f"{name} stands for an address of a private network, and was not asked")
