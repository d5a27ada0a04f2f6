"""Fetched: one address of the web that a crawl asks for, whoever reads what stands there."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlsplit

from scrapers.page import Page


@dataclass(frozen=True)
class Fetch:
    """One request. `click` is the billing tab a browser opens before the page is read.

    `instead` are other addresses of the same page, asked for in turn where it does not answer or is not there.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    click: str | None = None
    instead: tuple[str, ...] = ()


class Fetched:
    """What stands at one address: a page of prices, a list of pages, exchange rates. It knows nothing of HTTP, time or SQL."""

    name: ClassVar[str]  # vendor-what-region: "bailian-coding-plan-cn"
    vendor: ClassVar[str]
    region: ClassVar[str]
    url: ClassVar[str]
    instead: ClassVar[tuple[str, ...]] = ()  # where the same page stands too, as under a new domain
    addresses: ClassVar[str] = r"(?!)"  # pattern of host and path of its pages, without scheme, query and .md
    nightly: ClassVar[bool] = True  # False: serves extract, replay and the past only
    browser: ClassVar[bool] = False

    def owns(self, url: str) -> bool:
        """Whether the page at this address is one of its pages."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        path = re.sub(r"\.mdx?$", "", parts.path).rstrip("/")
        return re.fullmatch(self.addresses, f"{parts.netloc.lower()}{path}", re.I) is not None

    def fetches(self) -> Iterable[Fetch]:
        """The requests a crawl begins with."""
        return [Fetch(self.url, instead=self.instead)]

    def follow(self, page: Page) -> Iterable[Fetch]:
        """The requests that a page names (a bundle, a chunk); such a page itself states nothing."""
        return []
