"""Cline's documentation of ClinePass."""

from scrapers.reading.plan_sentences import PlanSentences
from scrapers.source import PRICE


class ClinePass(PlanSentences):
    """The price stands in the first sentence; the tables hold prices of tokens, that nobody of this plan pays."""

    name = "cline-docs"
    vendor = "cline"
    product = "clinepass"
    region = "INTL"
    currency = "USD"
    url = "https://docs.cline.bot/getting-started/clinepass.md"
    addresses = r"docs\.cline\.bot/getting-started/clinepass"
    titles = r"clinepass"
    gives = PRICE
