"""Names of tiers: badges, marketing and enums never reach the name or the slug."""

import pytest

from scrapers.refusals import PageChanged
from scrapers.vocabulary.plan_names import clean, slug


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Plus 高性价比", "Plus"),
        ("Starter 立省 ¥58", "Starter"),
        ("Pro Most popular", "Pro"),
        ("最受欢迎 Pro", "Pro"),
        ("Lite 限时 5 折", "Lite"),
        ("Andante（REGION_CN）", "Andante"),
        ("Max (海外)", "Max"),
        ("Ｌｉｔｅ\u3000套餐", "Lite 套餐"),
        ("`Pro` 高级套餐", "Pro 高级套餐"),
        ("Ultra 极速版", "Ultra 极速版"),
    ],
)
def test_clean(name: str, cleaned: str) -> None:
    assert clean(name) == cleaned


@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("Lite", "lite"),
        ("Pro 高级套餐", "pro"),
        ("Max 5x", "max-5x"),
        ("Plus 极速版", "plus-highspeed"),
        ("Plus-极速版", "plus-highspeed"),
        ("Team Standard seat", "team-standard"),
        ("Max Plan", "max"),
        ("Pro+", "pro-plus"),
        ("Plus 高性价比", "plus"),
        ("坐席", "zuo-xi"),
        ("座席", "zuo-xi"),
        ("小油包", "xiao-you-bao"),
        ("百万字版", "bai-wan-zi-ban"),
        ("个人用量包", "pack"),
        ("Ultra 立省 ¥1,200", "ultra"),
    ],
)
def test_slug(name: str, plan: str) -> None:
    assert slug(name) == plan


def test_the_vendors_own_names_come_first() -> None:
    known = {r"标准版|基础版": "standard", r"max": "max-5x"}
    assert [slug(name, known) for name in ("标准版 推荐", "MAX", "Pro")] == ["standard", "max-5x", "pro"]


@pytest.mark.parametrize("name", ["", "  ", "套餐", "立省 ¥58", "Most popular", "——", "❌", "→"])
def test_no_name_is_refused(name: str) -> None:
    with pytest.raises(PageChanged):
        slug(name)


@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("企业版 Pro", "enterprise-pro"),
        ("Pro 企业版", "enterprise-pro"),
        ("Pro", "pro"),
        ("Max 5倍", "max-5x"),
        ("Max 20 倍用量", "max-20x"),
        ("学生版", "student"),
        ("Pro 高级套餐", "pro"),
    ],
)
def test_an_edition_or_a_multiple_is_another_plan(name: str, plan: str) -> None:
    assert slug(name) == plan
