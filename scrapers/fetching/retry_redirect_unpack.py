"""How requests are repeated, led on and unpacked: with pauses, on the vendor's own site, and only whole."""

import asyncio
import random
import re
import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import brotli
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Request, Response

from scrapers.fetching.same_site import refuse_astray
from scrapers.refusals import Unfetched


class Retry(RetryMiddleware):
    """Asks again after a pause that doubles each time, or after what Retry-After says; not where that is too long."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if response.status not in self.retry_http_codes or self._enough(request):
            return response
        pause = retry_after(response)
        if pause is not None and pause > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            return response
        again = self._retry(request, f"HTTP {response.status}")
        if again is None:
            return response
        await asyncio.sleep(self._backoff(again) if pause is None else pause)
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:  # type: ignore[override]
        if not isinstance(exception, self.exceptions_to_retry) or self._enough(request):
            return None
        if isinstance(exception, CannotResolveHostError):
            request.meta["max_retry_times"] = 1
        again = self._retry(request, exception)
        if again is not None:
            short = isinstance(exception, CannotResolveHostError)
            await asyncio.sleep(0.2 if short else self._backoff(again))
        return again

    def _enough(self, request: Request) -> bool:
        out_of_time = getattr(self.crawler.spider, "out_of_time", None)
        return bool(request.meta.get("dont_retry") or (out_of_time and out_of_time()))

    def _backoff(self, again: Request) -> float:
        first = self.crawler.settings.getfloat("RETRY_BACKOFF")
        return float(first * 2 ** (again.meta["retry_times"] - 1) * random.uniform(0.75, 1.25))


def retry_after(response: Response) -> float | None:
    """The seconds that Retry-After asks to wait, None where it does not say."""
    said = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if re.fullmatch(r"[0-9]+", said):
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


class Redirect(RedirectMiddleware):
    """Follows redirects on the vendor's own site; one that leads elsewhere is a failed read, and is not fetched."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        location = (response.headers.get("Location") or b"").decode("latin-1")
        if location and response.status in (301, 302, 303, 307, 308):
            asked = request.meta.get("asked", request.url)
            refuse_astray(request.cb_kwargs["source"], asked, urljoin(request.url, location))
        return super().process_response(request, response)


class Unpack(HttpCompressionMiddleware):
    """Unpacks bodies that are whole; Scrapy takes what it gets of one that was cut off."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        packed = [
            part.strip().lower()
            for part in b",".join(response.headers.getlist("Content-Encoding")).split(b",")
        ]
        try:
            unpacked = super().process_response(request, response)
        except IgnoreRequest:
            raise Unfetched("too-big", f"{request.url} unpacks to more than a price page can be") from None
        except Exception as error:
            raise Unfetched("truncated", f"{request.url}: its packed body is broken") from error
        if len(packed) == 1 and response.body and not whole(response.body, packed[0]):
            raise Unfetched("truncated", f"{request.url}: its packed body ends too early")
        return unpacked


def whole(body: bytes, encoding: bytes) -> bool:
    """Whether a packed body has an end; a body that is not packed does."""
    if encoding in (b"gzip", b"x-gzip"):
        return _ends(body, 31)
    if encoding == b"deflate":
        return _ends(body, 15) or _ends(body, -15)
    if encoding == b"br":
        unpacker = brotli.Decompressor()
        unpacker.process(body)
        return bool(unpacker.is_finished())
    if encoding == b"zstd":
        from backports import zstd

        unzstd = zstd.ZstdDecompressor()
        unzstd.decompress(body)
        return unzstd.eof
    return True


def _ends(body: bytes, bits: int) -> bool:
    unpacker = zlib.decompressobj(bits)
    try:
        unpacker.decompress(body)
    except zlib.error:
        return False
    return unpacker.eof
