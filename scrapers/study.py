"""What a page leads to, and what it states, found out in a process of its own."""

import logging
from collections.abc import Iterable
from functools import partial

from scrapy.settings import BaseSettings

from scrapers.fetched import Fetch, Fetched
from scrapers.fetching.download_errors import unfetched
from scrapers.fetching.same_site import reader
from scrapers.page import Page
from scrapers.reader_process import Reader
from scrapers.reading.extract import Stated, read
from scrapers.refusals import Refused
from scrapers.source import Source

Student = Reader[[str, Page], tuple[list[Fetch], Stated]]
_log = logging.getLogger(__name__)


def student(sources: Iterable[Fetched], settings: BaseSettings) -> Student:
    """Reads pages of these sources, by the source's name, under the settings' limits; it is to be closed."""
    return Reader(
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
