"""robots.txt, obeyed: also by requests that wait while it is fetched, and with its Crawl-delay."""

import asyncio

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from scrapers.refused import Refused, Unfetched

_FOREVER = 24 * 3600


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware, with one task a host that every waiting request waits for.

    Scrapy lets the requests share one Deferred, and all but the first two see None: nothing is forbidden. A
    robots.txt that the server fails to answer (5xx) forbids everything (RFC 9309); one that is not there, nothing.
    """

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        if request.meta.get("dont_obey_robotstxt"):
            return
        try:
            parser = await self.robot_parser(request)
        except Exception:
            request.meta["dont_retry"] = True  # robots.txt was already asked for again
            raise
        if parser is None:
            return
        if not parser.allowed(request.url, self._robotstxt_useragent or self._default_useragent):
            raise Unfetched(
                "robots", f"robots.txt of {urlparse_cached(request).netloc} forbids {request.url}"
            )
        self._slow_down(request, parser)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        tasks: dict[str, asyncio.Task[RobotParser | None]] = self.__dict__.setdefault("tasks", {})
        host = urlparse_cached(request).netloc
        if host not in tasks:
            tasks[host] = asyncio.ensure_future(self._fetch(request))
        return await asyncio.shield(tasks[host])

    async def _fetch(self, request: Request) -> RobotParser | None:
        parts = urlparse_cached(request)
        meta = {"dont_obey_robotstxt": True, "source": request.meta["source"], "robots": True}
        asked = Request(
            f"{parts.scheme}://{parts.netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta=meta,
            callback=NO_CALLBACK,
        )
        assert self.crawler.engine
        try:
            answer = await self.crawler.engine.download_async(asked)
        except (IgnoreRequest, Refused):
            return None
        if answer.status >= 500 or answer.status == 429:
            raise Unfetched("robots", f"{asked.url} answers {answer.status}: all is taken as forbidden")
        body = answer.body if answer.status == 200 else b""
        return build_from_crawler(self._parserimpl, self.crawler, body)

    def _slow_down(self, request: Request, parser: RobotParser) -> None:
        """Apply the Crawl-delay: the host's slot takes it, and AutoThrottle leaves it alone."""
        delay = parser.crawl_delay(self._robotstxt_useragent or self._default_useragent)
        engine = self.crawler.engine
        if not delay or engine is None or delay <= self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        request.meta["autothrottle_dont_adjust_delay"] = True
        key = engine.downloader.get_slot_key(request)
        delay = min(delay, _FOREVER)
        engine.downloader.per_slot_settings[key] = {"delay": delay, "jitter": 0}
        if slot := engine.downloader.slots.get(key):
            slot.delay, slot.jitter = delay, 0
