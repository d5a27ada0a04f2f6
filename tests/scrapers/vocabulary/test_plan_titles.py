"""A plan has one name in each language, made of its vendor, product and tier, each once."""

import re
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.curated.history_file import read_history
from db.curated.import_history import BUNDLED
from scrapers.vocabulary.brands import BRANDS
from scrapers.vocabulary.plan_titles import plan_title

CHINESE = re.compile(r"[⺀-鿿豈-﫿＀-￯]")


@pytest.mark.parametrize(
    ("key", "plan_name", "english", "chinese"),
    [
        ("zhipu/coding-plan/lite/CN", "GLM Coding Lite", "Zhipu GLM Coding Plan Lite", "智谱 GLM Coding Plan Lite"),
        ("zhipu/coding-plan/lite/INTL", "Lite", "Z.ai GLM Coding Plan Lite", "Z.ai GLM Coding Plan Lite"),
        ("zhipu/coding-plan/team-standard/CN", "团队标准版", "Zhipu GLM Coding Plan Team Standard", "智谱 GLM Coding Plan 团队标准版"),
        ("zhipu/coding-plan/team-standard/INTL", "Standard Seat", "Z.ai GLM Coding Plan Team Standard", "Z.ai GLM Coding Plan Team Standard"),
        ("minimax/token-plan/plus/CN", "TokenPlanPlus-年度会员", "MiniMax Token Plan Plus", "MiniMax Token Plan Plus"),
        ("minimax/token-plan/max-highspeed/CN", "Max-极速版", "MiniMax Token Plan Max Highspeed", "MiniMax Token Plan Max 极速版"),
        ("kimi/kimi-code/starter/CN", "Kimi Code Starter", "Kimi Code Starter", "Kimi Code Starter"),
        ("bailian/coding-plan/pro/CN", "Pro 高级套餐", "Alibaba Cloud Bailian Coding Plan Pro", "阿里云百炼 Coding Plan Pro"),
        ("bailian/coding-plan/pro/INTL", "Pro plan", "Alibaba Cloud Model Studio Coding Plan Pro", "阿里云百炼（国际站）Coding Plan Pro"),
        ("bailian/token-plan/personal-lite/CN", "Lite 套餐", "Alibaba Cloud Bailian Token Plan Personal Lite", "阿里云百炼 Token Plan 个人版 Lite"),
        ("xfyun/coding-plan/efficient/CN", "高效版", "iFLYTEK Astron Coding Plan Efficient", "讯飞星辰 Coding Plan 高效版"),
        ("codebuddy/codebuddy/advanced-once/CN", "高级版 月付", "CodeBuddy Advanced (no auto-renewal)", "腾讯 CodeBuddy 高级版（不自动续费）"),
        ("claude/membership/team-standard/INTL", "Team Standard seat", "Claude Team Standard", "Claude Team Standard"),
        ("claude/membership-ios/pro/INTL", "Pro (iOS)", "Claude Pro (App Store)", "Claude Pro（App Store）"),
        ("copilot/copilot/pro-plus/INTL", "Copilot Pro+", "GitHub Copilot Pro+", "GitHub Copilot Pro+"),
        ("opencode/go/go/INTL", "Go", "OpenCode Go", "OpenCode Go"),
        ("devin/windsurf/pro/INTL", "Windsurf Pro", "Windsurf Pro", "Windsurf Pro"),
        ("acme/coding-plan/chuang-xiang-ban/CN", "畅享版", "Acme Coding Plan Chuang Xiang Ban", "Acme Coding Plan 畅享版"),
    ],
)  # fmt: skip
def test_a_plan_is_called_as_people_call_it(key: str, plan_name: str, english: str, chinese: str) -> None:
    said = [plan_title(*key.split("/"), plan_name, lang) for lang in ("en", "zh")]
    assert said == [english, chinese]


def test_every_plan_of_the_history_has_one_name_in_each_language_and_no_other_plan_of_a_region_has_it() -> (
    None
):
    names, plans = defaultdict(set), defaultdict(set)
    for row in read_history(BUNDLED):
        one = row.offer
        key = (one.vendor, one.product, one.plan, one.region)
        for lang in ("en", "zh"):
            name = plan_title(*key, one.plan_name, lang)
            names[key, lang].add(name)
            plans[name, one.region, lang].add(key)
            assert lang == "zh" or not CHINESE.search(name)
            words = name.lower().split()
            assert all(one != next_one for one, next_one in pairwise(words)), name
    assert {key: said for key, said in names.items() if len(said) > 1} == {}
    assert {name: keys for name, keys in plans.items() if len(keys) > 1} == {}


@given(
    vendor=st.sampled_from(sorted(BRANDS)),
    tier=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True),
    region=st.sampled_from(["CN", "INTL"]),
    plan_name=st.text("套餐专业版 Lite（）-/+团队", max_size=12),
)
def test_an_english_name_has_no_chinese_whatever_the_page_calls_the_tier(
    vendor: str, tier: str, region: str, plan_name: str
) -> None:
    name = plan_title(vendor, "coding-plan", tier, region, plan_name, "en")
    assert name
    assert not CHINESE.search(name)
