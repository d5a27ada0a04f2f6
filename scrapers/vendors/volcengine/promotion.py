"""The terms of a promotion: what the first months cost, for how many of them, and until which day."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from scrapers.offer import Charge
from scrapers.reading.document import Cell, Document, Record, Text
from scrapers.refusals import PageChanged
from scrapers.vendors.volcengine.tables import PRICE, PROMOTION, row
from scrapers.vocabulary.billing import MONTHS
from scrapers.vocabulary.dates import dates
from scrapers.vocabulary.money import Amount, amounts
from scrapers.vocabulary.price_terms import Terms, terms
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_CYCLE = r"(?:订阅|购买|计费|套餐)?(?:周期|时长)"
_CYCLES = (("季", r"季|(?<!\d)3 ?个月|三个月"), ("年", r"年|12 ?个月"), ("月", r"月"))
_NUMBERS = {"一": 1, "两": 2, "二": 2, "三": 3}
_AT_MOST = re.compile(r"(?:最多|至多|最高|上限为?|前)[^。;；,，]{0,16}?(\d+|[一两二三]) ?个(?:自然|订阅)?月")
_TIME = re.compile(r"(?:活动|优惠|促销)?(?:时间|期限|有效期|截止|周期)|截至|截止")
_ENDED = re.compile(r"活动(?:现)?已(?:经)?(?:结束|下线|截止|停止)")


def _lines(document: Document) -> list[str]:
    return [comparable(block.text) for block in document.blocks if isinstance(block, Text)]


def over(document: Document) -> bool:
    """Whether the article says that the promotion has ended."""
    return any(_ENDED.search(line) for line in _lines(document))


def until(document: Document) -> date | None:
    """The last day of the promotion, None where none is stated; raises PageChanged where two are."""
    ends = {found[-1] for line in _lines(document) if _TIME.search(line) and (found := dates(line))}
    return one(sorted(ends), "last day of the promotion") if ends else None


def at_most(document: Document) -> int | None:
    """For how many months one buyer pays the promotion's price, None where it is not stated."""
    said = {found for line in _lines(document) for found in _AT_MOST.findall(line)}
    months = {int(number) if number.isdigit() else _NUMBERS[number] for number in said}
    return one(sorted(months), "number of promotion months") if months else None


def promoted(record: Record, currency: str, months: int | None) -> Terms | None:
    """The terms of a plan with its promotion as an introduction; None where its table states no promotion.

    Months that fill no whole period are one period: two of twelve months are in the first year's price.
    """
    low, regular = row(record, PROMOTION), row(record, PRICE)
    if low is None:
        cell = _timed(regular[1], record) if regular else None
        said = terms(cell.text, cell.struck, currency, label=regular[0]) if cell and regular else None
        if said is None or said.list_price is None or said.charges:
            return said
        return _introduced(said, said.list_price, said.price, months)
    if regular is None:
        raise PageChanged(f"no regular price of {record.name} beside {low[1].said!r}")
    later, first = (_plain(_timed(cell, record)) for _, cell in (regular, low))
    if later.period is None or first.period not in (None, later.period):
        raise PageChanged(f"no single period in {low[1].said!r} and {regular[1].said!r}")
    said = Terms(
        price=later.of(currency), period=later.period, list_price=later.of(currency), seat=later.seat
    )
    return _introduced(said, said.price, first.of(currency), months)


def _introduced(said: Terms, price: Decimal, first: Decimal, months: int | None) -> Terms:
    periods = max(1, months // MONTHS[said.period]) if months else None
    if price == first:
        return replace(said, price=price, list_price=None)
    return replace(said, price=price, list_price=price, charges=(Charge(first, periods),))


def _plain(cell: Cell) -> Amount:
    found = one(amounts(cell.said), f"amounts in {cell.said!r}")
    if found.kind in ("bound", "saving"):
        raise PageChanged(f"no plain price: {cell.said!r}")
    return found


def _timed(cell: Cell, record: Record) -> Cell:
    """The cell with the cycle that its row names, where its own amounts name none."""
    found = amounts(cell.text)
    named = record.maybe(_CYCLE)
    if not found or any(amount.period for amount in found):
        return cell
    said = f"{comparable(record.name)} {comparable(named.text) if named else ''}"
    cycle = next((word for word, pattern in _CYCLES if re.search(pattern, said)), None)
    return replace(cell, text=f"{comparable(cell.text)}/{cycle}") if cycle and len(found) == 1 else cell
