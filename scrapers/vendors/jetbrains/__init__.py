"""JetBrains AI: licences for one person and, under the same names, for each seat of an organization; dollars."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scrapers.offer import Offer, Quota
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular import labels
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.source import PRICE, Source
from scrapers.spider import PlanSpider
from scrapers.unread import Unread
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.words import comparable


class Licensing(PlanTable):
    """The help page on licences: a table for one person and one for organizations, of what 30 days cost."""

    name = "jetbrains-licensing"
    vendor = "jetbrains"
    product = "jetbrains-ai"
    region = "INTL"
    currency = "USD"
    url = "https://www.jetbrains.com/help/ai-assistant/licensing-and-subscriptions.html"
    addresses = r"(?:www\.)?jetbrains\.com/help/ai-assistant/licensing-and-subscriptions(?:\.html)?"
    names = rf"{labels.NAMES}|licen[sc]e(?: tier)?"
    gives = PRICE
    minimum = 4
    proven = False

    def plan(self, name: str) -> str:
        return super().plan(re.sub(r"^(?:JetBrains )?AI ", "", clean(name), flags=re.I))

    def section_of(self, row: PlanRow) -> str | None:
        """A month where the row, its labels or the headings above speak of 30 days."""
        said = comparable(" ".join([*row.record.cells, row.said, *row.headings]))
        return super().section_of(row) or ("P1M" if re.search(r"\b30[- ]days?\b", said) else None)

    def quotas_of(self, row: PlanRow, plan: str) -> tuple[Quota, ...]:
        """None: a source of prices alone."""
        return ()

    def read(self, row: PlanRow) -> Iterator[Offer | Unread]:
        """A licence of an organization is sold by the seat."""
        for one in super().read(row):
            seat = re.search(r"organi[sz]ation|business|team", comparable(" ".join(row.headings)), re.I)
            yield replace(one, per="seat") if isinstance(one, Offer) and seat else one


class Shop(PlanCards):
    """The page to buy on is a script without prices."""

    name = "jetbrains-shop"
    vendor = "jetbrains"
    product = "jetbrains-ai"
    region = "INTL"
    currency = "USD"
    url = "https://www.jetbrains.com/ai-ides/buy/"
    addresses = r"(?:www\.)?jetbrains\.com/ai-ides/buy"
    titles = r"AI (?:Free|Pro|Ultimate|Enterprise)"
    minimum = 0
    gives = frozenset()
    proven = False
    nightly = False


SOURCES: tuple[Source, ...] = (Licensing(), Shop())


class JetbrainsSpider(PlanSpider):
    """The help page, which is served whole."""

    name = "jetbrains"
    sources = SOURCES
