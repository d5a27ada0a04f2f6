"""Google: AI Plus, Pro and Ultra for one person, Gemini Code Assist by the seat; dollars."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.google.subscriptions import GeminiSubscriptions

SOURCES: tuple[Source, ...] = (GeminiSubscriptions(),)


class GoogleSpider(PlanSpider):
    """Google's plans, as they are sold in the United States."""

    name = "google"
    sources = SOURCES
