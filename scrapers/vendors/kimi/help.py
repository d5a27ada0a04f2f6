"""Kimi's help page about the membership."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.cards.card import Card
from scrapers.reading.plan_lines import PlanLines
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tables import NAME_LABELS
from scrapers.source import FACTS, PRICE
from scrapers.unread import Unread
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_MULTIPLE = re.compile(r"(?:[-*·•] )?Kimi Code (?P<times>\d+(?:\.\d+)?) ?倍额度", re.I)


class KimiHelp(PlanLines, PlanTable):
    """The help page: CNY by month in a table and again in the heading of each tier; of the year only that it is cheaper.

    The two must agree; a rendering that lost the table is read by its headings. Quotas of Kimi Code are
    multiples of the first tier's monthly one, that stand below the headings.
    """

    name = "kimi-help-cn"
    vendor = "kimi"
    product = "membership"
    products = ("kimi-code",)  # a part of the membership, spoken of under its own headings
    region = "CN"
    currency = "CNY"
    url = "https://www.kimi.com/help/membership/membership-pricing"
    addresses = r"(?:www\.)?kimi\.com/(?:zh-cn/)?help/membership/membership-pricing"
    names = NAME_LABELS
    prices = r"连续包月|单月(?:价格?)?|连续包年"
    uses = r"(?!)"  # quotas stand below the headings
    titles = r"adagio|andante|moderato|allegretto|allegro|vivace|go|plus|pro|max|ultra"
    minimum = 4
    gives = PRICE | FACTS

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        headed = list(PlanLines.offers(self, page))
        quotas = {offer.plan: offer.quotas for offer in headed if isinstance(offer, Offer)}
        for found in (*PlanTable.offers(self, page), *headed):
            if isinstance(found, Offer):
                found = replace(found, quotas=quotas.get(found.plan, ()))
            yield found

    def quotas(self, card: Card) -> tuple[Quota, ...]:
        said = (_MULTIPLE.fullmatch(comparable(line.text)) for line in card.facts)
        times = sorted({Decimal(found["times"]) for found in said if found})
        if not times:
            return ()
        amount = one(times, f"multiple of Kimi Code for {card.title}")
        return (Quota(amount=amount, unit="multiple", window="P1M"),)
