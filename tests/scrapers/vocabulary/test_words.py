"""Words that mean the same everywhere: comparison, stock, counts, windows, quotas."""

from decimal import Decimal

import pytest

from scrapers.offer import Quota
from scrapers.refusals import PageChanged
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.use import counts, quota, window
from scrapers.vocabulary.words import comparable, squash


def test_squash_keeps_the_pages_own_characters() -> None:
    assert squash(" ￥ ４０\u00a0/\u200b月\n（首月） ") == "￥ ４０ /月 （首月）"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("￥４０／月", "¥40/月"),
        ("（首月）", "(首月)"),
        ("\\$17\\.5", "$17.5"),
        ("１，６８０", "1,680"),
        ("¥40，120 次", "¥40, 120 次"),
        ("Ｐｒｏ\u3000套餐", "Pro 套餐"),
    ],
)
def test_norm(text: str, normal: str) -> None:
    assert comparable(text) == normal


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("暂时售罄，明日 10:00 补货", "SoldOut"),
        ("Sold out", "SoldOut"),
        ("限量抢购", "LimitedAvailability"),
        ("已停止新购，存量用户可续费", "Discontinued"),
        ("立即订阅", "InStock"),
        ("Subscribe now", "InStock"),
        ("Pre-order", "PreOrder"),
        ("了解更多", None),
        ("Subscribers get more", None),
        ("不限量", None),
        ("无限量供应", None),
        ("限量抢购已结束", None),
        ("限量抢购活动已下线", None),
        ("限量抢购，售罄即止", "LimitedAvailability"),
        ("Not sold out", None),
        ("Never sold out", None),
        ("未售罄，立即订阅", "InStock"),
        ("已补货", None),
        ("暂未有货", None),
        ("Unlimited availability", None),
        ("预售已结束", None),
        ("不再销售", "Discontinued"),
    ],
)
def test_availability(text: str, word: str | None) -> None:
    assert availability(text) == word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每5小时最多约120次", [("120", "requests")]),
        ("1,200 次请求", [("1200", "requests")]),
        ("最多约 80 次 prompts", [("80", "prompts")]),
        ("1.5 万积分", [("15000", "credits")]),
        ("2 亿 tokens", [("200000000", "tokens")]),
        ("¥40，120 次", [("120", "requests")]),
        ("无限制", []),
    ],
)
def test_counts(text: str, found: list[tuple[str, str]]) -> None:
    assert list(counts(text)) == [(Decimal(amount), unit) for amount, unit in found]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("每 5 小时", "PT5H"),
        ("5-hour limit", "PT5H"),
        ("每周", "P7D"),
        ("weekly", "P7D"),
        ("每日", "P1D"),
        ("每订阅月", "P1M"),
        ("次/月", "P1M"),
        ("总计", None),
    ],
)
def test_window(text: str, span: str | None) -> None:
    assert window(text) == span


def test_quota_takes_its_window_from_the_cell_or_its_label() -> None:
    six_thousand = Quota(amount=Decimal(6000), unit="requests", window="PT5H")
    assert quota("每 5 小时 6,000 次请求") == six_thousand
    assert quota("6000 次请求", "每 5 小时限额") == six_thousand
    assert quota("不限", "每 5 小时限额") is None


@pytest.mark.parametrize("text", ["6000 次请求", "每5小时 80 次，每周 400 次"])
def test_quota_refuses_to_guess(text: str) -> None:
    with pytest.raises(PageChanged):
        quota(text)
