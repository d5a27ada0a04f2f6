"""The overview of Volcengine's Agent Plan."""

from scrapers.source import FACTS, PRICE
from scrapers.vendors.volcengine.docs import Docs


class AgentPlanDocs(Docs):
    """The overview of the personal Agent Plan, metered in AFP, the vendor's points."""

    name = "volcengine-agent-plan-docs"
    product = "agent-plan"
    about = ("agent-plan",)
    document_id = "2366394"
    code = "agent-plan-personal-plan-overview"
    gives = PRICE | FACTS
    minimum = 4
