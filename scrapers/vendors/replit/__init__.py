"""Replit: Core for one person, Pro for up to fifteen builders; dollars."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import Source
from scrapers.spider import PlanSpider


class ReplitPricing(PlanCards):
    """The pricing page shows the month of a year, and struck through beside it what a month costs by itself."""

    name = "replit-pricing"
    vendor = "replit"
    product = "replit"
    region = "INTL"
    currency = "USD"
    url = "https://replit.com/pricing"
    addresses = r"(?:www\.)?replit\.com/pricing"
    titles = r"(?:free|starter|core|pro|teams|enterprise)"
    prefix = r"Replit "
    crossed_month = True
    minimum = 2
    proven = False


SOURCES: tuple[Source, ...] = (ReplitPricing(),)


class ReplitSpider(PlanSpider):
    """The pricing page, which is served whole."""

    name = "replit"
    sources = SOURCES
