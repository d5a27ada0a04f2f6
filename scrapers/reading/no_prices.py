"""NoPrices: a page of a vendor's own of which it is known that no price is to be taken."""

from collections.abc import Iterator
from typing import ClassVar

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.refusals import NotAPricePage
from scrapers.source import Source


class NoPrices(Source):
    """A page that is always refused; `why` says so to whoever reads it."""

    why: ClassVar[str]
    gives = frozenset()
    minimum = 0
    nightly = False

    def offers(self, page: Page) -> Iterator[Offer]:
        raise NotAPricePage(self.why)
