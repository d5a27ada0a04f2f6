"""UCloud CompShare (优云智算): packages of calls by the month, which it calls Coding Plan."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable
from scrapers.source import Source
from scrapers.spider import PlanSpider


class PackageDocs(PlanTable):
    """One table, a tier a column. Lite and Pro meant other tiers before 11 May 2026; packs for one purchase stand apart."""

    name = "compshare-coding-plan-cn"
    vendor = "compshare"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.compshare.cn/docs/modelverse/package_plan/package"
    instead: ClassVar[tuple[str, ...]] = (
        "https://www.compshare.cn/docs/modelverse/package_plan/coding-plan",
    )
    addresses = r"(?:www\.)?compshare\.cn/docs/modelverse/package_plan/(?:package|coding-plan)(?:\.html)?"
    minimum = 6
    proven = False


SOURCES: tuple[Source, ...] = (PackageDocs(),)


class CompshareSpider(PlanSpider):
    """The page of its documentation, which is served whole."""

    name = "compshare"
    sources = SOURCES
