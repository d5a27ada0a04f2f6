"""China Telecom Cloud (天翼云): Token Plan; it also resold GLM plans until they ran out."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.ctyun.plans import CtyunPlans

SOURCES: tuple[Source, ...] = (CtyunPlans(),)


class CtyunSpider(PlanSpider):
    """Its document of plans."""

    name = "ctyun"
    sources = SOURCES
