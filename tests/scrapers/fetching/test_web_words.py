"""Small decisions of fetching, one table each: places, failures, pauses, packed bodies, other bases."""

import gzip
import zlib

import brotli
import pytest
from backports import zstd
from scrapy import exceptions
from scrapy.http import Response

from scrapers.fetching.base_urls import Bases, read_bases
from scrapers.fetching.download_errors import unfetched
from scrapers.fetching.retry_redirect_unpack import retry_after, whole
from scrapers.fetching.safe_addresses import site
from scrapers.fetching.same_site import refuse_astray
from scrapers.refusals import Refused, Unfetched
from scrapers.registry import named

ASTRAY = [
    ("claude-pricing", "https://claude.com/pricing", "https://www.claude.com/pricing", None),
    ("claude-pricing", "https://claude.com/pricing", "https://claude.com/pricing?utm=1", None),
    ("claude-pricing", "https://claude.com/pricing", "https://claude.com/en/pricing", None),
    ("claude-pricing", "https://claude.com/pricing", "https://claude.com/zh-CN/pricing", "language"),
    ("claude-pricing", "https://claude.com/pricing", "https://claude.com/login", "login"),
    ("claude-pricing", "https://claude.com/pricing", "https://claude.com.evil.example/pricing", "elsewhere"),
    ("claude-support", "https://support.claude.com/en/articles/1", "https://support.claude.com/de/articles/1", "language"),
    ("kimi-listgoods", "https://www.kimi.com/apiv2/kimi.gateway.order.v1.GoodsService/ListGoods", "https://www.kimi.ai/apiv2/kimi.gateway.order.v1.GoodsService/ListGoods", None),
    ("zhipu-docs-cn", "https://docs.bigmodel.cn/cn/coding-plan/overview.md", "https://docs.z.ai/devpack/overview.md", "region"),
    ("minimax-docs-cn", "https://platform.minimaxi.com/docs/token-plan/intro.md", "https://example.com/", "elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "asked", "got", "word"), ASTRAY)
def test_place(source: str, asked: str, got: str, word: str | None) -> None:
    if word is None:
        refuse_astray(named(source), asked, got)
        return
    with pytest.raises(Refused) as refusal:
        refuse_astray(named(source), asked, got)
    assert refusal.value.outcome == word


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("www.kimi.com", "kimi.com"),
        ("a.b.com.cn", "b.com.cn"),
        ("x.ai", "x.ai"),
        ("localhost:80", "localhost"),
        ("api.co", "api.co"),
    ],
)
def test_site(host: str, own: str) -> None:
    assert site(host) == own


FAILURES = [
    (exceptions.CannotResolveHostError("x"), "dns"),
    (exceptions.DownloadTimeoutError("x"), "timeout"),
    (exceptions.DownloadConnectionRefusedError("x"), "refused"),
    (exceptions.DownloadFailedError("x"), "reset"),
    (exceptions.ResponseDataLossError("x"), "truncated"),
    (exceptions.DownloadCancelledError("x"), "too-big"),
    (exceptions.IgnoreRequest("max redirections reached"), "loop"),
    (Unfetched("robots", "x"), "robots"),
    (RuntimeError("Page.goto: net::ERR_NAME_NOT_RESOLVED at https://x"), "dns"),
    (RuntimeError("Page.goto: Timeout 30000ms exceeded."), "timeout"),
    (KeyError("x"), "error"),
]


@pytest.mark.parametrize(("error", "word"), FAILURES, ids=[word for _, word in FAILURES])
def test_failure_has_a_word(error: Exception, word: str) -> None:
    refused = unfetched(error, "https://shop.example/plans")
    assert refused.outcome == word
    assert str(refused)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("7", 7.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("", None), ("soon", None), ("-3", None)],
)
def test_retry_after(said: str, seconds: float | None) -> None:
    assert retry_after(Response("https://x", headers={"Retry-After": said})) == seconds


BODY = b"plans " * 500
PACKED = {
    b"gzip": gzip.compress(BODY),
    b"deflate": zlib.compress(BODY),
    b"br": brotli.compress(BODY),
    b"zstd": zstd.compress(BODY),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_cut_body_is_not_whole(encoding: bytes) -> None:
    assert whole(PACKED[encoding], encoding)
    assert not whole(PACKED[encoding][:-3], encoding)


def test_bases_lead_there_and_back() -> None:
    bases = Bases({"shop.example": "http://127.0.0.1:81", "shop-docs": "https://mirror.example/shop/"})
    there = bases.real("https://shop.example/a%20b?c=1#d", "shop-plans")
    assert there == "http://127.0.0.1:81/a%20b?c=1#d"
    assert bases.public(there, "shop-plans", "https://shop.example/") == "https://shop.example/a%20b?c=1#d"
    assert bases.real("https://docs.example/x", "shop-docs") == "https://mirror.example/shop/x"
    back = bases.public("https://mirror.example/shop/y", "shop-docs", "https://docs.example/x")
    assert back == "https://docs.example/y"
    assert bases.real("https://other.example/x", "shop-plans") == "https://other.example/x"
    assert bases.public("http://127.0.0.1:812/", "x", "https://other.example/x") == "http://127.0.0.1:812/"


@pytest.mark.parametrize("said", ["bigmodel.cn", "[]", '{"a": "b"}', '{"a": 1}'])
def test_bases_that_are_none(said: str) -> None:
    with pytest.raises(ValueError, match="CODINGPLANS_BASE_URLS"):
        read_bases(said)
