"""The plans of a page, one after the other: rows or columns of tables, or of tables that a text rendering flattened."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from scrapers.reading.document import Cell, Document, Record, Table, Text
from scrapers.reading.tabular.flattened_tables import Flat, flat_tables
from scrapers.reading.tabular.priced_headings import with_prices
from scrapers.seller import PRODUCT_LABELS
from scrapers.unread import Unread, each
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_columns import PriceCell
from scrapers.vocabulary.prices.price_labels import terms_named
from scrapers.vocabulary.prices.price_terms import free, united
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.words import as_label, comparable

_VALUE = r"[无不]限|.*\d ?[万亿]? ?(?:积分|次|credits?|tokens?|requests?|prompts?)"  # 无限制 is no label
_COUNT = r"\d[\d,.]* (?:[a-z]+ )*(?:credits?|tokens?|requests?|prompts?) (?:per|/)"  # nor is 50 agent requests per month
_EXAMPLE = re.compile(r"示例|举例|算例|案例|\bexamples?\b", re.I)  # the heading of a worked example

_TERM = re.compile(  # a title that says of which term a table's prices are, and nothing else
    r"(?:连续|自动续费)?(?:包[月季年]|[月季年][付度])(?:套餐|价格|计划)?"
    r"|(?:monthly|quarterly|annual|yearly|month|quarter|year)(?: (?:plan|price|billing|subscription)s?)?",
    re.I,
)


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


@dataclass(frozen=True)
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
        return (
            (label, cell) for label, cell in self.record.cells.items() if re.fullmatch(labels, label, re.I)
        )

    def without(self, labels: str) -> Self:
        """The plan without its cells of such a label."""
        left_out = dict(self.labelled(labels))
        cells = {label: cell for label, cell in self.record.cells.items() if label not in left_out}
        return replace(self, record=Record(self.name, cells))

    def called(self, units: Mapping[str, str]) -> Self:
        """The plan with a vendor's own units in our words."""
        cells = dict(self.record.cells)
        for pattern, unit in units.items():
            cells = {
                re.sub(pattern, unit, label, flags=re.I): replace(
                    cell, text=re.sub(pattern, unit, cell.text, flags=re.I)
                )
                for label, cell in cells.items()
            }
        return replace(self, record=Record(self.name, cells))

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
        named = next(filter(None, map(terms_named, (self.name, *reversed(self.headings)))), [])
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
                if re.fullmatch(models, label, re.I) or "powered by" in comparable(line).lower():
                    yield line


def plan_rows(
    document: Document, tables: Sequence[Table], labels: Labels, url: str
) -> Iterator[PlanRow | Unread]:
    """Every plan of the tables of prices or use, and of the flattened ones; Unread is a table without order."""

    def rows(table: Table | Flat, records: Sequence[Record]) -> list[PlanRow]:
        return _rows(document, table, records, labels, url)

    flat = flattened(document, labels)
    yield from each(tables, lambda table: rows(table, _records(table, labels)), Table.quoted)
    yield from each(flat, lambda table: rows(table, table.records()), Flat.quoted)


def flattened(document: Document, labels: Labels) -> list[Flat]:
    """The flattened tables of a page."""
    tiers = f"(?!(?:{labels.editions})$)(?:{labels.tiers})"
    return flat_tables(document, tiers, labels.flat, labels.editions)


def _rows(
    document: Document, table: Table | Flat, records: Sequence[Record], labels: Labels, url: str
) -> list[PlanRow]:
    if table.headings and _EXAMPLE.search(table.headings[-1]):
        return []
    names = tuple(record.name for record in records)
    packs = isinstance(table, Table) and table.labelled(labels.packs)
    titles = table.titles if isinstance(table, Table) else ()
    above = (*table.headings, *(title for title in titles if _TERM.fullmatch(as_label(title))))
    return [
        PlanRow(record, names, above, url, document.retired(record.name, above), bool(packs))
        for record in records
    ]


def _records(table: Table, labels: Labels) -> Sequence[Record]:
    """The plans of a table of prices, or of use where it names a tier; none where it is about something else."""
    table = with_prices(table, labels.prices)
    names = f"{labels.names}|{labels.packs}"
    label = _first(table, labels.prices)
    if label is not None:
        records = table.records(label, names) if table.labelled(names) or _stated(table, labels) else []
        return records if any(_priced(record, labels.prices) for record in records) else []
    label = _first(table, rf"(?!{_COUNT})(?:{labels.uses})")
    if label is not None and table.labelled(labels.names) and table.labelled(labels.tiers):
        return table.records(label, labels.names)
    return []


def _first(table: Table, pattern: str) -> str | None:
    """The first label of a table that matches, as a pattern."""
    said = (as_label(cell.text) for row in table.rows for cell in row)
    return next((re.escape(label) for label in said if re.fullmatch(pattern, label, re.I)), None)


def _stated(table: Table, labels: Labels) -> bool:
    """Whether a table without a line of names has prices of plans all the same: not of credits that are topped up."""
    credits = re.compile(r"积分.*|credits?\b.*", re.I)
    return any(_priced_cell(cell, "") for row in table.rows for cell in row) and not any(
        credits.fullmatch(as_label(cell.text)) for row in table.rows for cell in row
    )


def _priced(record: Record, prices: str) -> bool:
    """Whether a plan has an amount, or a bare number under the label of a price."""
    return any(
        _priced_cell(cell, label)
        or (re.fullmatch(prices, label, re.I) and re.fullmatch(r"[\d,.]+", comparable(cell.text)))
        for label, cell in record.cells.items()
    )


def _priced_cell(cell: Cell, label: str) -> bool:
    return bool(free(cell.text) or amounts(united(cell.said, label)))


def outside(document: Document, labels: Labels) -> Iterator[Unread]:
    """What reads like the cell of a price and stands outside every table."""
    read = Counter(
        line for table in flattened(document, labels) for row in table.rows.values() for line in row
    )
    lines = Counter(line for block in document.blocks if isinstance(block, Text) for line in block.lines)
    loose = re.compile(
        rf"(?:.*? )?(?:{labels.prices}) ?:? ?(?:原价|限时|original|limited|[¥$]|US|\d)"
        r"|(?:(?:原价|限时|现价|original price|limited-time) ?)?(?:[¥$]|US\$)? ?[\d,.]+ ?元? ?(?:/|per ).{1,24}$",
        re.I,
    )
    for line in lines - read:
        if loose.match(comparable(line)) and amounts(line):
            yield Unread(line[:40], f"a price outside every table: {line[:60]!r}", line)
