"""Finds the plans of a page's tables, and of tables that a text rendering flattened."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from scrapers.reading.document import Cell, Document, Record, Table, Text
from scrapers.reading.tabular.flattened_tables import Flat, flat_tables
from scrapers.reading.tabular.plan_rows import Labels, PlanRow
from scrapers.reading.tabular.priced_headings import with_prices
from scrapers.unread import Unread, each
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_terms import free, united
from scrapers.vocabulary.words import as_label, comparable, matches

_COUNT = r"\d[\d,.]* (?:[a-z]+ )*(?:credits?|tokens?|requests?|prompts?) (?:per|/)"  # nor is 50 agent requests per month
_EXAMPLE = re.compile(r"示例|举例|算例|案例|\bexamples?\b", re.I)  # the heading of a worked example
_TERM = re.compile(  # a title that says of which term a table's prices are, and nothing else
    r"(?:连续|自动续费)?(?:包[月季年]|[月季年][付度])(?:套餐|价格|计划)?"
    r"|(?:monthly|quarterly|annual|yearly|month|quarter|year)(?: (?:plan|price|billing|subscription)s?)?",
    re.I,
)


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
    label = table.first_label(pattern)
    return None if label is None else re.escape(label)


def _stated(table: Table, labels: Labels) -> bool:
    """Whether a table without a line of names has prices of plans all the same: not of credits that are topped up."""
    credits = re.compile(r"积分.*|credits?\b.*", re.I)
    return any(_priced_cell(cell, "") for row in table.rows for cell in row) and not any(
        credits.fullmatch(said) for row in table.labels for said in row
    )


def _priced(record: Record, prices: str) -> bool:
    """Whether a plan has an amount, or a bare number under the label of a price."""
    return any(
        _priced_cell(cell, label) or (matches(prices, label) and matches(r"[\d,.]+", comparable(cell.text)))
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
