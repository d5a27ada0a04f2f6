"""The documentation's pages: quotas and models of each plan."""

import re
from collections.abc import Iterator
from dataclasses import replace

from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Cell, Document, Record, Text
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.source import FACTS
from scrapers.unread import Unread
from scrapers.vendors.zhipu.plans import SEATS, TIERS, plan, quotas
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_LINE = re.compile(r"(?P<name>[^:：，。]{1,20}?套餐) ?[:：] ?(?P<said>.+)")
_MODELS = re.compile(r"所有套餐[均都]?支持(?P<models>[^。]*)")
_MODEL = re.compile(r"GLM-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_LISTED = "list item"  # the label of what a list item says of a plan


class Docs(PlanTable):
    """Tables of quotas by plan, or of what they cost by the month."""

    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"
    prices = r"(?!)"
    uses = r".*(?:5 ?小时|5 ?h\b|5[- ]?hours?\b|周|7 ?天|weekly|每月|月度?积分|monthly).*"
    tier_names = rf"(?:GLM Coding )?(?:{'|'.join(TIERS)})(?: ?套餐| plan)?|{'|'.join(SEATS)}"
    seats = r"team-.*"

    def plan(self, name: str) -> str:
        return plan(name)


class DocsCn(Docs):
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
