"""What stands on a page without being said to its reader, or is said of something else, changes no offer."""

import pytest

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.extract import read
from scrapers.refusals import PageChanged, Refused
from scrapers.registry import owner

BAILIAN = "https://help.aliyun.com/zh/model-studio/coding-plan.md"
CLAUDE = "https://claude.com/pricing"
TABLE = "# 套餐\n\n|  | Pro 高级套餐 |\n| --- | --- |\n| 价格 | ¥200/月 |\n\n"
CARDS = "### Pro\n\n$20 if billed monthly.\n\n### Enterprise\n\nFor businesses operating at scale\n\n"


def _offers(url: str, text: str) -> list[Offer]:
    return list(read(owner(url), Page(url=url, body=text.encode())).offers)


@pytest.mark.parametrize(
    "unseen",
    [
        "<!-- ¥1/月 -->",
        "<template>¥1/月</template>",
        "<noscript><p>¥1/月</p></noscript>",
        "<p hidden>¥1/月</p>",
        '<div style="display: none"><table><tr><td>¥1/月</td></tr></table></div>',
        '<span style="color:red;DISPLAY:NONE !important">¥1/月</span>',
        '<b style="visibility: hidden">¥1/月</b>',
    ],
)
def test_what_is_hidden_is_not_read(unseen: str) -> None:
    document = Document(Page(url=BAILIAN, body=f"<div>¥2{unseen}00/月</div><p>Pro</p>".encode()))
    assert "¥1" not in document.text
    assert document.text.replace(" ", "") == "¥200/月Pro"
    assert document.tables == []


def test_a_page_that_waits_for_a_script_to_show_itself_is_read() -> None:
    body = "<html><body style='display:none'><p>¥200/月</p></body></html>"
    assert Document(Page(url=BAILIAN, body=body.encode())).text == "¥200/月"


@pytest.mark.parametrize(
    "said",
    [
        "Lite 套餐首月 7.9 元活动已于 2026 年 3 月 1 日 00:00:00（UTC+08:00）结束。",
        "Pro 套餐首月 39.9 元活动已结束。",
        "Lite 套餐新用户首月 7.9 元。",
    ],
)
def test_an_introduction_that_ended_or_is_of_another_tier_is_no_introduction(said: str) -> None:
    (offer,) = _offers(BAILIAN, f"{TABLE}* {said}\n")
    assert (offer.plan, offer.intro_price) == ("pro", None)


def test_a_stop_written_in_full_width_letters_is_a_stop() -> None:
    found = _offers(BAILIAN, f"{TABLE}* Ｌｉｔｅ 套餐自 ２０２６ 年 ３ 月 ２０ 日起停止新购。\n")
    assert {offer.plan: offer.availability for offer in found} == {"pro": None, "lite": "Discontinued"}


@pytest.mark.parametrize(
    "said",
    ["A: Pro was $7 per month before 2025.", "Last year it cost $7 per month.", "$7 per person a day."],
)
def test_a_price_told_in_a_sentence_belongs_to_no_card(said: str) -> None:
    stated = read(owner(CLAUDE), Page(url=CLAUDE, body=f"{CARDS}{said}\n".encode()))
    assert [(offer.plan, str(offer.price)) for offer in stated.offers] == [("pro", "20")]
    assert [one.name for one in stated.unread] == ["Enterprise"]


def test_a_first_charge_without_its_renewal_is_refused() -> None:
    row = '{"productId": "product-b8ea38", "originalAmount": 147, "payAmount": 132.3}'
    with pytest.raises(PageChanged, match="renewAmount"):
        _offers("https://bigmodel.cn/api/biz/pay/batch-preview", row)


def test_a_script_in_a_billing_tab_is_no_word_of_it() -> None:
    tabs = "<div class='active'>连续包月<script>track()</script></div><div>连续包季</div>"
    page = f"<html><body>{tabs}<div><div><h3>Lite</h3><button>特惠订阅</button></div></div><p>套餐仅限在官方支持的编程工具中使用，额度每周刷新。</p></body></html>"
    (offer,) = _offers("https://bigmodel.cn/glm-coding", page)
    assert (offer.period, offer.availability) == ("P1M", "InStock")


CLAUDE_CARD = "### Pro\n\nFor everyday work\n\n$17\n\nPer month with annual subscription discount ($200 billed up front). $20 if billed monthly.\n"


def test_a_claude_page_cut_inside_its_price_sentence_states_no_other_price() -> None:
    """Cut after "$17 Per month", the rounded month of a yearly price read as the monthly one."""
    url = "https://claude.com/pricing"
    whole = {offer.id: offer.price for offer in read(owner(url), Page(url, CLAUDE_CARD.encode())).offers}
    for end in range(len(CLAUDE_CARD)):
        try:
            offers = read(owner(url), Page(url, CLAUDE_CARD[:end].encode())).offers
        except Refused:
            continue
        assert {offer.id: offer.price for offer in offers}.items() <= whole.items(), CLAUDE_CARD[:end]
