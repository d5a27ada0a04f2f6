"""The page of Cerebras Code."""

import re

from scrapers.offer import Quota
from scrapers.reading.cards.card import Card
from scrapers.reading.plan_cards import PlanCards
from scrapers.source import ALL
from scrapers.vocabulary.use import quotas, settled

_TOKENS = re.compile(r"[\d.,]+ ?(?:million|billion|M) tokens ?(?:/|per) ?day", re.I)


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

    def quotas(self, card: Card) -> tuple[Quota, ...]:
        """The tokens of a day, from a sentence."""
        return settled(quota for said in _TOKENS.findall(card.text) for quota in quotas(said))
