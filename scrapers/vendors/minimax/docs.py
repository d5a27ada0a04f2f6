"""MiniMax's docs: tables whose columns are the plans, in Chinese (yuan) and in English (dollars)."""

import re
from typing import ClassVar

from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.vendors.minimax.products import M_TIERS, tier
from scrapers.vocabulary.words import comparable

_FAST = re.compile(r"极速版|high-?speed", re.I)
_SPEED = re.compile(rf"标准版|standard|{_FAST.pattern}", re.I)


class _Docs(PlanTable):
    """A table stands for the month or the year, for the standard or the fast models. Agents that can run at once are no quota."""

    vendor = "minimax"
    products = ("token-plan", "coding-plan", "m-plan")
    tier_names = rf"(?:{M_TIERS}|starter|plus|max|ultra)(?:[ -]?(?:极速版|high-?speed))?"
    others = r"用量|支持模型|套餐资源|适[合用]场景|额度窗口|Agent 用量|prompts|requests|features|best for|quota window|agent usage"
    uses = r"用量|额度|(?:模型)?调用.*|prompts?|usage|requests?|(?:MiniMax[ -])?M\d.*|.*(?:小时|hours?|周|week).*"
    model = r"(?:MiniMax[ -])?M\d+(?:\.\d+)?(?:-[a-z]+)?"

    def plan_of(self, row: PlanRow) -> str:
        named = (_SPEED.findall(comparable(words)) for words in reversed(row.headings))
        speeds = {_FAST.fullmatch(word) is not None for word in next(filter(None, named), [])}
        fast = speeds == {True} and not _FAST.search(row.name)
        return self.plan(f"{tier(row.name)}-highspeed" if fast else tier(row.name))


class MinimaxDocsCn(_Docs):
    """Token Plan in yuan; the same docs under the old and the new domain."""

    name = "minimax-docs-cn"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://platform.minimaxi.com/docs/token-plan/intro.md"
    instead: ClassVar[tuple[str, ...]] = ("https://platform.minimax.cn/docs/token-plan/intro.md",)
    addresses = r"platform\.minimax(?:i\.com|\.cn)/docs/(?:token-plan/intro|guides/pricing-token-plan)"
    minimum = 3


class MinimaxDocsIntl(MinimaxDocsCn):
    """Token Plan in dollars. The platform's settings service still answers older prices and is not read."""

    name = "minimax-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://platform.minimax.io/docs/token-plan/intro.md"
    instead = ()
    addresses = r"platform\.minimax\.io/docs/(?:token-plan/intro|guides/pricing-token-plan)"


class MinimaxMPlanDocsCn(MinimaxDocsCn):
    """M Plan in yuan, which replaced Token Plan for new customers on 2026-09-30; first under the new domain."""

    name = "minimax-m-plan-docs-cn"
    product = "m-plan"
    url = "https://platform.minimax.cn/docs/m-plan/intro.md"
    instead: ClassVar[tuple[str, ...]] = ("https://platform.minimaxi.com/docs/m-plan/intro.md",)
    addresses = r"platform\.minimax(?:i\.com|\.cn)/docs/(?:m-plan/[a-z0-9-]+|guides/pricing-m-plan)"


class MinimaxMPlanDocsIntl(MinimaxMPlanDocsCn):
    """M Plan in dollars, should it be sold abroad: no such page is known yet."""

    name = "minimax-m-plan-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://platform.minimax.io/docs/m-plan/intro.md"
    instead = ()
    addresses = r"platform\.minimax\.io/docs/(?:m-plan/[a-z0-9-]+|guides/pricing-m-plan)"
    nightly = False


class MinimaxCodingDocsCn(MinimaxDocsCn):
    """Coding Plan, as Token Plan was called until 2026-03-18; the pages are gone."""

    name = "minimax-coding-docs-cn"
    product = "coding-plan"
    url = "https://platform.minimaxi.com/docs/pricing/coding-plan.md"
    instead = ()
    addresses = r"platform\.minimax(?:i\.com|\.cn)/docs/(?:pricing/coding-plan|guides/pricing-coding-plan|coding-plan/intro)"
    nightly = False


class MinimaxCodingDocsIntl(MinimaxCodingDocsCn):
    """Coding Plan in dollars."""

    name = "minimax-coding-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://platform.minimax.io/docs/pricing/coding-plan.md"
    addresses = (
        r"platform\.minimax\.io/docs/(?:pricing/coding-plan|guides/pricing-coding-plan|coding-plan/intro)"
    )
