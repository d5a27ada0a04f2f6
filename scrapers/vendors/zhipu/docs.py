"""The documentation's pages: quotas and models of each plan, and the one price table, of plans no longer sold."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Cell, Document, Record, Text
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tables import Table
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.refusals import PageChanged
from scrapers.source import FACTS
from scrapers.unread import Unread
from scrapers.vendors.zhipu.plans import SEATS, TIERS, plan, quotas
from scrapers.vocabulary.prices.billing import MONTHS
from scrapers.vocabulary.prices.money import number
from scrapers.vocabulary.prices.price_columns import PriceCell, Priced
from scrapers.vocabulary.prices.price_terms import Terms
from scrapers.vocabulary.select import one, some
from scrapers.vocabulary.words import comparable

_LINE = re.compile(r"(?P<name>[^:：，。]{1,20}?套餐) ?[:：] ?(?P<said>.+)")
_MODELS = re.compile(r"所有套餐[均都]?支持(?P<models>[^。]*)")
_MODEL = re.compile(r"GLM-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_TERM = re.compile(r"包(?P<term>[月季年])(?: ?(?P<off>\d+(?:\.\d+)?) ?折)?")
_TERMS = {"月": "P1M", "季": "P3M", "年": "P1Y"}
_LISTED = "list item"  # the label of what a list item says of a plan


class _Docs(PlanTable):
    """Tables of quotas by plan, or of what they cost by the month."""

    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"
    names = r"套餐|套餐类型|席位类型|个人套餐|团队套餐|plan|plan type|seat|seat type"
    prices = r"(?!)"
    uses = r".*(?:5 ?小时|5 ?h\b|5[- ]?hours?\b|周|7 ?天|weekly|每月|月度?积分|monthly).*"
    tier_names = rf"(?:GLM Coding )?(?:{'|'.join(TIERS)})(?: ?套餐| plan)?|{'|'.join(SEATS)}"
    seats = r"team-.*"

    def plan(self, name: str) -> str:
        return plan(name)


class DocsCn(_Docs):
    """The plan overview of docs.bigmodel.cn: quotas by plan and the models of all plans, no price of a plan.

    "每月最低仅需 20 元" names no plan, and amounts in the questions and answers are worked examples.
    """

    name = "zhipu-docs-cn"
    url = "https://docs.bigmodel.cn/cn/coding-plan/overview.md"
    addresses = r"docs\.bigmodel\.cn/cn/coding-plan/(?:overview|faq)"
    minimum = 0
    gives = FACTS

    def rows(self, document: Document, page: Page) -> Iterator[PlanRow | Unread]:
        """The plans of the tables, and of list items such as "Lite 套餐：每 5 小时最多约 120 次 prompts"."""
        yield from super().rows(document, page)
        for block in document.blocks:
            if isinstance(block, Text) and (found := _LINE.fullmatch(block.text)):
                record = Record(found["name"], {_LISTED: Cell(found["said"])})
                retired = document.retired(found["name"], block.headings)
                yield PlanRow(record, headings=block.headings, retired=retired)

    def quotas_of(self, row: PlanRow, plan: str) -> tuple[Quota, ...]:
        listed = row.record.cells.get(_LISTED)
        return quotas([listed.text]) if listed else super().quotas_of(row, plan)

    def evidence_of(self, row: PlanRow) -> str:
        return next((cell.said for _, cell in row.labelled(rf"{self.uses}|{_LISTED}")), row.said)

    def stated(self, document: Document, page: Page) -> Iterator[Offer | Unread]:
        models = _models(document)
        for offer in super().stated(document, page):
            if isinstance(offer, Offer) and offer.availability is None:
                offer = replace(offer, models=models)
            yield offer


def _models(document: Document) -> tuple[str, ...]:
    lists = {tuple(_MODEL.findall(found["models"])) for found in _MODELS.finditer(comparable(document.text))}
    lists.discard(())
    return one(list(lists), "list of the models of all plans") if lists else ()


class TeamDocsCn(DocsCn):
    """The team page of the same documentation: quotas of each seat."""

    name = "zhipu-team-docs-cn"
    url = "https://docs.bigmodel.cn/cn/coding-plan/team.md"
    addresses = r"docs\.bigmodel\.cn/cn/coding-plan/team"


class DocsIntl(DocsCn):
    """The plan overview of docs.z.ai: quotas by plan; "starting at just 18 USD" names no plan."""

    name = "zhipu-docs-intl"
    region = "INTL"
    url = "https://docs.z.ai/devpack/overview.md"
    addresses = r"docs\.z\.ai/devpack/(?:overview|faq|teamplan)"


class UsageRevision(_Docs):
    """The notice of 2026-07-30 on plans no longer sold: what each term costs per month, and their quotas.

    Only existing customers can pay these prices. That a number is per month is proven by the discount in
    its column's head: 包季 9 折 stands over nine tenths of the monthly price.
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
        monthly = number(row.record.one("包月").text) if cells else Decimal(0)
        return [Priced(_term(cell, monthly), (cell,)) for cell in cells]

    def words_of(self, row: PlanRow, one: Priced) -> str:
        return one.said


def _term(cell: PriceCell, monthly: Decimal) -> Terms:
    """The period of a column and what it costs as a whole."""
    said, shown = _TERM.fullmatch(cell.label), number(cell.text)
    if not said or shown != monthly * Decimal(said["off"] or 10) / 10:
        raise PageChanged(f"{cell.label!r} {shown} is not that share of {monthly} a month")
    period = _TERMS[said["term"]]
    return Terms(shown * MONTHS[period], period)
