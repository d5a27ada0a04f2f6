"""The quotas in the cells of one plan."""

import re

from scrapers.offer import Quota
from scrapers.reading.tables import Record
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.use import quotas, settled, united, window
from scrapers.vocabulary.words import matches

_UNLIMITED = re.compile(r"无限制|不限|unlimited", re.I)
_BONUS = re.compile(r"限时|加赠|赠送|\bbonus\b|\blimited[- ]time\b", re.I)
_USE = re.compile(r"用量|额度|限额|quota|usage|limit|credits", re.I)


def quotas_of(
    record: Record, pack: bool = False, uses: str | None = None, cycle: str | None = None
) -> tuple[Quota, ...]:
    """The quotas in the rows of a plan whose label speaks of use or of a window, shortest window first.

    `uses` are the labels that speak of use where a source declares them, `cycle` the window of an amount that stands
    without one. A row that says unlimited, or what is granted on top for a time, states none. A pack's size is a quota
    only where a window is stated with it.
    Raises PageChanged where two amounts are said for one unit and window, or a number of use cannot be read.
    """
    found: list[Quota] = []
    for label, cell in record.cells.items():
        bounded = window(cell.text) or window(label)
        of_use = window(label) or (matches(uses, label) if uses else _USE.search(label))
        if not of_use or _BONUS.search(label) or _UNLIMITED.search(cell.text) or amounts(cell.text):
            continue
        if bounded or not pack:
            within = label if bounded or cycle != "P1M" else f"{label} monthly"
            found += quotas(united(cell.text, within), within)
    return settled(found)
