"""Five requests to one host at once, while its robots.txt is on the way: by Scrapy's middleware or by ours."""

from collections.abc import AsyncIterator
from typing import Any

import scrapy
from crawler import FAST
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from scrapers import settings as polite


class FiveSpider(scrapy.Spider):
    name = "five"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for number in range(5):
            url = f"https://{self.host}/private/{number}"  # type: ignore[attr-defined]
            yield scrapy.Request(url, meta={"source": "claude-pricing"}, errback=lambda _: None)

    def parse(self, response: Any) -> None:
        """Nothing: what counts is what the server saw."""


def crawl(bases: dict[str, str], host: str, stock: bool) -> None:
    """Run the five requests."""
    settings = Settings()
    settings.setmodule(polite)
    middlewares = dict(polite.DOWNLOADER_MIDDLEWARES)
    if stock:
        del middlewares["scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware"]
        del middlewares["scrapers.fetching.robots.RobotsMiddleware"]
    del middlewares["scrapers.archive.middleware.ArchiveMiddleware"]
    changes = {"BASE_URLS": bases, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOADER_MIDDLEWARES": middlewares}
    settings.update(FAST | changes, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(FiveSpider, host=host)
    process.start()
