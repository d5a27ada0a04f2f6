"""The plans that an article states: which plan a name means, its price, promotion and quotas."""

import re
from dataclasses import dataclass, replace

from scrapers.reading.document import NAME_LABELS, Cell, Document, Record, Table, Text
from scrapers.refusals import PageChanged
from scrapers.vocabulary.brands import products_named
from scrapers.vocabulary.money import amounts
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable, squash

PRICE = r"(?:套餐|刊例|标准|日常|续费|官网)?(?:价格|定价|单价|月费|费用|原价|刊例价|标准价|日常价|续费价)(?:格)?(?: ?\(.*\))?"
PROMOTION = r"(?:限时|首购|新购)?(?:活动|优惠|特惠|促销|首购|折后|折扣)(?:后)?(?:价|价格)(?: ?\(.*\))?"
USE = r".*(?:用量|额度|限额|限制|AFP).{0,12}|每 ?(?:5 ?(?:个)?小时|周|(?:订阅)?月).{0,12}|5 ?小时|周|月"
NAMES = rf"{NAME_LABELS}|(?:活动|适用|订阅)套餐|套餐(?:规格|档位|版本|等级)|档位|规格|对比项"
PRODUCT = r"(?:活动|适用)?产品(?:名称|类型)?"
TIERS = re.compile(r"(?<![a-z])(?:lite|pro|small|medium|large|max)(?![a-z])", re.I)
_AFP = re.compile(r"AFP ?(?:点数?|积分)?", re.I)
_NOISE = re.compile(
    r"方舟|火山引擎|个人版|企业版|(?:coding|agent)(?: ?plan)?|连续?包[月季年]|[月季年]度?(?:套餐|付)|[-:·]",
    re.I,
)


@dataclass(frozen=True)
class Plan:
    """A plan as an article names it."""

    product: str
    slug: str
    name: str


def plan_of(record: Record, table: Table, default: str | None) -> Plan | None:
    """Which plan a row or column is, None where nothing says that it is one of a Coding Plan or an Agent Plan.

    The product is named beside the tier, by the nearest heading that names one, or by the article. In a table without
    prices only a tier we know is a plan.
    """
    if _labels(table) == USE and not is_tier(record.name):
        return None
    cell = record.maybe(PRODUCT)
    said = [record.name, cell.text if cell else "", *reversed(table.headings)]
    found = next(filter(None, map(products_named, said)), [default] if default else [])
    if not found:
        return None
    tier = squash(_NOISE.sub(" ", comparable(record.name)))
    if not tier:
        raise PageChanged(f"no tier in {record.name!r}")
    enterprise = "enterprise-" if any("企业版" in text for text in said) else ""
    return Plan(one(found, f"product of {record.name!r}"), enterprise + slug(tier), clean(record.name))


def _labels(table: Table) -> str:
    """What the table is about: promotions, else prices, else use; empty where it is about none of them."""
    return next((words for words in (PROMOTION, PRICE, USE) if table.labelled(words)), "")


def rows(table: Table) -> list[Record]:
    """The plans of a table of promotions, prices or use; raises PageChanged where its words do not part them."""
    said = (label_of(cell) for row in table.rows for cell in row)
    label = next((words for words in said if re.fullmatch(_labels(table), words, re.I)), None)
    if label is None:
        return []
    return table.records(re.escape(label), NAMES if table.labelled(NAMES) else PRODUCT)


def names_product(table: Table) -> bool:
    """Whether a heading or a cell of the table names a Coding Plan or an Agent Plan."""
    said = [*table.headings, *(cell.text for row in table.rows for cell in row)]
    return any(map(products_named, said))


def names_tier(table: Table) -> bool:
    """Whether any cell of the table names a tier we know."""
    return any(is_tier(cell.text) for row in table.rows for cell in row)


def is_tier(name: str) -> bool:
    """Whether a name holds a tier we know, with or without its product (CodingLite)."""
    return TIERS.search(_NOISE.sub(" ", comparable(name))) is not None


def label_of(cell: Cell) -> str:
    """A cell's words as a label."""
    return comparable(cell.text).strip(" :*")


def row(record: Record, labels: str) -> tuple[str, Cell] | None:
    """The label and cell of the only row with such a label, None where there is none."""
    found = [(label, cell) for label, cell in record.cells.items() if re.fullmatch(labels, label, re.I)]
    return one(found, f"{labels} of {record.name}") if found else None


def use(record: Record) -> Record:
    """The rows of use with AFP, the vendor's points, as credits; a bare number takes the unit of its label."""
    cells = {}
    for label, cell in record.cells.items():
        if re.fullmatch(USE, label, re.I):
            unit = (
                " credits"
                if "AFP" in label.upper() and re.fullmatch(r"[\d,.]+ ?[万亿]?", comparable(cell.text))
                else ""
            )
            cells[label] = replace(cell, text=_AFP.sub("credits", cell.text) + unit)
    return Record(record.name, cells)


def unread(document: Document) -> bool:
    """Whether a tier's monthly, quarterly or yearly amount stands in the text outside the tables."""
    lines = [line for block in document.blocks if isinstance(block, Text) for line in block.lines]
    return any(is_tier(line) and any(amount.period for amount in amounts(line)) for line in lines)


def of_plans(document: Document, product: str | None) -> list[Table]:
    """The tables of prices or use that have a tier we know; without a product only those that name one."""
    return [
        table
        for table in document.tables
        if _labels(table) and (product or names_product(table)) and names_tier(table)
    ]


def evidence(record: Record) -> str:
    """The words of a plan's prices, else of its use, with its name where they are bare numbers."""
    for labels in (f"{PROMOTION}|{PRICE}", USE, ".*"):
        said = [
            cell.said
            for label, cell in record.cells.items()
            if re.fullmatch(labels, label, re.I) and cell.said
        ]
        if said:
            return " ".join([record.name, *said] if re.fullmatch(r"[\d,. ]+", said[0]) else said)
    return record.name
