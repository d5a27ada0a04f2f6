"""Running spiders, and storing what they read vendor by vendor."""

import json
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from typing import Any, cast

from scrapy.core.downloader.handlers import (
    http11,  # noqa: F401  # Scrapy walks all modules loaded before this one: loaded late it takes a second
)
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from db.database import Database
from db.tables.crawls import last_start
from db.tables.states import moment
from pipeline.crawl.archived_pages import archived
from pipeline.crawl.ledger import Ledger, Told, unkept
from pipeline.crawl.live_rates import days_missing, keep_rates
from pipeline.crawl.spider_loader import VendorSpiders
from pipeline.outcomes import Crawl
from scrapers import settings as polite
from scrapers.archive.saved_page import ROUND
from scrapers.archive.warc_writer import Archive
from scrapers.contact import VARIABLE as CONTACT
from scrapers.contact import user_agent
from scrapers.ecb_rates import MissedRatesSpider, RatesSpider
from scrapers.fetched import Fetched
from scrapers.fetching import base_urls
from scrapers.registry import indexes
from scrapers.spider import PlanSpider
from scrapers.study import students

Noted = Callable[[str], None]  # a line for people
VANTAGE = "CODINGPLANS_VANTAGE"  # a word for where this crawler asks from
SETTINGS = "CODINGPLANS_SETTINGS"  # Scrapy settings as JSON, over those of scrapers/settings.py


class BadSettings(Exception):
    """A variable of the environment that does not hold Scrapy settings."""


def crawl_live(
    db: Database,
    vendors: Sequence[str],
    tell: Told = lambda _: None,
    archive: Path | None = None,
    note: Noted = lambda _: None,
    stock: Collection[str] | None = None,
) -> list[Crawl]:
    """Fetch what the sources of these vendors ask for, and the day's exchange rates, and store them, vendor by vendor.

    `stock` makes it a light round: only the sources it names are asked, only what they say is on sale is taken, and no
    rates. `note` is told what is wrong with the rates. Raises BadSettings or BadBases where a variable of the
    environment cannot be read, KeyboardInterrupt where it was stopped: a vendor it had not finished was not looked at.
    """
    process = live()
    vantage, started = os.environ.get(VANTAGE) or None, _start(db)
    kind = "live" if stock is None else ROUND
    ledger = Ledger(db, "live", moment(started), tell, stock, stock_only=stock is not None)
    crawls: list[Crawl] = []
    failed: list[Exception] = []

    def then(crawler: Crawler, do: Callable[[PlanSpider], object]) -> Callable[[object], None]:
        def done(_: object) -> None:
            try:
                if not _spider(crawler).interrupted:
                    do(_spider(crawler))
            except Exception as error:  # raised when the others are stored
                failed.append(error)

        return done

    readers = students(_sources(process, vendors), process.settings)
    for vendor in vendors:
        crawler, known = process.create_crawler(vendor), archived(db, vendor)
        kept = archive and Archive(archive, vendor, kind, started, vantage=vantage, known=known.bodies)
        good = known.good if kept else None
        task = process.crawl(crawler, archive=kept, good=good, vantage=vantage, only=stock, readers=readers)
        task.add_done_callback(then(crawler, lambda spider: crawls.append(_store(ledger, spider))))
    said: list[str] = []
    if stock is None:
        behind = days_missing(db, started.date()) > 1
        rates = process.create_crawler(MissedRatesSpider if behind else RatesSpider)
        task = process.crawl(rates)
        task.add_done_callback(
            then(rates, lambda spider: said.extend(keep_rates(db, spider.readings, started.date())))
        )
    try:
        process.start()
    finally:
        readers.close()
    for line in said:
        note(line)
    if failed:
        raise failed[0]
    if len(crawls) < len(vendors):
        raise KeyboardInterrupt
    return sorted(crawls, key=lambda crawl: vendors.index(crawl.vendor))


def _start(db: Database) -> datetime:
    """Now, in a second in which no other crawl began: by it crawls are told apart."""
    while moment(now := datetime.now(UTC)) == last_start(db):
        sleep(0.05)
    return now


def _sources(process: AsyncCrawlerProcess, vendors: Iterable[str]) -> list[Fetched]:
    """What the spiders of these vendors read: their sources, and the lists of pages."""
    spiders = (cast(type[PlanSpider], process.spider_loader.load(vendor)) for vendor in vendors)
    return [*(source for spider in spiders for source in spider.sources), *indexes()]


def live() -> AsyncCrawlerProcess:
    """A process that fetches from the web, as the environment's variables say; ValueError where one cannot be read."""
    return AsyncCrawlerProcess(live_settings())


def live_settings() -> Settings:
    """Scrapy's settings of a live crawl; raises BadSettings or a ValueError where a variable cannot be read."""
    changes = {
        "BASE_URLS": base_urls.read_bases(os.environ.get(base_urls.VARIABLE)),
        "USER_AGENT": user_agent(os.environ.get(CONTACT)),
        "RENDERING": True,
    }
    settings = _settings(changes | _said(os.environ.get(SETTINGS)))
    base_urls.Bases(settings.getdict("BASE_URLS"))
    return settings


def _settings(changes: Mapping[str, Any]) -> Settings:
    settings = Settings()
    settings.setmodule(polite)
    settings.set("SPIDER_LOADER_CLASS", VendorSpiders, priority="project")
    settings.update(dict(changes), priority="cmdline")
    return settings


def _said(text: str | None) -> dict[str, Any]:
    try:
        said = json.loads(text or "{}")
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise BadSettings(
            f'{SETTINGS} must be a JSON object of Scrapy settings such as {{"DOWNLOAD_DELAY": 5}}'
        )
    return said


def _spider(crawler: Crawler) -> PlanSpider:
    assert isinstance(crawler.spider, PlanSpider)
    return crawler.spider


def _store(ledger: Ledger, spider: PlanSpider) -> Crawl:
    lost = spider.archive is not None and spider.archive.lost is not None
    return ledger.store(spider.name, spider.sources, unkept(spider.readings) if lost else spider.readings)
