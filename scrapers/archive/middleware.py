"""Between the network and the spider: every answer goes to the archive, and what it already holds is not sent again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol, Self, runtime_checkable

from scrapy.crawler import Crawler
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from scrapers.archive.saved_page import Keeper, Known, Saved
from scrapers.archive.warc_reader import Warcs

_VALIDATORS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))


@runtime_checkable
class Archiving(Protocol):
    """A spider whose answers are kept in `archive`; `good` are its last good pages by source and address."""

    archive: Keeper | None
    good: Mapping[tuple[str, str], Known]


class ArchiveMiddleware:
    """Keeps answers in the spider's archive, and asks for a page only if it changed since the last good read.

    A 304 stands for the archived page and is a good read of it. No other answer is ever replaced by an old page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> Archiving:
        assert isinstance(self.crawler.spider, Archiving)
        return self.crawler.spider

    def process_request(self, request: Request) -> None:
        if request.meta.pop("unmodified", None):  # asked of the page that led here
            for _, name in _VALIDATORS:
                request.headers.pop(name, None)
        spider = self.spider
        known = spider.good.get((request.meta["source"], request.url))
        plain = request.method == "GET" and not request.meta.get("browser") and not request.meta.get("robots")
        directory = spider.archive.directory if spider.archive else None
        if known is None or directory is None or not plain:
            return
        page = Warcs(directory).known(known)
        good = page if page and page.status == 200 else None
        validators = {name.lower(): value for name, value in good.headers} if good else {}
        asked = [(name, validators[said]) for said, name in _VALIDATORS if said in validators]
        for name, value in asked:
            request.headers[name] = value
        if asked:
            request.meta["unmodified"] = (known, page)

    def process_response(self, request: Request, response: Response) -> Response:
        archive = self.spider.archive
        if request.meta.get("robots"):
            return response
        saved = _saved(request, response)
        if archive is None:
            return response
        if response.status == 304 and request.meta.get("unmodified"):
            known, page = request.meta["unmodified"]
            request.meta["kept"] = archive.keep(saved, unmodified=known)
            return _response(request, page)
        request.meta["kept"] = archive.keep(saved)
        return response


def _saved(request: Request, response: Response) -> Saved:
    when = request.meta["fetched_at"] = datetime.now(UTC)
    rendered = bool(request.meta.get("browser"))
    return Saved(
        source=request.meta["source"],
        url=request.url,
        method=request.method,
        click=request.meta.get("click"),
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
        fetched_at=when,
        final_url=response.url,
        rendered=rendered,
        asked_headers=_pairs(request.headers),
        asked_body=request.body,
    )


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]


def _response(request: Request, page: Saved) -> Response:
    headers = Headers()
    for name, value in page.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
    return kind(url=page.url, status=200, headers=headers, body=page.body, request=request)
