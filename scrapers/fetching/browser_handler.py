"""The download handler of a spider with rendered pages; importing it needs the extra `browser`."""

import asyncio
import logging
import re

from playwright.async_api import Error
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from scrapers.fetching import browser
from scrapers.fetching.base_urls import Bases
from scrapers.fetching.browser_gate import BrowserGate
from scrapers.fetching.http_handler import connection, in_time
from scrapers.fetching.safe_addresses import host, is_public_name, site
from scrapers.refusals import Unfetched

LIMIT = 90.0  # seconds for one rendered page


# What Playwright says where a page leaves for another while it is looked at.
_LEAVING = re.compile("ERR_ABORTED|another navigation|context was destroyed")


def _led_away(url: str) -> Unfetched:
    return Unfetched("elsewhere", f"{url} led to another site, or left while it was read")


class RenderingHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]
    """Renders the requests that ask for a browser; fetches the others as HttpHandler does."""

    def __init__(self, crawler: Crawler) -> None:
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        super().__init__(crawler)
        self.patience = crawler.settings.getfloat("BROWSER_PATIENCE")
        self.bases = Bases(crawler.settings.getdict("BASE_URLS"))

    async def _launch(self) -> None:
        spider = self._crawler.spider
        sources = getattr(spider, "sources", ())
        sites = {site(host(source.url)) for source in sources}
        trusted = self.bases.places({source.name for source in sources}, sites)
        self.gate = await BrowserGate(
            lambda name: is_public_name(name) and site(name) in sites, trusted
        ).open()
        self.config.launch_options["proxy"] = {"server": self.gate.address}
        await super()._launch()

    async def _close(self) -> None:
        await super()._close()
        await self.gate.close()

    async def download_request(self, request: Request) -> Response:
        in_time(self._crawler.spider, request)
        source = str(request.meta.get("source", ""))
        moved = connection(self.bases, request)
        if request.meta.get("browser"):
            moved.meta.update(browser.meta(request.meta.get("click"), self.patience))
        response = await self._answer(moved, request.url)
        if response.url.startswith("chrome-error:"):
            raise _led_away(request.url)
        request.meta["download_latency"] = moved.meta.get("download_latency", 0)
        url = self.bases.public(response.url, source, request.url)
        return response.replace(url=url, request=request)

    async def _answer(self, moved: Request, public: str) -> Response:
        try:
            return await asyncio.wait_for(super().download_request(moved), LIMIT)
        except TimeoutError:
            raise DownloadTimeoutError(f"the page was not shown within {LIMIT:.0f} seconds") from None
        except Error as error:
            if "launch" in str(error) or "Executable" in str(error):
                raise Unfetched("no-browser", "the browser does not start") from error
            refused = "ERR_TUNNEL" in str(error) and host(moved.url) not in self.gate.lost
            if refused or _LEAVING.search(str(error)):
                raise _led_away(public) from error
            raise
