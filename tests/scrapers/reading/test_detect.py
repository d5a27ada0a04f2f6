"""What is no price page is refused and named; a page that only mentions such a thing is read."""

import pytest

from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.not_a_price_page import refuse
from scrapers.refusals import NotAPricePage, Truncated

URL = "https://docs.example/plans"
CLOUDFLARE = """<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>
<div id="cf-wrapper">docs.example needs to review the security of your connection</div>
<script src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1"></script></body></html>"""
ALIYUN_WAF = """<html><head><meta charset="utf-8"></head><body>
<script>var arg1='4F2A'; var cookie = 'acw_sc__v2=' + arg1; document.cookie = cookie; location.reload();</script>
</body></html>"""
SLIDER = """<html><body><div id="nc_1_wrapper">请完成安全验证，拖动滑块后继续</div>
<script src="https://g.example/_____tmd_____/sliderframework.js"></script></body></html>"""
TENCENT = """<html><head><title>安全检查</title></head><body><div id="slideBlock">访问验证</div>
<script src="https://turing.example/TCaptcha.js"></script></body></html>"""
QUEUE = "<html><body><h1>抢购火爆</h1><p>当前访问人数过多，系统正在为您排队，请耐心等待</p></body></html>"
LOGIN = """<html><head><title>登录 - 控制台</title></head><body><form><input name="account">
<input type="password" name="pass"><button>登录</button></form></body></html>"""
SHELL = """<!DOCTYPE html><html lang="zh"><head><script src="/assets/app.3f2c.js"></script></head>
<body><div id="app"></div></body></html>"""
MAINTENANCE = "<html><body><h1>系统维护中</h1><p>预计 06:00 恢复，请稍后再来。</p></body></html>"
SOFT_404 = "<html><head><title>404 - 页面不存在</title></head><body><p>去首页看看</p></body></html>"

BY_WORDS = [
    ("challenge", CLOUDFLARE),
    ("challenge", ALIYUN_WAF),
    ("challenge", SLIDER),
    ("challenge", TENCENT),
    ("queue", QUEUE),
    ("login", LOGIN),
    ("shell", SHELL),
    ("shell", "  \n"),
    ("maintenance", MAINTENANCE),
    ("missing", SOFT_404),
]
BY_ADDRESS = [
    ("queue", "https://docs.example/html/rate-limit.html?from=/plans"),
    ("login", "https://account.docs.example/login/login.htm?back=/plans"),
    ("challenge", "https://docs.example/_____tmd_____/punish?x=1"),
]


def _page(body: str, status: int = 200, final_url: str = URL) -> Page:
    return Page(url=URL, body=body.encode(), status=status, final_url=final_url)


@pytest.mark.parametrize(("kind", "body"), BY_WORDS)
def test_refused_by_its_words(kind: str, body: str) -> None:
    with pytest.raises(NotAPricePage) as refusal:
        refuse(_page(body))
    assert (refusal.value.error, refusal.value.outcome) == ("NotAPricePage", kind)


@pytest.mark.parametrize(("kind", "final_url"), BY_ADDRESS)
def test_refused_by_where_it_led(kind: str, final_url: str) -> None:
    with pytest.raises(NotAPricePage) as refusal:
        refuse(_page("<p>¥40/月</p>" * 400, final_url=final_url))
    assert refusal.value.kind == kind


@pytest.mark.parametrize(
    ("status", "kind"), [(404, "missing"), (410, "missing"), (403, "http-403"), (503, "http-503")]
)
def test_refused_by_its_status(status: int, kind: str) -> None:
    with pytest.raises(NotAPricePage) as refusal:
        refuse(_page("<p>¥40/月</p>", status=status))
    assert refusal.value.kind == kind


@pytest.mark.parametrize(
    "mention",
    [
        "登录时如出现验证码（captcha），请完成安全验证后再试。",
        "登录控制台后，在账号菜单里查看用量。<a href='/login'>登录</a>",
        "请求被限流时接口返回 rate-limit 错误，重试即可。",
        "系统维护中的模型会暂时不可用，欠费后会暂停服务。",
        "访问的文件不存在时返回 404 not found。",
    ],
)
def test_a_long_page_that_mentions_it_is_read(mention: str) -> None:
    paragraphs = "".join(f"<p>第 {n} 条：套餐的额度每 5 小时恢复一次，按订阅月计费。</p>" for n in range(200))
    refuse(
        _page(f"<html><head><title>套餐说明</title></head><body>{paragraphs}<p>{mention}</p></body></html>")
    )


@pytest.mark.parametrize(
    "mention",
    ["欠费后会暂停服务。", "抢购时若提示排队中，请等待。", "登录控制台后购买。", "page not found 时请反馈。"],
)
def test_a_page_of_some_length_that_mentions_it_is_read(mention: str) -> None:
    paragraphs = "".join(f"<p>第 {n} 条：套餐的额度每 5 小时恢复一次，按订阅月计费。</p>" for n in range(40))
    refuse(
        _page(f"<html><head><title>套餐说明</title></head><body>{paragraphs}<p>{mention}</p></body></html>")
    )


def test_a_page_behind_cloudflare_that_is_served_is_read() -> None:
    script = '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
    refuse(
        _page(
            f"<html><body><h1>Plans</h1><p>Pro costs $20 per month, billed monthly.</p>{script}</body></html>"
        )
    )


def test_json_is_not_searched_for_signs() -> None:
    refuse(_page('{"title": "Just a moment...", "priceInCents": "1900"}'))


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>Lite</td><td>¥40/月</td></tr><tr><td>Pro</td><td>¥2",
        "<html><body><p>Lite ¥40/月</p>",
        "# 套餐\n\n| 套餐 | 价格 |\n| --- | --- |\n| Lite | ¥40/月 |\n| Pro | ¥2",
    ],
)
def test_a_body_that_breaks_off_is_truncated(body: str) -> None:
    with pytest.raises(Truncated):
        Document(_page(body))


@pytest.mark.parametrize("body", ['{"goods": [{"price": 40}', "", "<html>", '{"a": 1} trailing'])
def test_json_that_breaks_off_is_truncated(body: str) -> None:
    with pytest.raises(Truncated):
        _page(body).json()
