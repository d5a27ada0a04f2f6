"""A first look passes over what says nothing; whatever the full pattern finds, it may not pass over."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from scrapers.page import Page
from scrapers.reading.not_a_price_page import _SIGNS, refuse
from scrapers.refusals import NotAPricePage, PageInDoubt
from scrapers.vocabulary.prices.money import amounts

OURS = [
    "¥49", "￥49", "CN¥ 49", "RMB 49", "CNY 49", "人民币49", "49元", "49 RMB", "49 CNY", "49 人民币",
    "$49", "US$49", "US $49", "USD 49", "49 USD", "49美元", "₹49", "INR 49", "49 INR", "usd 49", "49 cny",
]  # fmt: skip
BEFORE = ["HK$49", "A$ 49", "NT$49", "JP¥49", "€49", "£ 49", "₩49"]
BEHIND = [
    "€",
    "£",
    "JPY",
    "HKD",
    "EUR",
    "GBP",
    "TWD",
    "SGD",
    "AUD",
    "CAD",
    "KRW",
    "日元",
    "円",
    "港元",
    "港币",
    "新台币",
    "欧元",
    "英镑",
]


@pytest.mark.parametrize("said", OURS)
def test_every_way_to_write_money_is_an_amount(said: str) -> None:
    assert [amount.value for amount in amounts(said)] == [49]


@pytest.mark.parametrize("said", [*BEFORE, *(f"49 {word}" for word in BEHIND)])
def test_every_currency_that_we_do_not_know_is_told(said: str) -> None:
    with pytest.raises(PageInDoubt, match="a currency we do not know"):
        amounts(said)


@pytest.mark.parametrize(("kind", "pattern"), _SIGNS, ids=[kind for kind, _ in _SIGNS])
@given(some.data())
def test_every_sign_of_another_page_is_seen(kind: str, pattern: object, data: some.DataObject) -> None:
    alphabet = some.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_characters="<>&")
    said = data.draw(some.from_regex(pattern, fullmatch=True, alphabet=alphabet | some.sampled_from("<>")))  # type: ignore[call-overload]
    body = f"<html><head>{said}</head><body><p>words</p></body></html>".encode()
    with pytest.raises(NotAPricePage):
        refuse(Page("https://acme.example/pricing", body))
