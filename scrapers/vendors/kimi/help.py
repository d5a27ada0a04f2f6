"""Kimi's help page about the membership."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from scrapers.document import Cell, Document
from scrapers.money import amounts
from scrapers.names import clean, slug
from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.refused import PageChanged
from scrapers.select import one
from scrapers.source import FACTS, PRICE, Source
from scrapers.words import norm

_PLAIN = r"(?:\D{0,4}[\d,.]+ ?元? ?/ ?%s|免费)"
_HEADING = re.compile(
    rf"(?:#+ )?(?P<name>[A-Z][A-Za-z ]{{0,20}}?) ?[—–-] ?(?P<price>{_PLAIN % '[月年]'})", re.I
)
_MULTIPLE = re.compile(r"(?:[-*·•] )?Kimi Code (?P<times>\d+(?:\.\d+)?) ?倍额度", re.I)


class KimiHelp(Source):
    """The help page: CNY by month in a table and again in the heading of each tier; of the year only that it is cheaper.

    The two must agree; a rendering that lost the table is read by its headings. Quotas of Kimi Code are
    multiples of the first tier's monthly one.
    """

    name = "kimi-help-cn"
    vendor = "kimi"
    product = "membership"
    region = "CN"
    currency = "CNY"
    url = "https://www.kimi.com/help/membership/membership-pricing"
    addresses = r"(?:www\.)?kimi\.com/(?:zh-cn/)?help/membership/membership-pricing"
    minimum = 4
    gives = PRICE | FACTS

    def offers(self, page: Page) -> Iterator[Offer]:
        document = Document(page)
        tiers = [*_cells(document), *_headings(document.lines)]
        quotas = _quotas(document.lines, {norm(name) for name, _, _ in tiers})
        for name, stated, evidence in tiers:
            period, price = _charge(stated)
            yield Offer(
                vendor=self.vendor,
                product=self.product,
                plan=slug(name),
                plan_name=clean(name),
                region=self.region,
                period=period,
                currency=self.currency,
                price=price,
                quotas=quotas.get(slug(name), ()),
                evidence=evidence,
            )


def _cells(document: Document) -> Iterator[tuple[str, str, str]]:
    """Name, price and evidence of each tier of the price table: by month, and by year where that is an amount."""
    for table in document.tables:
        if table.labelled("连续包月"):
            for record in table.records("连续包月"):
                for label, unit in (("连续包月", "月"), ("连续包年", "年")):
                    cell = record.maybe(label)
                    if cell is None or (unit == "年" and not _states_price(cell)):
                        continue
                    if cell.struck or not re.fullmatch(_PLAIN % unit, norm(cell.text)):
                        raise PageChanged(f"no plain price of {record.name} by {unit}: {cell.said!r}")
                    yield record.name, cell.text, cell.said


def _states_price(cell: Cell) -> bool:
    return any(amount.kind not in ("bound", "saving") for amount in amounts(cell.said))


def _headings(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Name, price and evidence of each tier whose heading says both."""
    for line in lines:
        found = _HEADING.fullmatch(norm(line))
        if found:
            yield found["name"], found["price"], line


def _charge(text: str) -> tuple[str, Decimal]:
    if norm(text) == "免费":
        return "P1M", Decimal(0)
    amount = one(amounts(text), "price")
    if amount.kind != "price" or amount.period is None:
        raise PageChanged(f"no plain price by month or year: {text!r}")
    return amount.period, amount.of("CNY")


def _quotas(lines: list[str], names: Iterable[str]) -> dict[str, tuple[Quota, ...]]:
    """The monthly multiple each tier states below its heading, by slug."""
    found: dict[str, tuple[Quota, ...]] = {}
    plan = None
    for line in map(norm, lines):
        heading, multiple = _HEADING.fullmatch(line), _MULTIPLE.fullmatch(line)
        if heading or line in names:
            plan = slug(heading["name"] if heading else line)
        elif multiple and plan:
            quota = Quota(amount=Decimal(multiple["times"]), unit="multiple", window="P1M")
            if found.setdefault(plan, (quota,)) != (quota,):
                raise PageChanged(f"two multiples of Kimi Code for {plan}")
    return found
