"""Running the command line against the street, each time in a process of its own: a reactor starts only once."""

import json
import multiprocessing
import os
import pkgutil
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapers import vendors

FAST = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_BACKOFF": 0.05,
    "RETRY_TIMES": 1,
    "RETRY_AFTER_MAX": 3,
    "DOWNLOAD_TIMEOUT": 15,
}
NO_BANK = {"www.ecb.europa.eu": "http://127.0.0.1:9"}  # nobody answers: the rates that ship are used
FORKS = multiprocessing.get_context("forkserver")
_VENDORS = [module.name for module in pkgutil.iter_modules(vendors.__path__, f"{vendors.__name__}.")]
FORKS.set_forkserver_preload(
    [
        *_VENDORS,
        "cli.main",
        "cli.crawl",
        "pipeline.crawl.main_job",
        "scrapers.registry",
        "scrapers.fetching.browser_handler",
        "scrapers.fetching.http_handler",
        "scrapers.archive.middleware",
        "scrapers.fetching.robots",
        "scrapers.fetching.retry_redirect_unpack",
        "scrapy.core.engine",
        "scrapy.core.scheduler",
        "scrapy.core.scraper",
        "scrapy.utils.log",
        "reports.output.report",
        "scrapy.crawler",
        "db.open",
    ]
)


_PROGRESS = re.compile(r"(?:\w+: )?\d+ of \d+ files of the archive")


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit status and what it said."""

    status: int
    said: str

    @property
    def lines(self) -> list[str]:
        """What it said, without how far it was on the way."""
        return [line for line in self.said.strip().splitlines() if not _PROGRESS.fullmatch(line)]


def codingplans(
    *words: str | Path,
    bases: dict[str, str],
    env: dict[str, str] | None = None,
    out: Path,
    meanwhile: Callable[[int], None] = lambda _: None,
    within: float = 300,
    **settings: Any,
) -> Ran:
    """Run `codingplans WORDS` in a fresh process; settings are Scrapy's, over the fast ones.

    `meanwhile` is called with the number of the running process; `within` so many seconds it has to end.
    """
    variables = {
        "CODINGPLANS_BASE_URLS": json.dumps(NO_BANK | bases),
        "CODINGPLANS_SETTINGS": json.dumps(FAST | settings),
        "NO_COLOR": "1",
        "COLUMNS": "400",
        **(env or {}),
    }
    process = FORKS.Process(target=_run, args=([str(word) for word in words], variables, str(out)))
    process.start()
    meanwhile(process.pid or 0)
    process.join(within)
    if process.exitcode is None:
        process.terminate()
        raise TimeoutError(f"codingplans {' '.join(map(str, words))} runs longer than {within:g} seconds")
    return Ran(process.exitcode, out.read_text(encoding="utf-8"))


def _run(words: list[str], variables: dict[str, str], out: str) -> None:
    os.environ.update(variables)
    sys.argv = ["codingplans", *words]
    file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    from cli.main import main

    main()


def rows(db: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with sqlite3.connect(db) as connection:
        found = connection.execute(sql, values).fetchall()
    connection.close()
    return found


def outcomes(db: Path) -> dict[str, str]:
    """The outcome of each source in the last crawl of its vendor."""
    sql = """SELECT source, reads.outcome FROM reads JOIN crawls ON crawls.id = crawl_id
             WHERE crawls.id IN (SELECT max(id) FROM crawls GROUP BY vendor)"""
    return dict(rows(db, sql))


def prices(db: Path, vendors: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """What is published of each offer that was read from a page."""
    sql = """SELECT offer, vendor, price, ifnull(intro_price, ''), ifnull(list_price, ''), ifnull(ended, '')
             FROM observations JOIN offers ON offers.id = offer_id
             WHERE provenance = 'scraped' ORDER BY observations.id"""
    wanted = set(vendors)
    return {offer: tuple(said) for offer, vendor, *said in rows(db, sql) if not wanted or vendor in wanted}
