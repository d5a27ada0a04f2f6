"""Kimi: one membership that includes Kimi Code, sold with other tiers and in other money in CN and overseas."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.kimi.code import KimiCode
from scrapers.vendors.kimi.goods import KimiListGoods, KimiSubscription
from scrapers.vendors.kimi.help import KimiHelp

SOURCES: tuple[Source, ...] = (KimiListGoods(), KimiHelp(), KimiSubscription(), KimiCode())


class KimiSpider(PlanSpider):
    name = "kimi"
    sources = SOURCES
