"""One vocabulary says whose a plan is, what product it is, and whom a person means by a word."""

import csv
from pathlib import Path

import pytest

from scrapers.vocabulary.brands import (
    BRANDS,
    brands_named,
    called,
    name_of_another,
    product_called,
    product_named,
    vendors_called,
    without_names,
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "vendors"),
    [
        ("GLM Coding Plan Lite", ["zhipu"]),
        ("ＧＬＭ　Lite", ["zhipu"]),
        ("GLMLite", ["zhipu"]),
        ("Coding Plan Lite（火山方舟）", ["volcengine"]),
        ("模力方舟 Pro", ["moark"]),
        ("Cursor Pro", ["cursor"]),
        ("GitHub Copilot Pro+", ["copilot"]),
        ("Kimi Allegro", ["kimi"]),
        ("KAT-Coder Starter", ["kwaikat"]),
        ("豆包 MarsCode Pro", ["trae"]),
        ("通义灵码 专业版", ["qoder"]),
        ("百度 Comate", ["comate"]),
        ("阶跃星辰 / 讯飞星辰", ["stepfun", "xfyun"]),
        ("Claude Max 20x", ["claude"]),
        ("v0 Team", ["v0"]),
        ("Amp Pro", ["amp"]),
        ("GLM 5折", ["zhipu"]),
    ],
)
def test_a_name_says_whose_a_plan_is(words: str, vendors: list[str]) -> None:
    assert brands_named(words) == vendors


@pytest.mark.parametrize(
    "words",
    [
        "Lite", "Pro 高级套餐", "Max", "Token Plan", "API v0.5", "amplified", "an ordinary warp", "标准座席",
        "GLM-5, Kimi-K2.5, MiniMax-M2.5", "Qwen3-Coder-Plus", "Doubao-Seed-Code", "Claude Opus 4.5", "GLM 系列模型",
        "DeepSeek-V3.2", "GPT-5.2-Codex", "KAT-Coder-Pro V1", "Kimi K2", "豆包大模型",
    ],
)  # fmt: skip
def test_tiers_models_and_ordinary_words_are_nobodys(words: str) -> None:
    assert brands_named(words) == []


def test_another_is_named_as_it_is_written_and_ones_own_name_is_none() -> None:
    assert name_of_another("智谱 GLM Coding Plan", "bailian") == "智谱"
    assert name_of_another("智谱 GLM Coding Plan", "zhipu") is None
    assert name_of_another("阿里云 通义灵码", "bailian") == "通义灵码"


@pytest.mark.parametrize(
    ("words", "vendor", "product"),
    [
        ("Token Plan Lite", None, "token-plan"),
        ("TokenPlanPlus-年度会员", "minimax", "token-plan"),
        ("CodingLite", "volcengine", "coding-plan"),
        ("Agent Plan Small", "volcengine", "agent-plan"),
        ("Hy Token Plan Lite", "tencent", "hy-token-plan"),
        ("Token Plan 企业版", "qianfan", "token-plan-enterprise"),
        ("Token Plan 企业版", "bailian", "token-plan"),
        ("M Plan", "minimax", "m-plan"),
        ("Coding Plan 与 Token Plan", None, None),
        ("Lite", "qianfan", None),
        ("Coding agents", None, None),
    ],
)
def test_words_name_a_product(words: str, vendor: str | None, product: str | None) -> None:
    assert product_named(words, vendor) == product


@pytest.mark.parametrize(
    ("text", "vendor"),
    [
        ("智谱", "zhipu"), ("z.ai", "zhipu"), ("glm lite", "zhipu"), ("字节", "volcengine"), ("oc", "opencode"),
        ("Claude Pro", "claude"), ("kimi k2", "kimi"), ("bailian", "bailian"), ("副驾驶", "copilot"), ("amazon-q", "amazon-q"),
    ],
)  # fmt: skip
def test_a_person_finds_a_vendor_by_any_of_its_names(text: str, vendor: str) -> None:
    assert vendors_called(text)[0] == vendor


def test_a_text_that_names_nobody_finds_nobody() -> None:
    assert vendors_called("lite") == vendors_called("") == []


def test_no_name_means_two_vendors() -> None:
    owners: dict[str, set[str]] = {}
    for brand in BRANDS.values():
        for name in (*brand.names, *brand.words):
            owners.setdefault(name.lower(), set()).add(brand.vendor)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_every_name_names_its_vendor() -> None:
    for brand in BRANDS.values():
        for name in (*brand.names, *brand.words):
            assert brands_named(f"{name} Pro") == [brand.vendor], name


@pytest.mark.shared
def test_every_vendor_of_the_history_has_its_names_and_products(shared: Path) -> None:
    for path in sorted((shared / "history").glob("prices*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            sold = {(row["vendor"], row["product"]) for row in csv.DictReader(file)}
        missing = {
            (vendor, product)
            for vendor, product in sold
            if vendor not in BRANDS or product not in BRANDS[vendor].products
        }
        assert missing == set(), path


@pytest.mark.parametrize(
    ("words", "vendor", "tier"),
    [
        ("GLM Coding Lite", "zhipu", "Lite"), ("智谱 GLM Coding Plan Max", "zhipu", "Max"), ("Hy Token Plan Pro", "tencent", "Pro"),
        ("GitHub Copilot Pro+", "copilot", "Pro+"), ("Astron Coding Plan 专业版", "xfyun", "专业版"), ("Kimi Andante", "kimi", "Andante"),
        ("Max-极速版", "minimax", "Max-极速版"), ("Token Plan 标准座席", "bailian", "标准座席"), ("Claude Max 20x", "claude", "Max 20x"),
    ],
)  # fmt: skip
def test_a_tier_is_what_a_name_says_beside_its_vendor_and_product(words: str, vendor: str, tier: str) -> None:
    assert " ".join(without_names(words, vendor).split()) == tier


def test_a_vendor_abroad_and_a_product_are_called_by_their_names() -> None:
    assert [called("volcengine", lang, region) for lang in ("en", "zh") for region in ("CN", "INTL")] == [
        "Volcengine Ark", "BytePlus", "火山方舟", "BytePlus",
    ]  # fmt: skip
    assert [product_called(slug) for slug in ("hy-token-plan", "le-chat")] == ["Hy Token Plan", "Le Chat"]
