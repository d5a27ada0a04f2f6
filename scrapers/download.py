"""The download handler: connects to the public address of a host, or to the base address set for it."""

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from scrapers.bases import Bases


class HttpHandler(HTTP11DownloadHandler):
    """Scrapy's handler behind `Bases`: everything above it sees public addresses only."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.bases = Bases(crawler.settings.getdict("BASE_URLS"))

    async def download_request(self, request: Request) -> Response:
        source = str(request.meta.get("source", ""))
        moved = request.replace(url=self.bases.real(request.url, source))
        response = await super().download_request(moved)
        request.meta["download_latency"] = moved.meta.get("download_latency", 0)
        url = self.bases.public(response.url, source, request.url)
        return response.replace(url=url, request=request)
