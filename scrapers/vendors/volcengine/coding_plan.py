"""The overview of Volcengine's Coding Plan."""

from scrapers.source import FACTS, PRICE
from scrapers.vendors.volcengine.docs import Docs


class CodingPlanDocs(Docs):
    """The overview of the personal Coding Plan: quotas for certain, prices perhaps."""

    name = "volcengine-coding-plan-docs"
    document_id = "1925114"
    code = "coding-plan-personal-plan-overview"
    gives = PRICE | FACTS
    minimum = 0
