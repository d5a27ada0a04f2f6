"""A text rendering that lost its line breaks reads by the titles its source declares; words and HTML are left as they are."""

import pytest

from scrapers.page import Page
from scrapers.reading.cards.run_on_text import titled
from scrapers.reading.extract import Stated, read
from scrapers.refusals import Refused
from scrapers.registry import owner

STEPFUN = "https://platform.stepfun.com/step-plan"
QINIU = "https://www.qiniu.com/ai/plan"
CARDS = "企业订阅 七牛云 4 折起 Enterprise S 内部工具 S 原价 ¥ 4,284 ¥ 2,999 / 月 7折 Enterprise M 适合 SaaS M 原价 ¥ 8,332 ¥ 4,999 / 月 6折 了解详情 "


def _read(url: str, text: str) -> Stated:
    return read(owner(url), Page(url=url, body=text.encode()))


def test_each_title_begins_a_card() -> None:
    stated = _read(QINIU, f"{CARDS}积分按模型实际消耗扣减 基准 0.004 元/K tokens")
    assert {offer.plan: (str(offer.price), str(offer.list_price)) for offer in stated.offers} == {
        "enterprise-s": ("2999", "4284"),
        "enterprise-m": ("4999", "8332"),
    }
    assert not stated.unread


def test_the_first_card_may_stand_behind_other_words() -> None:
    text = "Step Plan 套餐方案 月付 Flash Mini ¥49 适合入门 Flash Plus ¥99 适合日常使用 AI 提效的用户 统一 Credit 额度体系"
    assert {offer.plan: str(offer.price) for offer in _read(STEPFUN, text).offers} == {
        "mini": "49",
        "plus": "99",
    }


@pytest.mark.parametrize("cut", range(len(CARDS) - 60, len(CARDS), 7))
def test_a_page_cut_in_its_last_card_never_states_another_price(cut: int) -> None:
    try:
        stated = _read(QINIU, CARDS[:cut])
    except Refused:
        return
    assert {(offer.plan, str(offer.price)) for offer in stated.offers} <= {
        ("enterprise-s", "2999"),
        ("enterprise-m", "4999"),
    }


def test_html_is_left_as_it_is() -> None:
    page = Page(url=QINIU, body=b"<p>Enterprise S x</p>")
    assert titled(page, "Enterprise S", "(?!)") is page
