"""PlanSpider: fetch what a vendor's sources ask for and hand each page to its source."""

import math
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from time import monotonic
from typing import Any, ClassVar

import scrapy
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from scrapers.archive.saved_page import Keeper, Known, Saved
from scrapers.fetched import Fetch, Fetched
from scrapers.fetching import browser
from scrapers.fetching.download_errors import unfetched
from scrapers.fetching.same_site import refuse_astray, refuse_foreign
from scrapers.page import Page
from scrapers.page_list import PageList
from scrapers.refusals import Refused, Unfetched
from scrapers.registry import indexes
from scrapers.source import Source
from scrapers.study import Reading, Students, instead, students

RENDERING = {"https": "scrapers.fetching.browser_handler.RenderingHandler"}


class PlanSpider(scrapy.Spider):
    """A vendor's spider is its name and its sources in their order of trust.

    It yields offers in their public form, as any Scrapy spider yields items; `readings` keeps, page by page, what was read
    and what was refused. `archive` takes what was answered; `good` are the last good pages by source and address, which
    need not be sent again. Where `only` names sources, those are asked alone, and no list of pages. `readers` read for
    other spiders too, and are closed by who gave them; without them the spider has its own.
    """

    sources: ClassVar[tuple[Fetched, ...]]

    def __init__(
        self,
        *args: Any,
        archive: Keeper | None = None,
        good: Mapping[tuple[str, str], Known] | None = None,
        vantage: str | None = None,
        only: Collection[str] | None = None,
        readers: Students | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.archive, self.good, self.vantage, self.only = archive, good or {}, vantage, only
        self._shared = readers
        self.readings: list[Reading] = []
        self.interrupted = False  # stopped by a signal before everything was answered
        self._began = monotonic()
        self.given_up: set[str] = set()  # rendered sources of which a page was refused
        self._asked: dict[int, scrapy.Request | None] = {}  # by number; None once answered

    @cached_property
    def _readers(self) -> Students:
        return self._shared or students((*self.sources, *indexes()), self.settings)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        rendered = any(source.browser and source.nightly for source in cls.sources)
        if settings.getbool("RENDERING") and rendered and not browser.missing():
            settings.setdict(browser.settings(), priority="spider")
            settings.set(
                "DOWNLOAD_HANDLERS", settings.getdict("DOWNLOAD_HANDLERS") | RENDERING, priority="spider"
            )

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for source in self._asked_for():
            without = browser.missing() if source.browser else None
            for fetch in source.fetches():
                request = self.request(source, fetch)
                if without:
                    self._refuse(request, source, Unfetched("no-browser", f"{fetch.url} {without}"))
                else:
                    yield request

    def _asked_for(self) -> list[Fetched]:
        every = [source for source in (*self.sources, *self._indexes()) if source.nightly]
        return [source for source in every if self.only is None or source.name in self.only]

    def _indexes(self) -> list[PageList]:
        """The vendor's lists of pages."""
        return [one for one in indexes() if one.vendor == self.name]

    def request(self, source: Fetched, fetch: Fetch, absent: Refused | None = None) -> scrapy.Request:
        """What a source asks for; `absent` is why its page was not found where it was looked for first."""
        number = len(self._asked)
        meta = {
            "number": number,
            "source": source.name,
            "click": fetch.click,
            "asked": fetch.url,
            "browser": source.browser,
            "instead": fetch.instead,
            "absent": absent,
        }
        request = scrapy.Request(
            fetch.url,
            method=fetch.method,
            headers=dict(fetch.headers),
            body=fetch.body,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"source": source},
            meta=meta,
            dont_filter=True,
            priority=0 if isinstance(source, Source) else -1,
        )
        self._asked[number] = request
        return request

    async def parse(
        self, response: Response, source: Source
    ) -> AsyncIterator[dict[str, Any] | scrapy.Request]:
        self._asked[response.meta["number"]] = None
        page = page_of(response, source, self.vantage)
        try:
            refuse_astray(source, page.url, page.final_url)
            following, stated = await self._readers.reading(source.name, page)
            for fetch in following:
                refuse_foreign(source, fetch.url)
        except Refused as refused:
            if again := self._instead(response.meta, source, refused):
                yield again
                return
            self.readings.append(Reading(source, page, refused=response.meta["absent"] or refused))
            self._give_up(source)
            return
        requests = [self.request(source, fetch) for fetch in following]
        self.readings.append(Reading(source, page, stated.offers, None, stated.unread, stated.others))
        for request in requests:
            yield request
        for offer in stated.offers:
            yield offer.to_json()

    def failed(self, failure: Failure) -> Iterator[scrapy.Request]:
        request: scrapy.Request = failure.request  # type: ignore[attr-defined]
        source = request.cb_kwargs["source"]
        refused = unfetched(failure.value or Exception(str(failure)), request.url)
        again = self._instead(request.meta, source, refused)
        self._refuse(request, source, refused, told=again is None)
        if again:
            yield again

    def _instead(self, meta: Mapping[str, Any], source: Fetched, refused: Refused) -> scrapy.Request | None:
        """The same page at its next address, where it has another and did not answer, or is not there any more."""
        again = instead(meta["instead"], refused)
        if again is None:
            return None
        self.logger.info("%s: %s; asking %s instead", source.name, refused, again.url)
        return self.request(source, again, absent=meta["absent"] or refused)

    def stopped(self) -> bool:
        """Whether the crawl was told to stop, by a signal, before its end."""
        return not self.crawler.crawling

    def out_of_time(self) -> bool:
        """Whether the vendor's time is up: what is still waiting is not asked for any more."""
        return self.time_left() < 0

    def time_left(self) -> float:
        """The seconds that the vendor's time still lasts; infinite where it has no limit."""
        limit = self.settings.getfloat("CLOSESPIDER_TIMEOUT")
        return limit - (monotonic() - self._began) if limit else math.inf

    def closed(self, reason: str) -> None:
        """What was asked for and never answered, because the vendor's time was up or the crawl was stopped."""
        word = "timeout" if reason == "closespider_timeout" else "error"
        for request in [request for request in self._asked.values() if request]:
            what = f"{request.url} had no answer when the crawl ended: {reason}"
            self._refuse(request, request.cb_kwargs["source"], Unfetched(word, what))
        if not self._shared:
            self._readers.close()
        if self.archive:
            self.archive.close()

    def _give_up(self, source: Fetched) -> None:
        """A rendered source is read whole or not at all: its other tabs are not worth a visit any more."""
        if source.browser:
            self.given_up.add(source.name)

    def _refuse(self, request: scrapy.Request, source: Fetched, refused: Refused, told: bool = True) -> None:
        """Keep that no page came; `told` is whether it is an outcome of the source, which asks nowhere else.

        Of a crawl that was stopped nothing is kept: what was not asked for is nobody's failure.
        """
        if self.stopped():
            self.interrupted = True
            return
        self._asked[request.meta["number"]] = None
        if told:
            self.readings.append(Reading(source, None, refused=request.meta["absent"] or refused))
            self._give_up(source)
        if self.archive and not self.archive.lost and refused.outcome != "unsaved":
            when = request.meta.get("fetched_at") or datetime.now(UTC)
            asked = request.meta["asked"]
            failure = Saved(
                source=source.name,
                url=asked,
                method=request.method,
                click=request.meta["click"],
                status=0,
                headers=(),
                body=b"",
                fetched_at=when,
                failure=(refused.outcome, str(refused)),
            )
            with suppress(Unfetched):  # the archive says itself why it is lost
                self.archive.keep(failure)


def page_of(response: Response, source: Fetched, vantage: str | None = None) -> Page:
    """The page in a Scrapy response."""
    kept = response.meta.get("kept")
    return Page(
        url=response.meta["asked"],
        final_url=response.url,
        body=response.body,
        status=response.status,
        headers={
            name.decode(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()
        },
        fetched_at=response.meta["fetched_at"],
        source=source.name,
        vantage=vantage,
        archive=kept[0] if kept else None,
        position=kept[1] if kept else None,
    )
