"""What a source says of its tables, and one plan of one: its cells, by the words of their labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.reading.document import Cell, Record
from scrapers.seller import PRODUCT_LABELS
from scrapers.unread import Unread
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_columns import PriceCell
from scrapers.vocabulary.prices.price_labels import terms_named
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.words import comparable, matches

_MARK = re.compile(r"[¥￥$₹]")
_VALUE = r"[无不]限|.*\d ?[万亿]? ?(?:积分|次|credits?|tokens?|requests?|prompts?)"  # 无限制 is no label


@dataclass(frozen=True)
class Labels:
    """What a source says of its tables: patterns of the whole labels of prices, use and so on."""

    prices: str
    uses: str
    models: str
    names: str
    packs: str
    others: str
    tiers: str
    editions: str

    @property
    def flat(self) -> str:
        """A line that is the label of a row."""
        return rf"(?!{_VALUE})(?:{self.prices}|{self.uses}|{self.models}|{self.others})"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan of a table, with the names beside it, what it stands under and its page's address.

    It stands under the headings, outermost first, and the table's own title where that names a term.
    """

    record: Record
    beside: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    url: str = ""
    retired: bool = False  # its name or a heading says that it is no longer sold
    pack: bool = False  # it stands under 加油包 or the like

    @property
    def name(self) -> str:
        return self.record.name

    def quoted(self) -> tuple[str, str]:
        """Its name and words, as they are quoted where it cannot be read."""
        return self.record.quoted()

    def labelled(self, labels: str) -> Iterator[tuple[str, Cell]]:
        """Its cells with such a label."""
        return ((label, cell) for label, cell in self.record.cells.items() if matches(labels, label))

    def named(self) -> list[str]:
        """What may name its product: its name, its product's column, the headings above, the nearest first."""
        return [self.name, *self.record.said(PRODUCT_LABELS), *reversed(self.headings)]

    def words_of(self, labels: str) -> str:
        """The words of the cells with such a label, with its name where they are bare numbers; else all its words."""
        said = [cell.said for _, cell in self.labelled(labels) if cell.said]
        if not said:
            return self.said
        return " ".join([self.name, *said] if re.fullmatch(r"[\d,. ]+", said[0]) else said)

    def prices(self, labels: str) -> list[PriceCell]:
        return [PriceCell(label, cell.text, cell.struck) for label, cell in self.labelled(labels)]

    def amountless(self, labels: str) -> Iterator[Unread]:
        """Its price cells that have a currency's mark and no amount."""
        for cell in self.prices(labels):
            if _MARK.search(cell.said) and not amounts(cell.said):
                yield Unread(self.name, f"no amount under {cell.label!r}: {cell.said!r}", cell.said)

    @property
    def said(self) -> str:
        """All its words, or its name where it has no others."""
        return " ".join(cell.said for cell in self.record.cells.values()).strip() or self.name

    def stock(self, prices: str) -> str | None:
        """What a price cell says of stock in place of an amount."""
        return next(filter(None, (availability(cell.text) for _, cell in self.labelled(prices))), None)

    def cycle(self, cycles: str) -> str | None:
        """The period that a cell of its own says (周期)."""
        named = {period for said in self.record.said(cycles) for period in terms_named(said)}
        return named.pop() if len(named) == 1 else None

    def section(self, cycles: str) -> str | None:
        """The period its own row says, else the innermost heading that names one; None where that names two."""
        named = next(filter(None, map(terms_named, (self.name, *reversed(self.headings)))), ())
        return self.cycle(cycles) or (named[0] if len(named) == 1 else None)

    def timed(self, prices: str, cycles: str) -> bool:
        """Whether anything says for which period its price is."""
        said = [words for label, cell in self.labelled(prices) for words in (label, cell.said)]
        periods = (amount.period for words in said for amount in amounts(words))
        return bool(self.section(cycles) or any(map(terms_named, said)) or any(periods))

    def model_lines(self, models: str) -> Iterator[str]:
        """The lines that name the models it supports or is powered by."""
        for label, cell in self.record.cells.items():
            for line in cell.lines:
                if matches(models, label) or "powered by" in comparable(line).lower():
                    yield line
