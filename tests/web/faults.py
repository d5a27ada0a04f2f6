"""What goes wrong on the real web: each fault, where it strikes, and the outcome it must have."""

import gzip
import os
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from street import Fault, Street, Visit

from scrapers.archive.saved_page import Saved

HTML = {"Content-Type": "text/html; charset=utf-8"}


def says(words: str, status: int = 200) -> Fault:
    """A page of its own that says these words."""
    body = f"<html><head><title>{words}</title></head><body><p>{words}</p></body></html>".encode()
    return lambda visit, saved: visit.answer(body, HTML, status)


def leads(to: str) -> Fault:
    """A redirect."""
    return lambda visit, saved: visit.answer(b"", {"Location": to}, 302)


def fails(status: int, **headers: str) -> Fault:
    """An error page that shows last year's prices, and claims to be the page one may have already."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(visit: Visit, saved: Saved) -> None:
        visit.answer(saved.body.replace(b"20", b"7"), {**dict(saved.headers), **said}, status)

    return answer


def once(first: Fault) -> Callable[[], Fault]:
    """A fault of the first visit only."""

    def make() -> Fault:
        visits: list[Visit] = []

        def answer(visit: Visit, saved: Saved) -> None:
            visits.append(visit)
            return first(visit, saved) if len(visits) == 1 else visit.page(saved)

        return answer

    return make


def drips(visit: Visit, saved: Saved) -> None:
    """A body that comes a byte at a time."""
    visit.send_response(200)
    visit.send_header("Content-Length", str(len(saved.body)))
    visit.end_headers()
    for byte in saved.body[:40]:
        visit.wfile.write(bytes([byte]))
        time.sleep(0.2)


def breaks(visit: Visit, saved: Saved) -> None:
    """A connection that is reset in the middle of the body."""
    visit.send_response(200)
    visit.send_header("Content-Length", str(len(saved.body)))
    visit.end_headers()
    visit.wfile.write(saved.body[: len(saved.body) // 2])
    visit.wfile.flush()
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(visit.connection.detach())


def short(visit: Visit, saved: Saved) -> None:
    """A body that ends before the length that was announced."""
    headers = dict(saved.headers) | {"Content-Length": str(len(saved.body)), "Connection": "close"}
    visit.answer(saved.body[: len(saved.body) // 2], headers)
    visit.close_connection = True


def cut_gzip(visit: Visit, saved: Saved) -> None:
    """A packed body without its end; its announced length is right."""
    packed = gzip.compress(saved.body)
    visit.page(saved, packed[: len(packed) * 2 // 3], **{"Content-Encoding": "gzip"})


def huge(visit: Visit, saved: Saved) -> None:
    """The page, and ten megabytes of blanks before its end."""
    visit.page(saved, saved.body + b" " * 10_000_000)


def bomb(visit: Visit, saved: Saved) -> None:
    """The same, packed to ten kilobytes."""
    visit.page(saved, gzip.compress(saved.body + b" " * 10_000_000), **{"Content-Encoding": "gzip"})


def mislabelled(visit: Visit, saved: Saved) -> None:
    """A page in GBK that says it is UTF-8."""
    visit.page(saved, saved.body.decode().encode("gbk", "replace"))


def misread(visit: Visit, saved: Saved) -> None:
    """A page in UTF-8 that says it is GBK."""
    visit.page(saved, **{"content-type": "text/html; charset=gbk"})


def not_modified(visit: Visit, saved: Saved) -> None:
    """A 304 to somebody who has nothing."""
    visit.answer(b"", {"ETag": '"old"'}, 304)


def abroad(visit: Visit, saved: Saved) -> None:
    """The price of the other region, as a foreign visitor sees it."""
    body = saved.body.replace(b'"CNY"', b'"USD"').replace(b"REGION_CN", b"REGION_OVERSEA")
    visit.page(saved, body.replace("¥".encode(), b"$").replace("元".encode(), b" USD"))


def cookie(visit: Visit, saved: Saved) -> None:
    """A page for those who bring the cookie they were given."""
    if "seen=1" in visit.headers.get("Cookie", ""):
        return visit.page(saved)
    visit.answer(b"", {"Location": visit.path, "Set-Cookie": "seen=1; Path=/"}, 302)


@dataclass(frozen=True)
class Trouble:
    """A fault, the source it strikes, and the outcomes that name it; `robots` is what robots.txt answers instead."""

    source: str
    outcomes: str
    fault: Fault | None = None
    robots: tuple[int, str] | None = None
    fresh: Callable[[], Fault] | None = None
    settings: tuple[tuple[str, Any], ...] = ()

    def strike(self, street: Street) -> None:
        page = next(
            page for shop in street.shops.values() for page in shop.sold if page.source == self.source
        )
        if self.robots:
            next(shop for shop in street.shops.values() if page in shop.sold).robots = self.robots
        if self.fault or self.fresh:
            street.faults[self.source] = self.fresh() if self.fresh else self.fault  # type: ignore[assignment]


TROUBLES = {
    "forbidden": Trouble("claude-pricing", "robots", robots=(200, "User-agent: codingplans\nDisallow: /pricing\n")),
    "robots broken": Trouble("claude-pricing", "robots", robots=(503, "")),
    "robots missing": Trouble("claude-pricing", "ok", robots=(404, "User-agent: *\nDisallow: /\n")),
    "queue": Trouble("claude-support", "queue", leads("/rate-limit.html?next=plans")),
    "login": Trouble("kimi-help-cn", "login", leads("https://account.kimi.com/login?next=plans")),
    "elsewhere": Trouble("minimax-docs-cn", "elsewhere", leads("https://shop.example/plans")),
    "region": Trouble("bailian-coding-plan-cn", "region", leads("https://www.alibabacloud.com/help/en/model-studio/coding-plan.md")),
    "language": Trouble("claude-pricing", "language", leads("/ja/pricing")),
    "circles": Trouble("claude-pricing", "loop", leads("/pricing")),
    "cloudflare": Trouble("claude-pricing", "challenge", says("Just a moment...")),
    "aliyun": Trouble("bailian-token-plan-cn", "challenge", says("<script>var acw_sc__v2='x'</script>")),
    "tencent": Trouble("kimi-help-cn", "challenge", says('<script src="/TCaptcha.js"></script>请完成安全验证')),
    "shell": Trouble("claude-pricing", "shell", says("")),
    "maintenance": Trouble("kimi-help-cn", "maintenance", says("系统维护中，请稍后再来")),
    "soft 404": Trouble("kimi-help-cn", "missing", says("页面不存在")),
    "gone": Trouble("claude-pricing", "missing", fails(410)),
    "error": Trouble("bailian-coding-plan-intl", "http-500", fails(500)),
    "error once": Trouble("claude-pricing", "ok", fresh=once(fails(502))),
    "too many": Trouble("claude-pricing", "http-429", fails(429, Retry_After="86400")),
    "too many once": Trouble("claude-pricing", "ok", fresh=once(fails(429, Retry_After="1"))),
    "drip": Trouble("claude-pricing", "timeout", drips, settings=(("DOWNLOAD_TIMEOUT", 4), ("RETRY_TIMES", 0))),
    "reset": Trouble("claude-pricing", "reset truncated", breaks),
    "short": Trouble("kimi-listgoods", "truncated", short),
    "cut gzip": Trouble("minimax-combo-cn", "truncated", cut_gzip),
    "ten megabytes": Trouble("claude-pricing", "too-big", huge),
    "bomb": Trouble("claude-pricing", "too-big", bomb),
    "not utf-8": Trouble("kimi-help-cn", "charset", mislabelled),
    "not gbk": Trouble("kimi-help-cn", "charset", misread),
    "unasked 304": Trouble("claude-pricing", "http-304", not_modified),
    "abroad": Trouble("kimi-help-cn", "changed short region", abroad),
    "cookie": Trouble("claude-pricing", "ok", cookie),
}  # fmt: skip

_ALL = ("queue", "login", "elsewhere", "region", "robots broken", "cut gzip", "error", "aliyun", "short")


def all_at_once() -> list[Trouble]:
    """Faults for the sources of every vendor, no source twice."""
    return [TROUBLES[name] for name in _ALL]
