"""China Unicom Cloud (联通云): Token Plan; its Coding Plan ended in August 2026."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.source import Source
from scrapers.spider import PlanSpider


class CodingPlanDocs(PlanTable):
    """A document of the help centre. Its articles share one path, so that the query says which one it is."""

    name = "cucloud-coding-plan-cn"
    vendor = "cucloud"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://support.cucloud.cn/document/127/591/2357.html?id=2357&arcid=7015"
    addresses = r"support\.cucloud\.cn/document/127/591/2357(?:\.html)?"
    article: ClassVar[str] = "arcid=7015"
    seats = "none"  # whether a team pays by the seat was never stated
    browser = True
    minimum = 2
    proven = False

    def owns(self, url: str) -> bool:
        return super().owns(url) and self.article in url


class TokenPlanDocs(CodingPlanDocs):
    """The article of Token Plan: three tiers for persons, and three of the same names for teams."""

    name = "cucloud-token-plan-cn"
    product = "token-plan"
    url = "https://support.cucloud.cn/document/127/591/2357.html?id=2357&arcid=7080"
    article = "arcid=7080"
    minimum = 6

    def plan_of(self, row: PlanRow) -> str | None:
        plan = super().plan_of(row)
        above = row.headings[-1] if row.headings else ""
        return f"team-{plan}" if plan and "团队版" in above and not plan.startswith("team") else plan


SOURCES: tuple[Source, ...] = (TokenPlanDocs(), CodingPlanDocs())


class CucloudSpider(PlanSpider):
    """The two articles of its help centre."""

    name = "cucloud"
    sources = SOURCES
