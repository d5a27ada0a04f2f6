"""robots.txt, obeyed: also by requests that wait while it is fetched, and with its Crawl-delay."""

import asyncio
import math
import re
from time import monotonic

from scrapy import Spider
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from scrapers.refusals import Refused, Unfetched
from scrapers.settings import BOT_NAME

# Lines as robots.txt files have them in the wild: "User-agent: *", "user agent *"; a delay of any size.
_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s+|$)(.*)", re.I)
_NAME = re.compile(r"[a-z_-]+|\*(?=\s|$)", re.I)
_DELAY = re.compile(r"(\s*crawl[- ]delay\s*:?\s*)(\S+)", re.I)
_AGES = 1e9  # seconds: as long as any delay that no number can hold


class Robots(ProtegoRobotParser):
    """A robots.txt as RFC 9309 reads it: whose rules they are is a whole name, which ends where its letters end.

    Protego compares beginnings, so that `codingplans/0.1` would not be us and `coding` would; and it drops a
    Crawl-delay that is too large for a number.
    """

    def __init__(self, robotstxt_body: bytes, spider: Spider | None) -> None:
        text = robotstxt_body.decode("utf-8-sig", errors="ignore")
        super().__init__("\n".join(_plain(line) for line in text.splitlines()).encode(), spider)


def _plain(line: str) -> str:
    """A line of a robots.txt in words that Protego reads as they were meant."""
    line = line.split("#")[0]
    if found := _AGENT.fullmatch(line):
        name = _NAME.match(found[1].strip())
        said = name[0].lower() if name else ""
        return f"User-agent: {said if said in (BOT_NAME, '*') else f'not-{BOT_NAME}'}"
    if found := _DELAY.match(line):
        return f"{found[1]}{_AGES}" if _endless(found[2]) else line
    return line


def _endless(delay: str) -> bool:
    try:
        return float(delay) == math.inf
    except ValueError:
        return False


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
            cb_kwargs=request.cb_kwargs,
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
        """Apply the Crawl-delay: the host's slot takes it, and AutoThrottle leaves it alone.

        Raises Unfetched where the request's turn would come when the vendor's time is up.
        """
        delay = parser.crawl_delay(self._robotstxt_useragent or self._default_useragent)
        engine = self.crawler.engine
        if not delay or engine is None or delay <= self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        key = engine.downloader.get_slot_key(request)
        self._take_turn(request, key, delay)
        request.meta["autothrottle_dont_adjust_delay"] = True
        engine.downloader.per_slot_settings[key] = {"delay": delay, "jitter": 0}
        if slot := engine.downloader.slots.get(key):
            slot.delay, slot.jitter = delay, 0

    def _take_turn(self, request: Request, key: str, delay: float) -> None:
        turns: dict[str, float] = self.__dict__.setdefault("turns", {})
        turn = max(monotonic(), turns.get(key, 0)) + delay
        time_left = getattr(self.crawler.spider, "time_left", None)
        left = time_left() if time_left else math.inf
        if turn - monotonic() > left:
            request.meta["dont_retry"] = True
            raise Unfetched(
                "robots",
                f"robots.txt of {urlparse_cached(request).netloc} asks for {delay:,.0f} seconds between requests "
                f"(Crawl-delay), and {max(left, 0):,.0f} are left for {request.url}",
            )
        turns[key] = turn
