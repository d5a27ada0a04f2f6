"""The documentation of MiMo's Token Plan."""

import re
from collections.abc import Iterator
from typing import ClassVar

from scrapers.offer import Offer
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.unread import Unread
from scrapers.vocabulary.words import comparable


class PriceDocsCN(PlanTable):
    """Tiers are columns, those of teams under a heading of their own and sold by the seat. It only confirms."""

    name = "xiaomi-price-docs-cn"
    vendor = "xiaomi"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://mimo.mi.com/docs/zh-CN/price/token-plan"
    addresses = r"mimo\.mi\.com/docs/zh-CN/price/token-plan|platform\.xiaomimimo\.com/token-plan"
    seats = "team-.+"
    minimum = 4
    gives = frozenset()
    proven = False

    def plan_of(self, row: PlanRow) -> str:
        """A tier of a team is known by its name, else by the nearest heading that names an edition."""
        editions = re.compile(r"团队|个人|\b(?:team|personal|individual)\b", re.I)
        said = next(
            (found[0] for text in (row.name, *reversed(row.headings)) if (found := editions.search(text))), ""
        )
        tier = re.sub(r"token plan|团队版?|个人版?|\b(?:team|personal)\b", " ", row.name, flags=re.I)
        return self.plan(f"team {tier}" if re.match("团队|team", said, re.I) else tier)


class Subscription(PriceDocsCN):
    """One cell states yuan and dollars, a month and a year: what is in dollars is sold abroad."""

    name = "xiaomi-subscription"
    regions = ("CN", "INTL")
    url = "https://platform.xiaomimimo.com/static/docs/tokenplan/subscription.md"
    instead = ("https://platform.xiaomimimo.com/static/docs/price/tokenplan/subscription.md",)
    addresses = r"platform\.xiaomimimo\.com/static/docs/(?:price/)?tokenplan/subscription"
    minimum = 8
    gives = PlanTable.gives

    def read(self, row: PlanRow) -> Iterator[Offer | Unread]:
        yield from super().read(row)
        if re.search(r"\$|USD|美元", comparable(row.said), re.I):
            yield from _Abroad().read(row)


class _Abroad(PriceDocsCN):
    """What the same rows state in dollars."""

    region = "INTL"
    currency: ClassVar[str] = "USD"
