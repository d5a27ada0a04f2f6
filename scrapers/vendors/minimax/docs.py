"""MiniMax's docs: tables whose columns are the plans, in Chinese (yuan) and in English (dollars)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Cell, Document, Record, Table
from scrapers.reading.tabular.flattened_tables import Flat, flat_tables
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vendors.minimax.products import M_TIERS, product, tier
from scrapers.vocabulary.money import amounts, number
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.price_terms import Terms, terms
from scrapers.vocabulary.use import quota, settled, united, window
from scrapers.vocabulary.words import comparable, squash

_PRICE = r"价格|price|pricing"
_TIERS = rf"(?:{M_TIERS}|starter|plus|max|ultra)(?:[ -]?(?:极速版|high-?speed))?"
_ROWS = (
    r"价格|用量|支持模型|套餐资源|适[合用]场景|额度窗口|Agent 用量"
    r"|price|prompts|requests|features|best for|quota window|agent usage"
)
_CREDITS = r"积分.*|credits?.*"
_USE = r"用量|额度|(?:模型)?调用.*|prompts?|usage|requests?|(?:MiniMax[ -])?M\d.*"
_MODELS = r"支持(?:的)?模型|模型|(?:supported )?models?"
_MODEL = re.compile(r"(?:MiniMax[ -])?M\d+(?:\.\d+)?(?:-[a-z]+)?", re.I)
_CYCLES = {"P1M": r"按月|包月|月度|monthly", "P1Y": r"按年|包年|年度|yearly|annual"}
_SPEEDS = {"standard": r"标准版|standard", "fast": r"极速版|high-?speed"}


class _Docs(Source):
    """Plans are columns; a table stands for the month or the year, for the standard or the fast models.

    The list price of a year is crossed out or follows 原价. Agents that can run at once are no quota.
    """

    vendor = "minimax"
    products = ("token-plan", "coding-plan", "m-plan")

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        document = Document(page)
        tables = [table for table in document.tables if table.labelled(_PRICE)]
        sold = [table for table in tables if not table.labelled(_CREDITS)]
        yield from each(sold, lambda table: self._plans(document, table.records(_PRICE), table), Table.quoted)
        flat = [] if tables else flat_tables(document, _TIERS, _ROWS)
        yield from each(flat, lambda table: self._plans(document, table.records(), table), Flat.quoted)

    def _plans(
        self, document: Document, records: Iterable[Record], table: Table | Flat
    ) -> Iterator[Offer | Unread]:
        def plan(record: Record) -> list[Offer | Unread]:
            quotas, unread = apart(lambda: _quotas(record), record.quoted())
            offer = self._offer(record, table.headings, quotas)
            over = document.retired(record.name, table.headings)
            return [replace(offer, availability="Discontinued") if over else offer, *unread]

        return each(records, plan, Record.quoted)

    def _offer(self, record: Record, headings: tuple[str, ...], quotas: tuple[Quota, ...]) -> Offer:
        cell = record.one(_PRICE)
        currency = self.currency or ""
        said = _terms(cell, _section(headings, _CYCLES), currency)
        name = clean(record.name)
        fast = _section(headings, _SPEEDS) == "fast" and not re.search(_SPEEDS["fast"], name, re.I)
        return Offer(
            vendor=self.vendor,
            product=product([name, *reversed(headings)], self.product),
            plan=slug(f"{tier(name)}-highspeed" if fast else tier(name)),
            plan_name=name,
            region=self.region,
            period=said.period,
            currency=currency,
            price=said.price,
            list_price=said.list_price,
            charges=said.charges,
            quotas=quotas,
            models=_models(record),
            evidence=cell.said,
        )


class MinimaxDocsCn(_Docs):
    """Token Plan in yuan; the same docs under the old and the new domain."""

    name = "minimax-docs-cn"
    product = "token-plan"
    region = "CN"
    currency = "CNY"
    url = "https://platform.minimaxi.com/docs/token-plan/intro.md"
    instead: ClassVar[tuple[str, ...]] = ("https://platform.minimax.cn/docs/token-plan/intro.md",)
    addresses = r"platform\.minimax(?:i\.com|\.cn)/docs/(?:token-plan/intro|guides/pricing-token-plan)"
    minimum = 3


class MinimaxDocsIntl(MinimaxDocsCn):
    """Token Plan in dollars. The platform's settings service still answers older prices and is not read."""

    name = "minimax-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://platform.minimax.io/docs/token-plan/intro.md"
    instead = ()
    addresses = r"platform\.minimax\.io/docs/(?:token-plan/intro|guides/pricing-token-plan)"


