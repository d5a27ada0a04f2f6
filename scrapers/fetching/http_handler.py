"""The download handler: connects to the public address of a host, or to the base address set for it."""

import asyncio
from urllib.parse import urldefrag

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.defer import deferred_to_future

from scrapers.fetching.base_urls import Bases
from scrapers.fetching.safe_addresses import refuse_unsafe
from scrapers.refusals import Unfetched

GOODBYE = 1.0  # seconds for servers to close their connections


def in_time(spider: object, request: Request) -> None:
    """Raise Unfetched where the spider was stopped, its time is up, or the page cannot help its source any more."""
    if request.meta.get("source") in getattr(spider, "given_up", ()) and not request.meta.get("robots"):
        raise Unfetched("skipped", f"{request.url} was not fetched: another page of its source was refused")
    stopped, out_of_time = getattr(spider, "stopped", None), getattr(spider, "out_of_time", None)
    if stopped and stopped():
        raise Unfetched("skipped", f"{request.url} was not fetched: the crawl was stopped")
    if out_of_time and out_of_time():
        raise Unfetched("timeout", f"{request.url} was not fetched: the vendor's time was up")


def connection(bases: Bases, request: Request) -> Request:
    """The request as it is sent: to its base address, else to a public address; raises Unfetched for any other."""
    url = bases.real(request.url, str(request.meta.get("source", "")))
    if url == request.url:
        refuse_unsafe(url)
    return request.replace(url=url)


class HttpHandler(HTTP11DownloadHandler):
    """Scrapy's handler behind `Bases`: everything above it sees public addresses only."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.bases = Bases(crawler.settings.getdict("BASE_URLS"))

    async def download_request(self, request: Request) -> Response:
        in_time(self._crawler.spider, request)
        source = str(request.meta.get("source", ""))
        moved = connection(self.bases, request)
        response = await super().download_request(moved)
        request.meta["download_latency"] = moved.meta.get("download_latency", 0)
        fragment = urldefrag(request.url).fragment
        url = self.bases.public(response.url, source, request.url) + (f"#{fragment}" if fragment else "")
        return response.replace(url=url, request=request)

    async def close(self) -> None:
        """Close what is open; a server that does not answer in time is left behind.

        Scrapy's own way answers twice where the loop was busy for that long: a traceback in the night's log.
        """
        closed = self._pool.closeCachedConnections()  # type: ignore[no-untyped-call]
        await asyncio.wait([deferred_to_future(closed)], timeout=GOODBYE)
