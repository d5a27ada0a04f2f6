"""What is not a price page, also when it comes with HTTP 200."""

import re
from urllib.parse import urlsplit

from scrapers.page import Page
from scrapers.reading.html.markup import letters_beside
from scrapers.refusals import NotAPricePage
from scrapers.settings import DOWNLOAD_MAXSIZE

_PATHS = (
    ("queue", re.compile(r"rate-limit\.html|/queue(/|$)|waiting-?room", re.I)),
    (
        "login",
        re.compile(r"/(log-?in|sign-?in|passport|sso|account\.htm)|^(login|account|signin|passport)\.", re.I),
    ),
    ("challenge", re.compile(r"/cdn-cgi/challenge|_____tmd_____|/punish", re.I)),
)
_SIGNS = (
    (
        "challenge",
        re.compile(
            r"just a moment\.\.\.|cf-browser-verification|cf-challenge|cf_chl_|challenge-platform/(?!scripts/jsd)|attention required! \| cloudflare"
            r"|acw_sc__v2|aliyun_waf|_____tmd_____|aliyunCaptcha|TencentCaptcha|TCaptcha\.js|captcha\.qcloud|verify you are human"
            r"|请完成(?:安全)?验证|滑动验证|访问验证",
            re.I,
        ),
    ),
    (
        "queue",
        re.compile(
            r"rate-limit/check|排队中|当前访问人数过多|抢购人数过多，请(?:稍后|排队)|you are (?:now )?in (?:the )?(?:queue|line)",
            re.I,
        ),
    ),
    (
        "maintenance",
        re.compile(
            r"系统维护中|正在维护|升级维护|(?:under|scheduled) maintenance|be back soon|(?:网站|系统|平台|本站|维护)[^。<]{0,20}暂停服务",
            re.I,
        ),
    ),
    (
        "missing",
        re.compile(
            r"<title>[^<]{0,200}?(?:404|not found|页面不存在|页面未找到)|您访问的页面不存在|page (?:could )?not (?:be )?found",
            re.I,
        ),
    ),
    (
        "login",
        re.compile(r"<title>[^<]{0,200}?(?:登录|log ?in|sign ?in)|type=[\"']password[\"']", re.I),
    ),
)
_OF_SIGNS = (  # in small letters: without one of these, a text shows a sign in its title alone
    "just a moment...", "cf-browser-verification", "cf-challenge", "cf_chl_", "challenge-platform/", "attention required!",
    "acw_sc__v2", "aliyun_waf", "_____tmd_____", "captcha", "verify you are human", "验证", "rate-limit/check", "排队中",
    "人数过多", "you are in", "you are now in", "系统维护中", "正在维护", "升级维护", "maintenance", "be back soon", "暂停服务",
    "页面不存在", " found", "password",
)  # fmt: skip
_OF_TITLES = re.compile(r"<title>[^<]{0,200}?(?:404|not found|页面不存在|页面未找到|登录|log ?in|sign ?in)")
# Visible characters: above this a page has content of its own, and a sign is a mention.
_LONG = {"challenge": 4000, "login": 4000, "queue": 800, "maintenance": 800, "missing": 800}
_SHELL = 20


def refuse(page: Page) -> None:
    """Raise NotAPricePage where the address, the status or the words say that this is no content page."""
    refuse_address(page.url, page.final_url or page.url)
    if page.status >= 300:
        raise NotAPricePage(
            f"HTTP status {page.status}", "missing" if page.status in (404, 410) else f"http-{page.status}"
        )
    if not page.body.strip():
        raise NotAPricePage("an empty body", "shell")
    if len(page.body) > DOWNLOAD_MAXSIZE:
        raise NotAPricePage(
            f"{len(page.body):,} bytes; a price page has at most {DOWNLOAD_MAXSIZE:,}", "too-big"
        )
    _by_charset(page)
    _by_words(page.text)


def refuse_address(asked: str, got: str) -> None:
    """Raise NotAPricePage where the address that answered is that of a queue, a login or a challenge."""
    before, after = urlsplit(asked), urlsplit(got)
    moved = (before.netloc, before.path) != (after.netloc, after.path)
    for kind, pattern in _PATHS:
        if pattern.search(f"{after.netloc}{after.path}") and (moved or kind != "login"):
            raise NotAPricePage(f"led to a {kind} page: {got}", kind)


def _by_charset(page: Page) -> None:
    """A body that is not in the character set it claims to be in: its words would be other words."""
    lost = page.text.count("\ufffd") - page.body.count("\ufffd".encode())
    if lost > max(3, len(page.text) // 1000):
        raise NotAPricePage(f"{lost} characters are not in the character set that the page names", "charset")
    said = {name.lower(): value for name, value in page.headers.items()}.get("content-type", "")
    named = re.search(r"charset=\"?([\w-]+)", said)
    if named and not re.fullmatch(r"utf-?8|us-ascii", named[1], re.I) and _is_utf8(page.body):
        raise NotAPricePage(f"the page is UTF-8, but was sent as {named[1]}", "charset")


def _is_utf8(body: bytes) -> bool:
    try:
        return not body.isascii() and bool(body.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _by_words(text: str) -> None:
    if text.lstrip()[:1] in "{[" or "<" not in text:
        return
    lowered = text.lower()
    if any(sign in lowered for sign in _OF_SIGNS) or _OF_TITLES.search(lowered):
        _refuse_signs(text, letters_beside(text, max(_LONG.values())))
    if "<html" in lowered and letters_beside(text, _SHELL) < _SHELL:
        raise NotAPricePage("an empty shell: no visible text without JavaScript", "shell")


def _refuse_signs(text: str, letters: int) -> None:
    for kind, pattern in _SIGNS:
        if letters < _LONG[kind] and (found := pattern.search(text)):
            raise NotAPricePage(f"a {kind} page: it says {found[0][:60]!r}", kind)
