"""Alibaba's Qoder (Tongyi Lingma at home until 2026-05-20): memberships of its own editor."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.qoder.docs import BillingCN, DocsIntl, NoticeIntl

SOURCES: tuple[Source, ...] = (BillingCN(), DocsIntl(), NoticeIntl())


class QoderSpider(PlanSpider):
    """Qoder's documentation of its plans, at home and abroad."""

    name = "qoder"
    sources = SOURCES
