"""The notice of 2026-04-21 on the plans of the first customers, which repeats what the current ones cost."""

import re
from collections.abc import Iterator
from typing import ClassVar

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document, Record, Table
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, each
from scrapers.vendors.zhipu.plans import plan
from scrapers.vocabulary.prices.money import money
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.words import comparable

_PRICE = r"(?:current|latest) (?:standard |discounted )?price|(?:当前|现行|最新)(?:标准|优惠|折扣|折后)?(?:价|价格|售价)"
_NAMES = r"套餐|套餐类型|plan|plan type"
_TERMS = {
    "P1M": r"(?:monthly|month)(?: plan)?|(?:连续)?包月(?:套餐)?|月付",
    "P3M": r"(?:quarterly|quarter)(?: plan)?|(?:连续)?包季(?:套餐)?|季付",
    "P1Y": r"(?:annual|yearly|year)(?: plan)?|(?:连续)?包年(?:套餐)?|年付",
}


class TransitionIntl(Source):
    """A table for each term with the current price of each plan, "for reference only"; whole term, in dollars.

    The half price beside it is for those whose first plan ended in 2026. The notice is not kept up to date (it
    still said 72 and 160 when 80 and 168 were charged), so it gives nothing and only answers for itself.
    """

    name = "zhipu-transition-intl"
    vendor = "zhipu"
    product = "coding-plan"
    region = "INTL"
    currency: ClassVar[str] = "USD"
    url = "https://docs.z.ai/devpack/transition.md"
    addresses = r"docs\.z\.ai/devpack/transition"
    gives = frozenset()
    nightly = False

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        period = None
        for block in Document(page).blocks:
            if not isinstance(block, Table):
                period = _term(block.text) or period
            elif block.labelled(_PRICE):
                if period is None:
                    raise PageChanged("a table of prices that no term stands over")
                yield from self._priced(block, period)
                period = None

    def _priced(self, table: Table, period: str) -> Iterator[Offer | Unread]:
        rows = table.records(_PRICE, _NAMES)
        yield from each(rows, lambda row: [self._offer(row, period)], Record.quoted)

    def _offer(self, row: Record, period: str) -> Offer:
        cell = row.one(_PRICE)
        terms = Terms(money(cell.text, self.currency), period)
        return self.offer(row.name, terms, cell.said, plan=plan(row.name))


class TransitionCn(TransitionIntl):
    """The same notice in yuan."""

    name = "zhipu-transition-cn"
    region = "CN"
    currency = "CNY"
    url = "https://docs.bigmodel.cn/cn/coding-plan/transition.md"
    addresses = r"docs\.bigmodel\.cn/cn/coding-plan/transition"


def _term(text: str) -> str | None:
    said = comparable(text).rstrip(":： ")
    return next((term for term, pattern in _TERMS.items() if re.fullmatch(pattern, said, re.I)), None)
