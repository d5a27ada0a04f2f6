"""Volcengine Ark (BytePlus abroad): Coding Plan and Agent Plan."""

from scrapers.page_list import PageList
from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.volcengine.activity import Activity
from scrapers.vendors.volcengine.agent_plan import AgentPlanDocs
from scrapers.vendors.volcengine.api import PriceApiCN, PriceApiIntl
from scrapers.vendors.volcengine.coding_plan import CodingPlanDocs
from scrapers.vendors.volcengine.generated import Articles
from scrapers.vendors.volcengine.model_pricing import PricingDocs
from scrapers.vendors.volcengine.page_lists import ArticleList
from scrapers.vendors.volcengine.promotion import PromotionDocs

SOURCES: tuple[Source, ...] = (
    PromotionDocs(),
    AgentPlanDocs(),
    PricingDocs(),
    CodingPlanDocs(),
    Activity(),
    PriceApiIntl(),
    PriceApiCN(),
    Articles(),
)
INDEXES: tuple[PageList, ...] = (ArticleList(),)


class VolcengineSpider(PlanSpider):
    """Volcengine's documentation, the bundle of its activity page, and BytePlus's price API."""

    name = "volcengine"
    sources = SOURCES
