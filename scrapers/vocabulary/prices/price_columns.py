"""The prices of one plan in the columns of a table: each term once, with the words of its label."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.billing import MONTHS
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_labels import (
    label_kind,
    monthly_figure,
    once,
    promoted,
    renews,
    terms_named,
)
from scrapers.vocabulary.prices.price_terms import Terms, free, terms, united
from scrapers.vocabulary.prices.several_terms import cell_terms

_ALONE = ("price", "list", "renewal", "once")  # labels that beside no other label say nothing of an amount


@dataclass(frozen=True, slots=True)
class PriceCell:
    """A cell of prices: the label of its row or column, its words, and what is struck through among them."""

    label: str
    text: str
    struck: str = ""

    @property
    def said(self) -> str:
        return f"{self.text} {self.struck}" if self.text and self.struck else self.text or self.struck


@dataclass(frozen=True, slots=True)
class Priced:
    """One term of a plan and the cells that state it, in their order."""

    terms: Terms
    cells: tuple[PriceCell, ...]

    @property
    def said(self) -> str:
        """The words of its cells."""
        return " ".join(cell.said for cell in self.cells)

    @property
    def bare(self) -> bool:
        """Whether its words are numbers alone, whose unit the label says."""
        return re.fullmatch(r"[\d,. ]+", self.said) is not None

    @property
    def way(self) -> str:
        """The words of its label that say how it is sold: 单月 of 单月价格."""
        return re.sub(r" ?(?:价格?|price)$", "", self.cells[0].label, flags=re.I)


def priced(cells: Iterable[PriceCell], currency: str, section: str | None = None) -> list[Priced]:
    """What the price cells of one plan come to, each term once; one that is free is free by the month.

    Columns of one term (原价, 活动价, 续费价) are read together, and where a renewing column (连续包月) stands beside
    another of its period, that one is for one period without renewal. Raises PageChanged where it stays open which
    amount is for which term, or a longer term costs no more than a month.
    """
    stating = [cell for cell in cells if free(cell.text) or amounts(united(cell.said, cell.label))]
    if stating and all(free(cell.text) for cell in stating):
        return [Priced(_FREE, (stating[0],))]
    found: list[Priced] = []
    for columns in _by_term(stating, section):
        found += _together(columns, currency, section)
    return _plausible(_without_renewal(found))


_FREE = Terms(price=amounts("0 元")[0].value, period="P1M", text="")


def _by_term(cells: Sequence[PriceCell], section: str | None) -> list[list[PriceCell]]:
    """The cells, those of one period, renewing or not, side by side."""
    groups: dict[tuple[tuple[str, ...], str], list[PriceCell]] = {}
    for cell in cells:
        named = {amount.period for amount in amounts(cell.text) if amount.period}
        periods = terms_named(cell.label) or sorted(named) or ([section] if section else ())
        way = "renews" if renews(cell.label) else "once" if once(cell.label) else ""
        groups.setdefault((tuple(periods), way), []).append(cell)
    return list(groups.values())


def _together(cells: list[PriceCell], currency: str, section: str | None) -> list[Priced]:
    if len(cells) == 1 and label_kind(cells[0].label) in _ALONE:
        return [Priced(said, (cells[0],)) for said in _alone(cells[0], currency, section)]
    lowered = any(promoted(cell.label) for cell in cells)
    said = " | ".join(f"{_named(cell, lowered)} {united(cell.text, cell.label)}" for cell in cells)
    struck = " | ".join(cell.struck for cell in cells if cell.struck)
    found = terms(said, struck, currency, label=cells[0].label, section=section)
    return [Priced(found, tuple(cells))] if found else []


def _named(cell: PriceCell, lowered: bool) -> str:
    """The label of a cell; a plain price beside a lowered one is the list price."""
    plain = label_kind(cell.label) == "price" and not promoted(cell.label)
    return "原价" if lowered and plain else cell.label


def _alone(cell: PriceCell, currency: str, section: str | None) -> list[Terms]:
    tab = monthly_figure(cell.label) or _longer(cell)
    if tab and section not in (None, tab):
        raise PageChanged(f"a price under {cell.label!r} in a section of {section}: {cell.said!r}")
    if tab and {amount.period for amount in amounts(cell.text)} <= {None, "P1M"}:
        by_month = [amount.period for amount in amounts(cell.text)] == [None]
        text = f"{united(cell.text, cell.label)} / month" if by_month else cell.text
        found = terms(text, cell.struck, currency, tab=tab)
        return [replace(found, once=once(cell.label))] if found else []
    said = cell_terms(cell.text, cell.struck, currency, label=cell.label, section=section)
    return [replace(found, once=once(cell.label)) for found in said]


def _longer(cell: PriceCell) -> str | None:
    """The longer term that a label names over a month's figure (年付 over ¥40/月)."""
    named, said = terms_named(cell.label), {amount.period for amount in amounts(cell.text)}
    return named[0] if said == {"P1M"} and len(named) == 1 and named[0] != "P1M" else None


def _without_renewal(found: list[Priced]) -> list[Priced]:
    """What stands beside a renewing column of its period is for one period only."""
    renewing = {one.terms.period for one in found if any(renews(cell.label) for cell in one.cells)}
    return [
        replace(one, terms=replace(one.terms, once=True))
        if one.terms.period in renewing and not any(renews(cell.label) for cell in one.cells)
        else one
        for one in found
    ]


def _plausible(found: list[Priced]) -> list[Priced]:
    """The terms of a plan; raises PageChanged for two prices of one term, and a long term at a month's price."""
    ways = [(one.terms.period, one.terms.once) for one in found]
    if len(set(ways)) != len(ways):
        raise PageChanged(f"two prices for one term: {' | '.join(one.terms.text for one in found)!r}")
    months = [one.terms.price for one in found if one.terms.period == "P1M"]
    for one in found:
        if MONTHS[one.terms.period] > 1 and any(0 < one.terms.price <= month for month in months):
            raise PageChanged(f"is it for a month or for {one.terms.period}? {one.terms.text!r}")
    return found
