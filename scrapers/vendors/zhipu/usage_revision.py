"""The notice of 2026-07-30 on plans that are no longer sold."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.tables import Table
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.refusals import PageChanged
from scrapers.unread import Unread
from scrapers.vendors.zhipu.docs import Docs
from scrapers.vocabulary.prices.billing import MONTHS
from scrapers.vocabulary.prices.money import number
from scrapers.vocabulary.prices.price_columns import Priced
from scrapers.vocabulary.prices.price_labels import term
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.select import some

_SHARE = re.compile(r"包[月季年](?: ?(?P<off>\d+(?:\.\d+)?) ?折)?")


class UsageRevision(Docs):
    """What each term of the former plans costs per month, and their quotas; only existing customers can pay that.

    That a number is per month is proven by the discount in its column's head: 包季 9 折 stands over nine tenths of
    the monthly price.
    """

    name = "zhipu-usage-revision-cn"
    currency = "CNY"
    url = "https://docs.bigmodel.cn/cn/coding-plan/notice/usage-revision.md"
    addresses = r"docs\.bigmodel\.cn/cn/coding-plan/notice/usage-revision"
    prices = r"包[月季年].*"
    gives = frozenset()
    nightly = False

    def tables(self, document: Document) -> list[Table]:
        return [
            table
            for table in document.tables
            if table.labelled("包月") or any("个人套餐" in heading for heading in table.headings)
        ]

    def stated(self, document: Document, page: Page) -> Iterator[Offer | Unread]:
        found = list(super().stated(document, page))
        yield from (one for one in found if isinstance(one, Unread))
        offers = [offer for offer in found if isinstance(offer, Offer)]
        quotas = {offer.plan: offer.quotas for offer in offers if offer.price is None}
        for offer in some([offer for offer in offers if offer.price is not None], "plans with a price"):
            yield replace(offer, quotas=quotas.get(offer.plan, ()), availability="Discontinued")

    def terms_of(self, row: PlanRow) -> list[Priced]:
        cells = row.prices(self.prices)
        return [Priced(_whole(cell.label, cell.text, row.record.one("包月").text), (cell,)) for cell in cells]

    def words_of(self, row: PlanRow, one: Priced) -> str:
        return one.said


def _whole(label: str, shown: str, monthly: str) -> Terms:
    """The term of a column and what it costs as a whole."""
    share, period = _SHARE.fullmatch(label), term(label)
    if not share or not period or number(shown) != number(monthly) * number(share["off"] or "10") / 10:
        raise PageChanged(f"{label!r} {shown} is not that share of {monthly} a month")
    return Terms(number(shown) * MONTHS[period], period)
