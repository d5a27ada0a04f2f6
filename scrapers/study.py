"""What a page leads to, and what it states, found out in a process beside this one."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from scrapy.settings import BaseSettings

from scrapers.fetched import Fetch, Fetched
from scrapers.fetching.download_errors import unfetched
from scrapers.fetching.same_site import reader
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.processes.reader import Reader
from scrapers.processes.readers import Readers
from scrapers.reading.extract import Stated, read
from scrapers.refusals import NotAPricePage, Refused, Unfetched
from scrapers.registry import indexes, named
from scrapers.seller import NotOurs
from scrapers.source import Source
from scrapers.unread import Unread

Student = Reader[[str, Page], tuple[list[Fetch], Stated]]
Students = Readers[[str, Page], tuple[list[Fetch], Stated]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """One page of one source and what came of it: offers with what was unread beside them, or the refusal.

    `page` is None where none arrived.
    """

    source: Fetched
    page: Page | None
    offers: tuple[Offer, ...] = ()
    refused: Refused | None = None
    unread: tuple[Unread, ...] = ()
    others: tuple[NotOurs, ...] = ()

    def __reduce__(
        self,
    ) -> tuple[Any, tuple[Any, ...]]:  # in another process its source is the one of that name
        said = (getattr(self, each.name) for each in fields(self)[1:])
        return _reading, (self.source.name, *said)

    def light(self) -> "Reading":
        """The same without the bytes of its page, but for one that a list of pages may be read from."""
        page = self.page
        if page is None or any(page.url == one.url or one is self.source for one in indexes()):
            return self
        return replace(self, page=page.without_body())


def _reading(source: str, *said: Any) -> Reading:
    return Reading(named(source), *said)


def students(sources: Iterable[Fetched], settings: BaseSettings) -> Students:
    """Read pages of these sources, by the source's name, under the settings' limits; they are to be closed."""
    return Readers(
        partial(study, tuple(sources)),
        settings.getfloat("READING_TIMEOUT"),
        settings.getint("READING_MEMORY"),
    )


def study(sources: Iterable[Fetched], name: str, page: Page) -> tuple[list[Fetch], Stated]:
    """What a page of the source of that name leads to, and, where it leads to nothing, what it states; raises a Refused."""
    source = next(source for source in sources if source.name == name)
    try:
        following = list(source.follow(page))
        if following or not isinstance(source, Source):
            return following, Stated(())
        return [], read(reader(source, page.final_url), page)
    except Refused:
        raise
    except Exception as error:
        _log.exception("%s: %s", source.name, page.url)
        raise unfetched(error, page.url) from None


def instead(addresses: Sequence[str], refused: Refused) -> Fetch | None:
    """The same page at its next address, where it has another and did not answer, or is not there any more."""
    absent = isinstance(refused, Unfetched) or (
        isinstance(refused, NotAPricePage) and refused.kind != "nothing"
    )
    if not absent or not addresses:
        return None
    url, *others = addresses
    return Fetch(url, instead=tuple(others))
