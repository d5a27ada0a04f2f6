"""Bailian's help pages of Coding Plan and Token Plan, at home and abroad."""

import re
from functools import lru_cache
from typing import ClassVar

from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.refusals import PageChanged
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_CN = r"(?:help|docs\.bailian\.console)\.aliyun\.com/(?:zh/)?model-studio/"
_INTL = r"(?:www\.)?alibabacloud\.com/help/en/model-studio/"
_PACK = re.compile(r"用量包|加油包|\bpack\b|bundle", re.I)
_SEAT = re.compile(r"[座坐]席|\bseat\b", re.I)
_EDITIONS = {"personal": r"个人版|\bpersonal\b", "team": r"团队版|\bteam\b"}
_EDITION = re.compile(r"token plan|个人版|团队版|\b(?:personal|team)\b(?: edition)?|[-·]", re.I)


class CodingPlanCN(PlanTable):
    """The Coding Plan page. The column of a tier that ended vanishes; only the notice remains."""

    name = "bailian-coding-plan-cn"
    vendor = "bailian"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://help.aliyun.com/zh/model-studio/coding-plan.md"
    instead: ClassVar[tuple[str, ...]] = (
        "https://docs.bailian.console.aliyun.com/zh/model-studio/coding-plan.md",
    )
    addresses = rf"{_CN}(?:user-guide/)?coding-plan"
    seats = "none"  # no tier is sold by the seat
    notices = True
    whole = True

    def plan(self, name: str) -> str:
        return super().plan(re.sub(r"coding plan", "", name, flags=re.I))


class CodingPlanIntl(CodingPlanCN):
    """The same page abroad, in dollars."""

    name = "bailian-coding-plan-intl"
    region = "INTL"
    currency = "USD"
    url = "https://www.alibabacloud.com/help/en/model-studio/coding-plan.md"
    instead = ()
    addresses = rf"{_INTL}(?:user-guide/)?coding-plan"


class TokenPlanCN(PlanTable):
    """The Token Plan overview: a personal and a team table, each with a pack that is sold per piece."""

    name = "bailian-token-plan-cn"
    vendor = "bailian"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://help.aliyun.com/zh/model-studio/token-plan-overview"
    instead: ClassVar[tuple[str, ...]] = (
        "https://docs.bailian.console.aliyun.com/zh/model-studio/token-plan-overview.md",
    )
    addresses = rf"{_CN}(?:user-guide/)?token-plan-(?:personal-|team-)?overview"
    tiers: ClassVar[dict[str, str]] = {
        r"标准[座坐]席": "standard",
        r"高级[座坐]席": "pro",
        r"尊享[座坐]席": "max",
    }
    seats = r"team-(?!pack).+"
    minimum = 4
    whole = True

    def plan_of(self, row: PlanRow) -> str:
        edition, name = _edition(row), comparable(row.name)
        return f"{edition}-{'pack' if _PACK.search(name) else self.plan(_EDITION.sub(' ', name))}"


class TokenPlanIntl(TokenPlanCN):
    """The same page abroad, in dollars."""

    name = "bailian-token-plan-intl"
    region = "INTL"
    currency = "USD"
    url = "https://www.alibabacloud.com/help/en/model-studio/token-plan-overview.md"
    instead = ()
    addresses = rf"{_INTL}token-plan-(?:personal-|team-)?overview"


def _edition(row: PlanRow) -> str:
    """Personal or team: said by the name, by the nearest heading, by the page's address, or by seats in the table."""
    seats = _any_seat(row.beside)
    said = [row.name, *reversed(row.headings), row.url.rsplit("/", 1)[-1].replace("-", " ")]
    found = [_named(words) for words in said] + [["team"] if seats else []]
    edition = one(next((named for named in found if named), []), f"edition of {row.name!r}")
    if seats and edition == "personal":
        raise PageChanged(f"seats in a personal table: {', '.join(row.beside)}")
    return edition


@lru_cache(1)  # all rows of a table ask it
def _any_seat(names: tuple[str, ...]) -> bool:
    return any(_SEAT.search(comparable(name)) for name in names)


def _named(words: str) -> list[str]:
    return [edition for edition, pattern in _EDITIONS.items() if re.search(pattern, comparable(words), re.I)]