class MinimaxMPlanDocsCn(MinimaxDocsCn):
    """M Plan in yuan, which replaced Token Plan for new customers on 2026-09-30; first under the new domain."""

    name = "minimax-m-plan-docs-cn"
    product = "m-plan"
    url = "https://platform.minimax.cn/docs/m-plan/intro.md"
    instead: ClassVar[tuple[str, ...]] = ("https://platform.minimaxi.com/docs/m-plan/intro.md",)
    addresses = r"platform\.minimax(?:i\.com|\.cn)/docs/(?:m-plan/[a-z0-9-]+|guides/pricing-m-plan)"


class MinimaxMPlanDocsIntl(MinimaxMPlanDocsCn):
    """M Plan in dollars, should it be sold abroad: no such page is known yet."""

    name = "minimax-m-plan-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://platform.minimax.io/docs/m-plan/intro.md"
    instead = ()
    addresses = r"platform\.minimax\.io/docs/(?:m-plan/[a-z0-9-]+|guides/pricing-m-plan)"
    nightly = False


class MinimaxCodingDocsCn(MinimaxDocsCn):
    """Coding Plan, as Token Plan was called until 2026-03-18; the pages are gone."""

    name = "minimax-coding-docs-cn"
    product = "coding-plan"
    url = "https://platform.minimaxi.com/docs/pricing/coding-plan.md"
    instead = ()
    addresses = r"platform\.minimax(?:i\.com|\.cn)/docs/(?:pricing/coding-plan|guides/pricing-coding-plan|coding-plan/intro)"
    nightly = False


class MinimaxCodingDocsIntl(MinimaxCodingDocsCn):
    """Coding Plan in dollars."""

    name = "minimax-coding-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://platform.minimax.io/docs/pricing/coding-plan.md"
    addresses = (
        r"platform\.minimax\.io/docs/(?:pricing/coding-plan|guides/pricing-coding-plan|coding-plan/intro)"
    )


def _terms(cell: Cell, section: str | None, currency: str) -> Terms:
    """What a price cell says; raises PageChanged for a bound, and for a number in it that is no amount of money."""
    left = comparable(cell.text)
    for amount in amounts(cell.text):
        left = left.replace(amount.text, " ")
        if amount.kind == "bound":
            raise PageChanged(f"no plain price in {cell.said!r}")
    bare = number(cell.struck) if cell.struck and not amounts(cell.struck) else None
    said = terms(cell.text, cell.struck, currency, section=section)
    if said is None or re.search(r"\d", left):
        raise PageChanged(f"no plain price in {cell.said!r}")
    return said if bare is None else replace(said, list_price=bare)


def _section(headings: tuple[str, ...], words: Mapping[str, str]) -> str | None:
    """The meaning of the innermost heading that has one of the words."""
    for heading in reversed(headings):
        found = [
            meaning for meaning, pattern in words.items() if re.search(pattern, comparable(heading), re.I)
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _quotas(record: Record) -> tuple[Quota, ...]:
    found = [
        quota(united(cell.text, label), label)
        for label, cell in record.cells.items()
        if re.fullmatch(_USE, label, re.I) or window(label)
    ]
    return settled(quota for quota in found if quota)


def _models(record: Record) -> tuple[str, ...]:
    """The vendor's models a plan is said to support or to be powered by."""
    said = [
        line
        for label, cell in record.cells.items()
        for line in cell.lines
        if re.fullmatch(_MODELS, label, re.I) or "powered by" in comparable(line).lower()
    ]
    return tuple(dict.fromkeys(squash(name) for line in said for name in _MODEL.findall(comparable(line))))
