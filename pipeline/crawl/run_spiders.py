"""Running spiders, live or from saved pages, and storing what they read vendor by vendor."""

import asyncio
import json
import logging
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner, Crawler
from scrapy.settings import Settings

from db.database import Database
from db.tables.states import moment
from db.transaction import BadDatabase, writing
from pipeline.crawl.archived_pages import Archived, archived
from pipeline.crawl.discovery import look
from pipeline.crawl.live_rates import days_missing, keep_rates
from pipeline.crawl.spider_loader import VendorSpiders
from pipeline.outcomes import Crawl, Outcome, crawl_of
from pipeline.publish.store import store
from scrapers import registry
from scrapers import settings as polite
from scrapers.archive.replay import Shelf
from scrapers.archive.warc_writer import Archive
from scrapers.contact import VARIABLE as CONTACT
from scrapers.contact import user_agent
from scrapers.ecb_rates import MissedRatesSpider, RatesSpider
from scrapers.fetching import base_urls
from scrapers.source import Source
from scrapers.spider import PlanSpider, Reading
from scrapers.study import student

Told = Callable[[Crawl], None]
Noted = Callable[[str], None]  # a line for people
VANTAGE = "CODINGPLANS_VANTAGE"  # a word for where this crawler asks from
SETTINGS = "CODINGPLANS_SETTINGS"  # Scrapy settings as JSON, over those of scrapers/settings.py
_OFFLINE = {
    "ROBOTSTXT_OBEY": False,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOAD_HANDLERS": {scheme: None for scheme in ("http", "https", "file", "ftp", "s3", "data")},
    "DOWNLOADER_MIDDLEWARES": polite.DOWNLOADER_MIDDLEWARES
    | {"scrapers.archive.replay.ReplayMiddleware": 50},
    "TWISTED_REACTOR_ENABLED": False,
}


class BadSettings(Exception):
    """A variable of the environment that does not hold Scrapy settings."""


def crawl_shelf(
    db: Database,
    shelf: Shelf,
    vendors: Sequence[str],
    *,
    kind: str = "replay",
    tell: Told = lambda _: None,
    archive: Path | None = None,
) -> list[Crawl]:
    """Run the spiders of these vendors over one night's saved pages and store what they read.

    A vendor of which the night holds no page is left out: it was not looked at. The pages go to the archive,
    unless they come from there.
    """
    sources = {saved.source for saved in shelf.saved.values()}
    looked_at = [
        vendor for vendor in vendors if sources & {source.name for source in registry.of_vendor(vendor)}
    ]
    directory = None if archive and shelf.within(archive) else archive
    return asyncio.run(
        _replay(Ledger(db, kind, started_at(shelf), tell, sources), looked_at, shelf, directory)
    )


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
    vantage, started = os.environ.get(VANTAGE) or None, datetime.now(UTC)
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

    for vendor in vendors:
        crawler, known = process.create_crawler(vendor), archived(db, vendor)
        kept = _archive(archive, vendor, "live", started, vantage, known)
        good = known.good if kept else None
        task = process.crawl(crawler, archive=kept, good=good, vantage=vantage, only=stock)
        task.add_done_callback(then(crawler, lambda spider: crawls.append(ledger.store(spider))))
    said: list[str] = []
    if stock is None:
        behind = days_missing(db, started.date()) > 1
        rates = process.create_crawler(MissedRatesSpider if behind else RatesSpider)
        task = process.crawl(rates)
        task.add_done_callback(
            then(rates, lambda spider: said.extend(keep_rates(db, spider.readings, started.date())))
        )
    process.start()
    for line in said:
        note(line)
    if failed:
        raise failed[0]
    if len(crawls) < len(vendors):
        raise KeyboardInterrupt
    return sorted(crawls, key=lambda crawl: vendors.index(crawl.vendor))


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


def started_at(shelf: Shelf) -> str:
    """When the night on a shelf began, as the database writes moments."""
    return moment(shelf.at)


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


def _archive(
    directory: Path | None, vendor: str, kind: str, at: datetime, vantage: str | None, known: Archived
) -> Archive | None:
    if directory is None:
        return None
    return Archive(directory, vendor, kind, at, vantage=vantage, known=known.bodies)


async def _replay(
    ledger: "Ledger", vendors: Iterable[str], shelf: Shelf, directory: Path | None
) -> list[Crawl]:
    """Replay vendor after vendor, each stored before the next begins."""
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    runner = AsyncCrawlerRunner(_settings(_OFFLINE))
    crawls = []
    with closing(student((*registry.sources(), *registry.indexes()), runner.settings)) as reader:
        for vendor in vendors:
            crawler = runner.create_crawler(vendor)
            known = archived(ledger.db, vendor)
            kept = _archive(directory, vendor, ledger.kind, shelf.at, shelf.vantage, known)
            await runner.crawl(crawler, archive=kept, shelf=shelf, vantage=shelf.vantage, reader=reader)
            crawls.append(ledger.store(_spider(crawler)))
    return crawls


def _spider(crawler: Crawler) -> PlanSpider:
    assert isinstance(crawler.spider, PlanSpider)
    return crawler.spider


@dataclass(frozen=True)
class Ledger:
    """Where a vendor's crawl is stored as soon as its spider has finished; of a replay or round `only` some sources count."""

    db: Database
    kind: str
    at: str
    tell: Told
    only: Collection[str] | None = None
    stock_only: bool = False

    def store(self, spider: PlanSpider) -> Crawl:
        """Store what a spider read. A vendor that cannot be stored is recorded as failed; BadDatabase is raised."""
        sources = [
            source
            for source in spider.sources
            if isinstance(source, Source) and (self.only is None or source.name in self.only)
        ]
        readings = _kept(spider)
        try:
            read = crawl_of(spider.name, self.kind, self.at, sources, readings)
            crawl = self._store(replace(read, stock_only=self.stock_only), readings)
        except BadDatabase:
            raise
        except Exception as error:
            crawl = _lost(spider.name, self.kind, self.at, sources, error)
            store(self.db, crawl)
        self.tell(crawl)
        return crawl

    def _store(self, crawl: Crawl, readings: Sequence[Reading]) -> Crawl:
        with writing(self.db):
            store(self.db, crawl)
            look(self.db, crawl.vendor, crawl.at, crawl.kind, readings)
        return crawl


def _kept(spider: PlanSpider) -> list[Reading]:
    """What a spider read; its pages are nowhere in the archive where its file could not be written."""
    if spider.archive is None or spider.archive.lost is None:
        return spider.readings
    return [
        replace(reading, page=reading.page and replace(reading.page, archive=None, position=None))
        for reading in spider.readings
    ]


def _lost(vendor: str, kind: str, at: str, sources: Iterable[Source], error: Exception) -> Crawl:
    """The crawl of a vendor that could not be stored: nothing of it is used, and every source says why."""
    if os.environ.get("CODINGPLANS_DEBUG"):
        raise error
    message = f"what was read could not be stored: {type(error).__name__}; CODINGPLANS_DEBUG=1 shows more"
    nightly = [source for source in sources if source.nightly]
    return Crawl(vendor, kind, at, [Outcome(source, "error", message=message) for source in nightly])
