"""Names are looked up on the internet: one that stands for a private address has none."""

from collections.abc import Iterable
from typing import Any, Self
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from scrapers.fetching.safe_addresses import host, is_public


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which knows no private addresses; `trusted` are the hosts that the user set."""

    private: set[str] = set()  # names that stood for one

    def __init__(self, reactor: Any, cache_size: int, timeout: float, trusted: Iterable[str] = ()) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.trusted = set(trusted)

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        said = [*settings.getdict("BASE_URLS").values(), *getproxies().values()]
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), map(host, said))

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":
        return super().getHostByName(name, timeout).addCallback(self.checked, name)

    def checked(self, address: str, name: str) -> str:
        """The address of a host; raises DNSLookupError where the internet has none."""
        if name in self.trusted or is_public(address):
            return address
        self.private.add(name)
        raise DNSLookupError(f"{name} is at a private address")
