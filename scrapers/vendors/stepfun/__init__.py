"""StepFun's Step Plan."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.stepfun.docs import OverviewCN
from scrapers.vendors.stepfun.pricing import StepPlanCN

SOURCES: tuple[Source, ...] = (OverviewCN(), StepPlanCN())


class StepfunSpider(PlanSpider):
    """StepFun's overview of its Step Plan."""

    name = "stepfun"
    sources = SOURCES
