"""Qiniu's page of its plans."""

import re

from scrapers.offer import Quota
from scrapers.reading.cards.card import Card
from scrapers.reading.plan_cards import PlanCards
from scrapers.vocabulary.use import quotas, settled

_CREDITS = re.compile(r"[\d.,]+ ?[万亿]? ?积分 ?/ ?[月周]")


class PlanPage(PlanCards):
    """Cards by the month; quarters and years stand behind tabs whose labels only say what is saved."""

    name = "qiniu-plan-cn"
    vendor = "qiniu"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://www.qiniu.com/ai/plan"
    addresses = r"(?:www\.)?qiniu\.com/ai/plan"
    titles = r"Enterprise [SMB]"
    tiers = {"enterprise s": "enterprise-s", "enterprise m": "enterprise-m", "enterprise b": "enterprise-b"}
    run_on = r"积分按模型实际消耗扣减|Subscription Rules"
    minimum = 3

    def quotas(self, card: Card) -> tuple[Quota, ...]:
        """The credits of a month and of a week."""
        return settled(quota for said in _CREDITS.findall(card.text) for quota in quotas(said))
