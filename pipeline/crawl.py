"""Running spiders, live or from saved pages, and storing what they read vendor by vendor."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings
from sqlite_utils import Database

from db.states import moment
from pipeline.crawls import Crawl, crawl_of, store
from scrapers import registry
from scrapers import settings as polite
from scrapers.replay import Shelf
from scrapers.spider import PlanSpider

Told = Callable[[Crawl], None]


def crawl_shelf(
    db: Database, shelf: Shelf, vendors: Sequence[str], *, kind: str = "replay", tell: Told = lambda _: None
) -> list[Crawl]:
    """Run the spiders of these vendors over one night's saved pages and store what they read.

    A vendor of which the night holds no page is left out: it was not looked at.
    """
    sources = {saved.source for saved in shelf.values()}
    looked_at = [
        vendor for vendor in vendors if sources & {source.name for source in registry.of_vendor(vendor)}
    ]
    settings = _settings(
        {
            "REPLAY_SHELF": shelf,
            "ROBOTSTXT_OBEY": False,
            "AUTOTHROTTLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
            "DOWNLOADER_MIDDLEWARES": {"scrapers.replay.ReplayMiddleware": 50},
            "TWISTED_REACTOR_ENABLED": False,
        }
    )
    spiders = asyncio.run(_run(looked_at, settings))
    return _store_all(db, spiders, kind, started_at(shelf), tell, sources)


def crawl_live(db: Database, vendors: Sequence[str], tell: Told = lambda _: None) -> list[Crawl]:
    """Fetch what the sources of these vendors ask for and store it, vendor by vendor."""
    process = AsyncCrawlerProcess(_settings({}))
    crawlers = [process.create_crawler(vendor) for vendor in vendors]
    for crawler in crawlers:
        process.crawl(crawler)
    started = moment(datetime.now(UTC))
    process.start()
    return _store_all(db, [_spider(crawler) for crawler in crawlers], "live", started, tell)


def started_at(shelf: Shelf) -> str:
    """When the night on a shelf began, as the database writes moments."""
    return moment(min(saved.fetched_at for saved in shelf.values()))


def _settings(changes: Mapping[str, Any]) -> Settings:
    settings = Settings()
    settings.setmodule(polite)
    settings.update(dict(changes), priority="cmdline")
    return settings


async def _run(vendors: Iterable[str], settings: Settings) -> list[PlanSpider]:
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    runner = AsyncCrawlerRunner(settings)
    crawlers = [runner.create_crawler(vendor) for vendor in vendors]
    await asyncio.gather(*(runner.crawl(crawler) for crawler in crawlers))
    return [_spider(crawler) for crawler in crawlers]


def _spider(crawler: Crawler) -> PlanSpider:
    assert isinstance(crawler.spider, PlanSpider)
    return crawler.spider


def _store_all(
    db: Database,
    spiders: Iterable[PlanSpider],
    kind: str,
    at: str,
    tell: Told,
    only: Collection[str] | None = None,
) -> list[Crawl]:
    """Store each spider's readings; of a replay only the sources it holds pages of were looked at."""
    crawls = []
    for spider in spiders:
        sources = [source for source in spider.sources if only is None or source.name in only]
        crawl = crawl_of(spider.name, kind, at, sources, spider.readings)
        store(db, crawl)
        tell(crawl)
        crawls.append(crawl)
    return crawls
