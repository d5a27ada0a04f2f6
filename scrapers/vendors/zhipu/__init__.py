"""Zhipu: the GLM Coding Plan at bigmodel.cn (CN, yuan) and at z.ai (INTL, dollars)."""

from scrapers.page_list import PageList
from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.zhipu.checkout import BatchPreview
from scrapers.vendors.zhipu.client import ClientConfigs
from scrapers.vendors.zhipu.docs import DocsCn, DocsIntl, TeamDocsCn
from scrapers.vendors.zhipu.page_lists import DocsIndexCn, DocsIndexIntl
from scrapers.vendors.zhipu.subscribe import GlmCodingCn
from scrapers.vendors.zhipu.subscribe_intl import SubscribeIntl
from scrapers.vendors.zhipu.team import TeamPricing
from scrapers.vendors.zhipu.transition import TransitionCn, TransitionIntl
from scrapers.vendors.zhipu.usage_revision import UsageRevision

SOURCES: tuple[Source, ...] = (
    GlmCodingCn(),
    DocsCn(),
    TeamDocsCn(),
    SubscribeIntl(),
    TeamPricing(),
    DocsIntl(),
    BatchPreview(),
    ClientConfigs(),
    UsageRevision(),
    TransitionIntl(),
    TransitionCn(),
)
INDEXES: tuple[PageList, ...] = (DocsIndexCn(), DocsIndexIntl())


class ZhipuSpider(PlanSpider):
    name = "zhipu"
    sources = SOURCES
