"""PlanSpider: fetch what a vendor's sources ask for and hand each page to its source."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.read import read
from scrapers.refused import Refused
from scrapers.source import Fetch, Source


@dataclass(frozen=True)
class Reading:
    """One page of one source and what came of it: offers, or the refusal; `page` is None where none arrived."""

    source: Source
    page: Page | None
    offers: tuple[Offer, ...] = ()
    refused: Refused | None = None


class PlanSpider(scrapy.Spider):
    """A vendor's spider is its name and its sources in their order of trust.

    It yields offers, as any Scrapy spider yields items; `readings` keeps, page by page, what was read
    and what was refused.
    """

    sources: ClassVar[tuple[Source, ...]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readings: list[Reading] = []

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for source in self.sources:
            if source.nightly:
                for fetch in source.fetches():
                    yield self.request(source, fetch)

    def request(self, source: Source, fetch: Fetch) -> scrapy.Request:
        return scrapy.Request(
            fetch.url,
            method=fetch.method,
            headers=dict(fetch.headers),
            body=fetch.body,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"source": source},
            meta={"source": source.name, "click": fetch.click},
            dont_filter=True,
        )

    def parse(self, response: Response, source: Source) -> Iterator[Offer | scrapy.Request]:
        page = page_of(response, source)
        try:
            following = [self.request(source, fetch) for fetch in source.follow(page)]
            offers = () if following else tuple(read(source, page))
        except Refused as refused:
            self.readings.append(Reading(source, page, refused=refused))
            return
        self.readings.append(Reading(source, page, offers))
        yield from following
        yield from offers

    def failed(self, failure: Failure) -> None:
        source: Source = failure.request.cb_kwargs["source"]  # type: ignore[attr-defined]
        self.readings.append(Reading(source, None, refused=Refused(failure.getErrorMessage())))


def page_of(response: Response, source: Source) -> Page:
    """The page in a Scrapy response."""
    return Page(
        url=str(response.request.meta.get("asked", response.request.url))
        if response.request
        else response.url,
        final_url=response.url,
        body=response.body,
        status=response.status,
        headers={
            name.decode(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
        },
        fetched_at=response.meta.get("fetched_at") or datetime.now(UTC),
        source=source.name,
    )
