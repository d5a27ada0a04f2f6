"""OpenAI's ChatGPT, with Codex: memberships for one person, seats of Business; dollars, without tax."""

from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vendors.chatgpt.pricing import CodexPricing

SOURCES: tuple[Source, ...] = (CodexPricing(),)


class ChatgptSpider(PlanSpider):
    """ChatGPT's plans, as the documentation of Codex shows them."""

    name = "chatgpt"
    sources = SOURCES
