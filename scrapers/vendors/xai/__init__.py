"""xAI: SuperGrok, a membership that includes Grok's coding tools; dollars."""

from typing import ClassVar

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import Source
from scrapers.spider import PlanSpider


class XaiPricing(PlanCards):
    """The pricing page: a card a tier; one without an amount states no price."""

    name = "xai-pricing"
    vendor = "xai"
    product = "supergrok"
    region = "INTL"
    currency = "USD"
    url = "https://x.ai/pricing"
    addresses = r"(?:www\.)?(?:x\.ai/pricing|grok\.com/plans)"
    titles = r"SuperGrok(?: (?:Lite|Plus|Heavy))?|Grok Business"
    tiers: ClassVar[dict[str, str]] = {
        "supergrok lite": "lite",
        "supergrok plus": "plus",
        "supergrok heavy": "heavy",
        "grok business": "business",
    }
    seats = r"business"
    minimum = 2
    proven = False


SOURCES: tuple[Source, ...] = (XaiPricing(),)


class XaiSpider(PlanSpider):
    """The pricing page."""

    name = "xai"
    sources = SOURCES
