"""The page of Cerebras Code."""

from scrapers.reading.plan_cards import PlanCards
from scrapers.source import ALL


class CerebrasCode(PlanCards):
    """Cards whose amounts name no period; a plan is paid by the month. Their buttons say that they are sold out."""

    name = "cerebras-code-page"
    vendor = "cerebras"
    product = "cerebras-code"
    region = "INTL"
    currency = "USD"
    url = "https://www.cerebras.ai/code"
    addresses = r"(?:www\.)?cerebras\.ai/code"
    titles = r"(?:code )?(?:pro|max)"
    period = "P1M"
    gives = ALL
