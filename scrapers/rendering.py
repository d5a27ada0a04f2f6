"""The download handler of a spider with rendered pages; importing it needs the extra `browser`."""

import asyncio
import logging

from playwright.async_api import Error
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from scrapers import browser
from scrapers.bases import Bases
from scrapers.download import in_time
from scrapers.refused import Unfetched

LIMIT = 90.0  # seconds for one rendered page


class RenderingHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """Renders the requests that ask for a browser; fetches the others as HttpHandler does."""

    def __init__(self, crawler: Crawler) -> None:
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        super().__init__(crawler)
        self.patience = crawler.settings.getfloat("BROWSER_PATIENCE")
        self.bases = Bases(crawler.settings.getdict("BASE_URLS"))

    async def download_request(self, request: Request) -> Response:
        in_time(self._crawler.spider, request)
        source = str(request.meta.get("source", ""))
        moved = request.replace(url=self.bases.real(request.url, source))
        if request.meta.get("browser"):
            moved.meta.update(browser.meta(request.meta.get("click"), self.patience))
        response = await self._answer(moved)
        request.meta["download_latency"] = moved.meta.get("download_latency", 0)
        url = self.bases.public(response.url, source, request.url)
        return response.replace(url=url, request=request)

    async def _answer(self, moved: Request) -> Response:
        try:
            return await asyncio.wait_for(super().download_request(moved), LIMIT)
        except TimeoutError:
            raise DownloadTimeoutError(f"{moved.url} was not shown within {LIMIT:.0f} seconds") from None
        except Error as error:
            if "launch" in str(error) or "Executable" in str(error):
                raise Unfetched("no-browser", "the browser does not start") from error
            raise
