"""MiniMax's docs: tables whose columns are the plans, in Chinese (yuan) and in English (dollars)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from scrapers.offer import Charge, Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Cell, Document, Record, Table
from scrapers.reading.flattened_tables import Flat, flat_tables
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vendors.minimax.products import M_TIERS, product, tier
from scrapers.vocabulary.charge_schedule import charges_of, schedule
from scrapers.vocabulary.money import Amount, amounts, listed, number, priced
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.select import one
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
        charge = _charge(cell, _section(headings, _CYCLES), currency)
        name = clean(record.name)
        fast = _section(headings, _SPEEDS) == "fast" and not re.search(_SPEEDS["fast"], name, re.I)
        return Offer(
            vendor=self.vendor,
            product=product([name, *reversed(headings)], self.product),
            plan=slug(f"{tier(name)}-highspeed" if fast else tier(name)),
            plan_name=name,
            region=self.region,
            period=charge.period,
            currency=currency,
            price=charge.price,
            list_price=charge.list_price,
            charges=charge.charges,
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


@dataclass(frozen=True)
class _Charge:
    price: Decimal
    period: str
    list_price: Decimal | None
    charges: tuple[Charge, ...]


def _charge(cell: Cell, section: str | None, currency: str) -> _Charge:
    """What a price cell says; raises PageChanged where it, its struck part and its section do not agree."""
    said = priced(cell.text)
    left = comparable(cell.text)
    for amount in said.values():
        left = left.replace(amount.text, " ")
    if "bound" in said or re.search(r"\d", left):
        raise PageChanged(f"no plain price in {cell.said!r}")
    charged = charges_of(said)
    named = [amount.period for amount in charged.values() if amount.period]
    crossed = [said["list"].period] if "list" in said and not named else []
    periods = {period for period in (*named, *crossed, section) if period}
    if len(periods) != 1 or not charged:
        raise PageChanged(f"a price without one period: {cell.said!r}")
    period = periods.pop()
    list_price = _list_price(cell.struck, said.get("list"), next(iter(charged.values())), period)
    values = {name: amount.of(currency) for name, amount in charged.items()}
    price, charges = schedule(values, None, cell.text, period)
    return _Charge(price, period, list_price, charges)


def _list_price(struck: str, named: Amount | None, later: Amount, period: str) -> Decimal | None:
    """The crossed-out price, else the one that words call so, if it is of the price's currency and period."""
    found = amounts(struck)
    if struck and not found:
        return number(struck)
    return listed(one(found, "crossed-out price") if struck else named, later, period)


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
