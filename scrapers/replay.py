"""Replay: saved pages answer the spiders' requests, and nothing reaches the network.

Saved pages are WARC files, one a crawl of a vendor, or folders with `body.*` and `page.json` (url, method, click,
source, status, headers, fetched_at); a page that was the same on several nights lists several times.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from scrapers.refused import Unfetched
from scrapers.saved import Saved
from scrapers.warcs import BadReplay, Warcs

SAMPLES = Path(__file__).with_name("samples")
__all__ = ["SAMPLES", "BadReplay", "ReplayMiddleware", "Saved", "Shelf", "load"]

Key = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Shelf:
    """What one night, or one crawl of a vendor, saved; `at` is when it began."""

    saved: dict[Key, Saved]
    at: datetime
    vantage: str | None = None
    file: Path | None = None  # the WARC file it was read from

    def within(self, archive: Path) -> bool:
        """Whether its pages are in this archive already."""
        return self.file is not None and self.file.resolve().parent.parent == archive.resolve()


def load(path: Path) -> Iterator[Shelf]:
    """The saved pages at a path, oldest first: a shelf for each WARC file, and one for each night of the folders.

    Raises BadReplay where there are none, or where a page is only named as unchanged and its bytes are missing.
    """
    warcs = Warcs(path)
    nights = list(_nights(path))
    if not nights and not warcs.files:
        raise BadReplay(f"{path}: no saved pages (WARC files, or folders with page.json and body.*)")
    yield from nights
    begun = sorted((warcs.about(file).get("started", ""), file) for file in warcs.files)
    for started, file in begun:
        saved = warcs.saved(file)
        if saved:
            at = datetime.fromisoformat(started) if started else min(page.fetched_at for page in saved)
            yield Shelf({page.key: page for page in saved}, at, warcs.about(file).get("vantage"), file)
        elif not started:
            raise BadReplay(f"{file}: holds no page that a source reads")


def _nights(path: Path) -> Iterator[Shelf]:
    nights: dict[str, dict[Key, Saved]] = defaultdict(dict)
    for info in sorted(path.rglob("page.json")):
        for saved in _saved(info):
            nights[saved.fetched_at.date().isoformat()][saved.key] = saved
    for night in sorted(nights):
        yield Shelf(nights[night], min(saved.fetched_at for saved in nights[night].values()))


def _saved(info: Path) -> Iterable[Saved]:
    bodies = sorted(info.parent.glob("body.*"))
    if len(bodies) != 1:
        raise BadReplay(f"{info.parent}: {len(bodies)} files named body.*, expected one")
    try:
        about: dict[str, Any] = json.loads(info.read_text(encoding="utf-8"))
        times = about["fetched_at"] if isinstance(about["fetched_at"], list) else [about["fetched_at"]]
        for time in times:
            yield Saved(
                about["source"], about["url"], about.get("method", "GET"), about.get("click"), about.get("status", 200),
                list(about.get("headers", {}).items()), bodies[0].read_bytes(),
                datetime.fromisoformat(time).astimezone(UTC),
                final_url=about.get("final_url", ""), rendered=bool(about.get("click")),
            )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise BadReplay(f"{info}: not a saved page: {error}") from None


class ReplayMiddleware:
    """Answers every request from the spider's shelf; a page that was not saved is a failed read."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        shelf: Shelf = self.crawler.spider.shelf  # type: ignore[union-attr]
        saved = shelf.saved.get(
            (request.meta["source"], request.method, request.url, request.meta.get("click"))
        )
        if saved is None:
            raise Unfetched("unsaved", f"{request.url} is not among the saved pages of that night")
        request.meta["fetched_at"] = saved.fetched_at
        request.meta["replayed"] = saved
        if saved.failure:
            raise Unfetched(*saved.failure)
        headers = Headers()
        for name, value in saved.headers:
            headers.appendlist(name, value)
        url = saved.final_url or saved.url
        kind = responsetypes.from_args(headers=headers, url=url, body=saved.body)
        return kind(url=url, status=saved.status, headers=headers, body=saved.body, request=request)
