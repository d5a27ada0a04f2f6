"""The documentation's pages: quotas and models of each plan, and the one price table, of plans no longer sold."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Cell, Document, Record, Table, Text
from scrapers.refusals import PageChanged
from scrapers.source import FACTS, Source
from scrapers.unread import Unread, each
from scrapers.vendors.zhipu.plans import fact, plan, quotas
from scrapers.vocabulary.billing import MONTHS
from scrapers.vocabulary.money import number
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.select import one, some
from scrapers.vocabulary.use import quota, settled, united, window
from scrapers.vocabulary.words import comparable

_NAMES = r"套餐|套餐类型|席位类型|个人套餐|团队套餐|plan|plan type|seat|seat type"
_WINDOWS = (r"(?:每 ?)?5 ?小时.*|5[- ]?hours?\b.*", r"每? ?周.*|每 ?7 ?天.*|weekly.*")
_LINE = re.compile(r"(?P<name>[^:：，。]{1,20}?套餐) ?[:：] ?(?P<said>.+)")
_MODELS = re.compile(r"所有套餐[均都]?支持(?P<models>[^。]*)")
_MODEL = re.compile(r"GLM-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_TERM = re.compile(r"包(?P<term>[月季年])(?: ?(?P<off>\d+(?:\.\d+)?) ?折)?")
_TERMS = {"月": "P1M", "季": "P3M", "年": "P1Y"}

Stated = tuple[
    str, str, tuple[Quota, ...], tuple[str, ...]
]  # a plan's name, the words, its quotas, the headings above


def _stated(cell: Cell, label: str) -> Quota | None:
    """The quota of a cell; a bare number takes its unit from the label (5 小时积分)."""
    return quota(united(cell.text, label), label)


def _tabled(tables: Iterable[Table]) -> Iterator[Stated | Unread]:
    """Each plan of the tables that have a window of use and plan names."""
    return each(tables, _of_table, Table.quoted)


def _of_table(table: Table) -> Iterator[Stated | Unread]:
    label = next((pattern for pattern in _WINDOWS if table.labelled(pattern)), None)
    if label is not None and table.labelled(_NAMES):
        yield from each(
            table.records(label, _NAMES), partial(_of_record, label, table.headings), Record.quoted
        )


def _of_record(label: str, headings: tuple[str, ...], record: Record) -> Iterator[Stated]:
    cells = {said: cell for said, cell in record.cells.items() if window(said)}
    found = [stated for said, cell in cells.items() if (stated := _stated(cell, said))]
    if found:
        yield record.name, record.one(label).said, settled(found), headings


def _listed(document: Document) -> Iterator[Stated | Unread]:
    """Each plan of list items such as "Lite 套餐：每 5 小时最多约 120 次 prompts"."""
    blocks = (block for block in document.blocks if isinstance(block, Text))
    items = [(found, block.headings) for block in blocks if (found := _LINE.fullmatch(block.text))]
    return each(items, _of_item, lambda item: (item[0]["name"], item[0]["said"]))


def _of_item(item: tuple[re.Match[str], tuple[str, ...]]) -> Iterator[Stated]:
    found, headings = item
    stated = quotas([found["said"]])
    if stated:
        yield found["name"], found["said"], stated, headings


def _models(document: Document) -> tuple[str, ...]:
    lists = {tuple(_MODEL.findall(found["models"])) for found in _MODELS.finditer(comparable(document.text))}
    lists.discard(())
    return one(list(lists), "list of the models of all plans") if lists else ()


class DocsCn(Source):
    """The plan overview of docs.bigmodel.cn: quotas by plan and the models of all plans, no price of a plan.

    "每月最低仅需 20 元" names no plan, and amounts in the questions and answers are worked examples.
    """

    name = "zhipu-docs-cn"
    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"
    url = "https://docs.bigmodel.cn/cn/coding-plan/overview.md"
    addresses = r"docs\.bigmodel\.cn/cn/coding-plan/(?:overview|faq)"
    minimum = 0
    gives = FACTS

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        document = Document(page)
        models = _models(document)
        for stated in (*_tabled(document.tables), *_listed(document)):
            yield stated if isinstance(stated, Unread) else self._fact(document, stated, models)

    def _fact(self, document: Document, stated: Stated, models: tuple[str, ...]) -> Offer:
        name, said, quotas, headings = stated
        over = document.retired(name, headings)
        return fact(self, name, said, quotas, () if over else models, "Discontinued" if over else None)


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


class UsageRevision(Source):
    """The notice of 2026-07-30 on plans no longer sold: what each term costs per month, and their quotas.

    Only existing customers can pay these prices. That a number is per month is proven by the discount in
    its column's head: 包季 9 折 stands over nine tenths of the monthly price.
    """

    name = "zhipu-usage-revision-cn"
    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://docs.bigmodel.cn/cn/coding-plan/notice/usage-revision.md"
    addresses = r"docs\.bigmodel\.cn/cn/coding-plan/notice/usage-revision"
    gives = frozenset()
    nightly = False

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        tables = Document(page).tables
        personal = [table for table in tables if any("个人套餐" in heading for heading in table.headings)]
        tabled = list(_tabled(personal))
        yield from (one for one in tabled if isinstance(one, Unread))
        stated = {plan(one[0]): one[2] for one in tabled if not isinstance(one, Unread)}
        table = one([table for table in tables if table.labelled(r"包月")], "table of prices")
        records = some(table.records(r"包月", _NAMES), "plans with a price")
        yield from each(records, lambda record: self._terms(record, stated), Record.quoted)

    def _terms(self, record: Record, stated: Mapping[str, tuple[Quota, ...]]) -> Iterator[Offer]:
        monthly = number(record.one(r"包月").text)
        for label, cell in record.cells.items():
            period, price = _term(label, number(cell.text), monthly)
            yield Offer(
                vendor=self.vendor,
                product=self.product,
                plan=plan(record.name),
                plan_name=clean(record.name),
                region=self.region,
                period=period,
                currency=self.currency,
                price=price,
                availability="Discontinued",
                quotas=stated.get(plan(record.name), ()),
                evidence=cell.said,
            )


def _term(label: str, shown: Decimal, monthly: Decimal) -> tuple[str, Decimal]:
    """The period of a column and what it costs as a whole."""
    said = _TERM.fullmatch(label)
    if not said or shown != monthly * Decimal(said["off"] or 10) / 10:
        raise PageChanged(f"{label!r} {shown} is not that share of {monthly} a month")
    period = _TERMS[said["term"]]
    return period, shown * MONTHS[period]
