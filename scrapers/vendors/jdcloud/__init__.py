"""JD Cloud: Coding Plan, and Token Plan for persons and for companies."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.jdcloud.docs import PackageOverview, TokenPlanDocs
from scrapers.vendors.jdcloud.page import CodingPlanPage

SOURCES: tuple[Source, ...] = (CodingPlanPage(), TokenPlanDocs(), PackageOverview())


class JdcloudSpider(PlanSpider):
    """The page of Coding Plan and the documents, of which the one of Coding Plan states use and no price."""

    name = "jdcloud"
    sources = SOURCES
