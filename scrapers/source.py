"""Source: one place where a vendor states something, and how to turn its page into offers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlsplit

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.unread import Unread

PRICE = frozenset({"price"})
INTRO = frozenset({"intro"})
FACTS = frozenset({"quotas", "models", "availability"})
ALL = PRICE | INTRO | FACTS


@dataclass(frozen=True)
class Fetch:
    """One request a source needs. `click` is the billing tab a browser opens before the page is read.

    `instead` are other addresses of the same page, asked for in turn where it does not answer or is not there.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    click: str | None = None
    instead: tuple[str, ...] = ()


class Source:
    """A source reads the pages of one address. It knows nothing of HTTP, time, SQL or months.

    The order of a vendor's sources is the order of trust. `gives` says which fields a nightly read takes
    from it; what it states beyond that, like everything of a source that gives nothing, only confirms or
    contradicts the others.
    """

    name: ClassVar[str]  # vendor-what-region: "bailian-coding-plan-cn"
    vendor: ClassVar[str]
    product: ClassVar[str]
    products: ClassVar[tuple[str, ...]] = ()  # where the words of a plan decide: others it may be of
    region: ClassVar[str]
    regions: ClassVar[tuple[str, ...]] = ()  # where the payload decides: the regions it may name
    currency: ClassVar[str | None] = None  # declared, where the payload has none
    url: ClassVar[str]
    instead: ClassVar[tuple[str, ...]] = ()  # where the same page stands too, as under a new domain
    addresses: ClassVar[str]  # pattern of host and path of the pages it owns, without scheme, query and .md
    minimum: ClassVar[int] = 1  # fewer priced offers in a nightly read is a failed read
    gives: ClassVar[frozenset[str]] = ALL
    nightly: ClassVar[bool] = True  # False: serves extract, replay and the past only
    browser: ClassVar[bool] = False
    priced: ClassVar[bool] = True  # False: its pages state no offers and are not read for any
    parser: ClassVar[int] = 1  # raised by whoever changes what old pages mean

    def owns(self, url: str) -> bool:
        """Whether this source reads the page at this address."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        path = re.sub(r"\.mdx?$", "", parts.path).rstrip("/")
        return re.fullmatch(self.addresses, f"{parts.netloc.lower()}{path}", re.I) is not None

    def fetches(self) -> Iterable[Fetch]:
        """The requests a crawl begins with."""
        return [Fetch(self.url, instead=self.instead)]

    def follow(self, page: Page) -> Iterable[Fetch]:
        """The requests that a page names (a bundle, a chunk); such a page itself holds no offers."""
        return []

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        """What the page states. A card, row or record that says anything unexpected is Unread (`unread.each`);
        raises a Refused for what concerns the page as a whole.
        """
        raise TypeError(f"{type(self).__name__} reads no page")
