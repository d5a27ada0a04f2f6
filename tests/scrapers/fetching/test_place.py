"""Where an answer may come from: the vendor's own places, also renamed ones, and whose page stands there."""

import pytest

from scrapers.fetching.same_site import reader, refuse_astray
from scrapers.refusals import NotAPricePage, Refused
from scrapers.registry import named, owner

MOVED = [
    ("minimax-docs-cn", "https://platform.minimax.cn/docs/token-plan/intro.md"),
    ("minimax-docs-cn", "https://platform.minimax.cn/docs/m-plan/intro"),
    ("bailian-coding-plan-cn", "https://docs.bailian.console.aliyun.com/zh/model-studio/coding-plan"),
    (
        "volcengine-coding-plan-docs",
        "https://docs.volcengine.com/docs/ark/coding-plan-personal-plan-overview",
    ),
    ("claude-pricing", "https://www.anthropic.com/pricing"),
]
ASTRAY = [
    ("minimax-docs-cn", "https://minimax.example/docs/token-plan/intro.md"),
    ("minimax-docs-cn", "https://evil.minimax.cn.example/docs/m-plan/intro.md"),
    ("minimax-docs-cn", "https://www.kimi.com/help/membership/membership-pricing"),
    ("zhipu-docs-cn", "https://docs.z.ai/devpack/overview"),
    ("bailian-coding-plan-cn", "http://169.254.169.254/latest/meta-data/"),
]


@pytest.mark.parametrize(("name", "got"), MOVED)
def test_a_vendors_own_renamed_place_is_followed(name: str, got: str) -> None:
    refuse_astray(named(name), named(name).url, got)


@pytest.mark.parametrize(("name", "got"), ASTRAY)
def test_another_site_or_region_is_not(name: str, got: str) -> None:
    with pytest.raises(Refused) as refusal:
        refuse_astray(named(name), named(name).url, got)
    assert refusal.value.outcome in ("elsewhere", "region")


def test_a_page_that_became_another_is_read_as_that_one() -> None:
    asked = named("bailian-coding-plan-cn")
    assert (
        reader(asked, "https://help.aliyun.com/zh/model-studio/token-plan-overview").product == "token-plan"
    )
    assert reader(asked, "https://docs.bailian.console.aliyun.com/zh/model-studio/coding-plan") is asked
    assert reader(asked, "https://help.aliyun.com/zh/model-studio/nothing-we-know") is asked
    with pytest.raises(NotAPricePage):
        refuse_astray(asked, asked.url, "https://www.alibabacloud.com/help/en/model-studio/coding-plan")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://platform.minimax.cn/docs/m-plan/intro.md", "minimax-m-plan-docs-cn"),
        ("https://platform.minimaxi.com/docs/m-plan/faq", "minimax-m-plan-docs-cn"),
        ("https://platform.minimax.io/docs/m-plan/intro", "minimax-m-plan-docs-intl"),
        ("https://platform.minimax.cn/docs/token-plan/intro", "minimax-docs-cn"),
        (
            "https://docs.volcengine.com/docs/ark/agent-plan-personal-plan-overview",
            "volcengine-agent-plan-docs",
        ),
        (
            "https://ark.volcengine.com/region:cn-beijing/docs/ark/coding-plan-personal-plan-overview.md",
            "volcengine-coding-plan-docs",
        ),
        (
            "https://ark.volcengine.com/region:ark+cn-beijing/docs/82379/1925114?lang=zh",
            "volcengine-coding-plan-docs",
        ),
        ("https://docs.bailian.console.aliyun.com/zh/model-studio/coding-plan.md", "bailian-coding-plan-cn"),
        (
            "https://docs.bailian.console.aliyun.com/zh/model-studio/token-plan-overview.md",
            "bailian-token-plan-cn",
        ),
        ("https://www.kimi.com/code", "kimi-code-page"),
        ("https://www.kimi.com/code/zh", "kimi-code-page"),
        ("https://docs.z.ai/devpack/transition", "zhipu-transition-intl"),
        ("https://docs.bigmodel.cn/cn/coding-plan/transition.md", "zhipu-transition-cn"),
        ("https://support.claude.com/en/articles/9266767-what-is-the-team-plan", "claude-team-support"),
    ],
)
def test_an_address_that_states_prices_has_its_source(url: str, name: str) -> None:
    assert owner(url).name == name
