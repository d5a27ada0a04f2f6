"""Kiro: memberships counted in credits, at AWS; dollars."""

import re
from typing import ClassVar

from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject
from scrapers.source import Source
from scrapers.spider import PlanSpider
from scrapers.vocabulary.plan_names import clean


class KiroPricing(PlanRecords):
    """The pricing page names its tiers for search engines (schema.org), with what its cards show, and how each is billed.

    The credit for a first upgrade and the add-on credits are no prices.
    """

    name = "kiro-pricing"
    vendor = "kiro"
    product = "kiro"
    region = "INTL"
    currency = "USD"
    url = "https://kiro.dev/pricing/"
    addresses = r"(?:www\.)?kiro\.dev/(?:[a-z]{2}/)?pricing"
    records = ("priceCurrency name price",)
    form = "script"
    fields: ClassVar[dict[str, str]] = {"title": "name", "price": "price", "currency": "priceCurrency"}
    evidence = ("title", "price", "description")
    minimum = 4

    def text_of(self, page: Page) -> str:
        return "\n".join(Document(page).selector.css('script[type="application/ld+json"]::text').getall())

    def period_of(self, record: JsonObject, title: str) -> str | None:
        """By the month where it says so; what costs nothing is free by the month."""
        monthly = re.search(r"\bbilled monthly\b", record.maybe("description") or "", re.I)
        return "P1M" if monthly or record.maybe("price") == "0" else None

    def plan(self, name: str) -> str:
        return super().plan(re.sub(r"^Kiro ", "", clean(name), flags=re.I))


SOURCES: tuple[Source, ...] = (KiroPricing(),)


class KiroSpider(PlanSpider):
    """The pricing page, which is served whole."""

    name = "kiro"
    sources = SOURCES
