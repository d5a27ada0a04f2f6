"""The plans of a help page: from tables, or from tables that a text rendering flattened."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.reading.document import NAME_LABELS, Cell, Document, Record, Table, Text
from scrapers.reading.flattened_tables import Flat, flat_tables
from scrapers.unread import Unread, each
from scrapers.vocabulary.money import amounts
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

PRICE = r"(?:(?:套餐|[座坐]席)?(?:定价|价格|单价|月费)|(?:(?:plan|seat|monthly) )?(?:price|pricing)s?)(?: ?\(.*\))?"
USE = (
    r".*(?:用量(?!包)|额度|限额).{0,8}|(?:(?:weekly|monthly|total|5-hour|7-day) )*(?:usage|quota|credits?|limits?)(?: limits?)?"
    r"|(?:limit|quota|usage|credits) (?:per|every) .*|(?:5|7|five|seven)[- ](?:hour|day)s? (?:limit|quota)s?"
)
MODELS = r"(?:支持的?)?模型|(?:supported )?models?"
OTHER = (
    r"并发 ?(?:agent|数)|购买(?:条件|限制)|harness ?工具|团队管理|适用(?:人群|场景)|concurrent agents?"
    r"|(?:purchase )?(?:conditions?|requirements?)|harness tools?|team management"
)
NAMES = rf"{NAME_LABELS}|[座坐]席(?:类型|档位|规格)?|档位|类型|对比项|item|seat(?: type)?|edition"
TIER = (
    r"(?:lite|essential|standard|pro|max|ultra|plus|basic|premium)(?: ?(?:基础|高级|标准)?(?:套餐|版)| plan| seat)?"
    r"|[\w ]{1,14}?(?:套餐|[座坐]席)(?: ?[a-z]+)?|(?:共享|个人)?(?:用量|加油)包(?: ?[a-z ]+)?"
    r"|(?:(?:extra|shared|quota|usage|add-on) ){1,3}(?:bundle|pack)|(?:personal|team) [a-z]+(?: seat)?"
)
SECTION = r"(?:token plan )?(?:个人版|团队版|(?:personal|team)(?: edition| plan)?)"
_LOOSE = re.compile(
    rf"(?:.*? )?{PRICE} ?:? ?(?:原价|限时|original|limited|[¥$]|US|\d)"
    r"|(?:(?:原价|限时|现价|original price|limited-time) ?)?(?:[¥$]|US\$)? ?[\d,.]+ ?元? ?(?:/|per ).{1,24}$",
    re.I,
)


@dataclass(frozen=True)
class Tier:
    """One plan of a table, with the names beside it and the headings above them (outermost first)."""

    record: Record
    beside: tuple[str, ...]
    headings: tuple[str, ...]
    retired: bool = False  # it stands under a heading of what is no longer sold

    def quoted(self) -> tuple[str, str]:
        """Its name and words, as they are quoted where it cannot be read."""
        return self.record.quoted()


def plans(document: Document) -> Iterator[Tier | Unread]:
    """Every plan of every table of prices or quotas; Unread is a table without order, and what reads like a price
    cell and stands outside every table.
    """
    flat = flat_tables(document, f"(?!(?:{SECTION})$)(?:{TIER})", f"{PRICE}|{USE}|{MODELS}|{OTHER}", SECTION)
    yield from each(document.tables, lambda table: _tiers(document, table, _records(table)), Table.quoted)
    yield from each(flat, lambda table: _tiers(document, table, table.records()), Flat.quoted)
    for line in _loose(document, flat):
        yield Unread(line[:40], f"a price outside every table: {line[:60]!r}", line)


def _tiers(document: Document, table: Table | Flat, records: Sequence[Record]) -> list[Tier]:
    names = tuple(record.name for record in records)
    return [
        Tier(record, names, table.headings, document.retired(record.name, table.headings))
        for record in records
    ]


def _loose(document: Document, flat: Sequence[Flat]) -> Iterator[str]:
    read = Counter(line for table in flat for row in table.rows.values() for line in row)
    lines = Counter(line for block in document.blocks if isinstance(block, Text) for line in block.lines)
    return (line for line in lines - read if _LOOSE.match(comparable(line)) and amounts(line))


def _records(table: Table) -> Sequence[Record]:
    if table.labelled(PRICE):
        records = table.records(PRICE, NAMES)
        return (
            records if any(amounts(cell.said) for record in records for cell in record.cells.values()) else []
        )
    uses = [
        comparable(cell.text)
        for row in table.rows
        for cell in row
        if re.fullmatch(USE, comparable(cell.text), re.I)
    ]
    if uses and table.labelled(NAMES) and table.labelled(TIER):
        return table.records(re.escape(uses[0]), NAMES)
    return []


def is_price(label: str) -> bool:
    """Whether a row of this label holds prices."""
    return re.fullmatch(PRICE, label, re.I) is not None


def price_row(record: Record) -> tuple[str, Cell] | None:
    """The label and cell of a plan's price, None where its table states none."""
    found = [(label, cell) for label, cell in record.cells.items() if is_price(label)]
    return one(found, f"the price of {record.name}") if found else None


_EXACT = re.compile(
    r"仅支持以下精确版本|only the following exact (?:versions|models)(?: are supported)?", re.I
)
_EXAMPLES = re.compile(r"❌|判定|示范|example", re.I)
_GROUPS = re.compile(r"[、,;:]|(?:推荐|更多|其他)模型|(?:recommended|more|other) models", re.I)
_ID = re.compile(r"[A-Za-z][A-Za-z]*-?\d[\w.-]*|[A-Za-z]+\d*(?:[-.][\w.]+)+")


def models(record: Record) -> tuple[str, ...]:
    """The model ids of a plan: what follows 仅支持以下精确版本, never the counter examples that explain it."""
    cell = record.maybe(MODELS)
    listed = _EXACT.split(comparable(cell.text)) if cell else []
    if not listed or (len(listed) == 1 and _EXAMPLES.search(listed[0])):
        return ()
    pieces = _GROUPS.split(re.sub(r"\([^()]*\)", "", listed[-1]))
    return tuple(dict.fromkeys(piece.strip(" .。") for piece in pieces if _ID.fullmatch(piece.strip(" .。"))))
