"""Kimi's help page about the membership."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Cell, Document, Record, Table
from scrapers.refusals import PageChanged
from scrapers.source import FACTS, PRICE, Source
from scrapers.unread import Unread, apart, each
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

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
    products = ("kimi-code",)  # a part of the membership, spoken of under its own headings
    region = "CN"
    currency = "CNY"
    url = "https://www.kimi.com/help/membership/membership-pricing"
    addresses = r"(?:www\.)?kimi\.com/(?:zh-cn/)?help/membership/membership-pricing"
    minimum = 4
    gives = PRICE | FACTS

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        document = Document(page)
        tiers = list(each(document.tables, _rows, Table.quoted))
        yield from (tier for tier in tiers if isinstance(tier, Unread))
        found = [tier for tier in tiers if isinstance(tier, _Tier)]
        found += _headings(document.lines, {slug(tier.name): tier for tier in found})
        multiples = _multiples(document.lines, {comparable(tier.name) for tier in found})
        yield from each(found, lambda tier: self._tier(tier, multiples), _Tier.quoted)

    def _tier(
        self, tier: "_Tier", multiples: Mapping[str, Mapping[Decimal, None]]
    ) -> Iterator[Offer | Unread]:
        times = multiples.get(slug(tier.name))
        quotas, unread = apart(lambda: _quota(tier.name, list(times or ())), tier.quoted())
        for name, stated, evidence in tier.stated():
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
                quotas=quotas,
                evidence=evidence,
            )
        yield from unread


@dataclass(frozen=True)
class _Tier:
    """A tier: its row of the price table, and the headings that say its name and price."""

    name: str
    row: Record
    headings: list[tuple[str, str]] = field(default_factory=list)  # price and line

    def quoted(self) -> tuple[str, str]:
        """Its name and words, as they are quoted where it cannot be read."""
        return self.name, " ".join([self.row.quoted()[1], *(line for _, line in self.headings)])

    def stated(self) -> Iterator[tuple[str, str, str]]:
        """Each price it states, with what is sold and its evidence: by month, and by year where that is an amount.

        One month without renewal (单月) is sold as a plan of its own.
        """
        for label, unit, once in (
            ("连续包月", "月", ""),
            ("单月(?:价格?)?", "月", " 单月"),
            ("连续包年", "年", ""),
        ):
            cell = self.row.maybe(label)
            if cell is None or (unit == "年" and not _states_price(cell)):
                continue
            if cell.struck or not re.fullmatch(_PLAIN % unit, comparable(cell.text)):
                raise PageChanged(f"no plain price of {self.name} by {unit}: {cell.said!r}")
            yield f"{self.name}{once}", cell.text, cell.said
        yield from ((self.name, price, line) for price, line in self.headings)


def _rows(table: Table) -> list[_Tier]:
    records = table.records("连续包月") if table.labelled("连续包月") else []
    return [_Tier(record.name, record) for record in records]


def _states_price(cell: Cell) -> bool:
    return any(amount.kind not in ("bound", "saving") for amount in amounts(cell.said))


def _headings(lines: list[str], known: Mapping[str, _Tier]) -> list[_Tier]:
    """The tiers that only a heading states; where a row does too, its heading joins it."""
    tiers = dict(known)
    for line in lines:
        found = _HEADING.fullmatch(comparable(line))
        if found:
            name = found["name"]
            tiers.setdefault(slug(name), _Tier(name, Record(name, {}))).headings.append(
                (found["price"], line)
            )
    return [tier for plan, tier in tiers.items() if plan not in known]


def _charge(text: str) -> tuple[str, Decimal]:
    if comparable(text) == "免费":
        return "P1M", Decimal(0)
    amount = one(amounts(text), "price")
    if amount.kind != "price" or amount.period is None:
        raise PageChanged(f"no plain price by month or year: {text!r}")
    return amount.period, amount.of("CNY")


def _multiples(lines: list[str], names: Collection[str]) -> dict[str, dict[Decimal, None]]:
    """The monthly multiples each tier states below its heading, by slug."""
    found: dict[str, dict[Decimal, None]] = {}
    plan = None
    for line in map(comparable, lines):
        heading, multiple = _HEADING.fullmatch(line), _MULTIPLE.fullmatch(line)
        if heading or line in names:
            plan = slug(heading["name"] if heading else line)
        elif multiple and plan:
            found.setdefault(plan, {})[Decimal(multiple["times"])] = None
    return found


def _quota(name: str, times: list[Decimal]) -> tuple[Quota, ...]:
    if not times:
        return ()
    return (Quota(amount=one(times, f"multiple of Kimi Code for {name}"), unit="multiple", window="P1M"),)
