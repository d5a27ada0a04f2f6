"""What the cells of one plan say: its price, list and introduction, and its quotas."""

import re
from dataclasses import dataclass
from decimal import Decimal

from scrapers.offer import Charge, Quota
from scrapers.reading.document import Cell, Record
from scrapers.refusals import PageChanged
from scrapers.vocabulary.charge_schedule import charges_of, schedule
from scrapers.vocabulary.money import Amount, amounts, listed, priced
from scrapers.vocabulary.use import quotas, settled, united, window
from scrapers.vocabulary.words import comparable, squash

_PER_MONTH = re.compile(r"月费|月付|包月|每月|monthly|per month", re.I)
_UNIT = re.compile(r"\(((?:元|美元|USD|CNY)[^()]*)\)", re.I)
_NUMBER = re.compile(r"[\d,.]+")
_UNLIMITED = re.compile(r"无限制|不限|unlimited", re.I)
_USE = re.compile(r"用量|额度|限额|quota|usage|limit|credits", re.I)


@dataclass(frozen=True)
class Terms:
    """One price of one plan, for the whole period and, where `seat`, for one seat."""

    price: Decimal
    period: str
    list_price: Decimal | None = None
    charges: tuple[Charge, ...] = ()
    seat: bool = False


def terms(cell: Cell, label: str, currency: str) -> Terms | None:
    """The terms a price cell states, None where it holds no amount at all.

    Raises PageChanged where the words leave it open which amount is what, see `schedule`.
    """
    unit = _UNIT.search(comparable(label))
    text = f"{cell.text} {unit[1]}" if unit and _NUMBER.fullmatch(comparable(cell.text)) else cell.text
    said, struck = priced(text), amounts(cell.struck)
    if not said and not struck:
        return None
    if len({amount.value for amount in struck}) > 1 or not (charged := charges_of(said)):
        raise PageChanged(f"no plain price in {squash(cell.said)!r}")
    crossed, main = said.get("list") or next(iter(struck), None), next(iter(charged.values()))
    period = _period(list(charged.values()), crossed, text, label)
    list_price = listed(crossed, main, period)
    values = {name: amount.of(currency) for name, amount in charged.items()}
    price, charges = schedule(values, list_price, text, period)
    return Terms(price, period, list_price, charges, main.seat)


def _period(found: list[Amount], crossed: Amount | None, text: str, label: str) -> str:
    named = {amount.period for amount in found if amount.period}
    if not named and crossed and crossed.period:
        return crossed.period
    if not named and _PER_MONTH.search(label):
        return "P1M"
    if len(named) != 1:
        raise PageChanged(f"a price without one period: {squash(text)!r}")
    return named.pop()


def quotas_of(record: Record, pack: bool = False) -> tuple[Quota, ...]:
    """The quotas in the rows of a plan whose label speaks of use or of a window, shortest window first.

    A row that says unlimited states none. A pack's size is a quota only where a window is stated with it.
    Raises PageChanged where two amounts are said for one unit and window, or a number of use cannot be read.
    """
    found: list[Quota] = []
    for label, cell in record.cells.items():
        bounded = window(cell.text) or window(label)
        if not (_USE.search(label) or window(label)) or _UNLIMITED.search(cell.text) or amounts(cell.text):
            continue
        if bounded or not pack:
            found += quotas(united(cell.text, label), label)
    return settled(found)
