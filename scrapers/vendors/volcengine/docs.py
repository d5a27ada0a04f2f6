"""What the articles of Volcengine's documentation have in common, read through getDocDetail."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document, Text
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tables import Table
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.refusals import PageChanged
from scrapers.unread import Unread
from scrapers.vendors.volcengine.article import article, article_named
from scrapers.vocabulary.brands import products_named
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

API = "https://www.volcengine.com/api/doc/getDocDetail?DocumentID="
_INSTEAD = "https://docs.volcengine.com/api/doc/getDocDetail?DocumentID="
_TIER = re.compile(r"(?<![a-z])(?:lite|pro|small|medium|large|max)(?![a-z])", re.I)
_NOISE = re.compile(
    r"方舟|火山引擎|个人版|企业版|(?:coding|agent)(?: ?plan)?|连续?包[月季年]|[月季年]度?(?:套餐|付)|[-:·]",
    re.I,
)


class Docs(PlanTable):
    """One article of the documentation. Which one an answer holds is what its DocumentCode says, never its address.

    The product is named beside the tier, by the nearest heading that names one, or by the article. In a table without
    prices only a tier we know is a plan. AFP are the vendor's points.
    """

    vendor = "volcengine"
    product = "coding-plan"
    products = ("coding-plan", "agent-plan")
    region = "CN"
    currency = "CNY"
    addresses = (
        r"(?:www\.|docs\.)?volcengine\.com/(?:api/doc/getDoc(?:Detail|List)|docs/82379/\d+|docs/ark/[a-z0-9-]+)"
        r"|ark\.volcengine\.com/region:[a-z0-9+-]+/docs/(?:(?:ark/)?[a-z0-9-]+|82379/\d+)"
    )
    uses = r".*(?:用量|额度|限额|限制|AFP).{0,12}|每 ?(?:5 ?(?:个)?小时|周|(?:订阅)?月).{0,12}|5 ?小时|周|月"
    units: ClassVar[Mapping[str, str]] = {r"AFP ?(?:点数?|积分)?": "credits"}
    tier_names = rf".*{_TIER.pattern}.*"
    document_id: ClassVar[str] = ""
    code: ClassVar[str]
    about: ClassVar[tuple[str, ...]] = ("coding-plan",)  # of its plans, unless their words name a product
    articles: ClassVar[dict[str, type["Docs"]]] = {}  # every article that is read, by its code

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.articles[cls.code] = cls
        if cls.document_id:
            cls.url = API + cls.document_id

    def owns(self, url: str) -> bool:
        return super().owns(url) and article_named(url) in (self.code, self.document_id)

    def fetches(self) -> Iterable[Fetch]:
        return [Fetch(self.url, instead=(_INSTEAD + self.document_id,))]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        found = article(page)
        if found.code not in self.articles:
            raise PageChanged(
                f"an article we do not know: {found.code!r}; known are {', '.join(self.articles)}"
            )
        stated = list(self.articles[found.code]().stated(found.document, page))
        if not stated and _priced_outside(found.document):
            raise PageChanged("a plan's price stands in the text, outside every table")
        return iter(stated)

    def tables(self, document: Document) -> list[Table]:
        return [
            table
            for table in document.tables
            if any(_is_tier(cell.text) for row in table.rows for cell in row)
            and (self.about or any(map(products_named, _words(table))))
        ]

    def plan_of(self, row: PlanRow) -> str | None:
        if not self._products(row) or not (row.prices(self.prices) or _is_tier(row.name)):
            return None
        tier = " ".join(_NOISE.sub(" ", comparable(row.name)).split())
        if not tier:
            raise PageChanged(f"no tier in {row.name!r}")
        enterprise = "enterprise-" if any("企业版" in words for words in row.named()) else ""
        return enterprise + self.plan(tier)

    def product_of(self, row: PlanRow) -> str:
        return one(self._products(row), f"product of {row.name!r}")

    def _products(self, row: PlanRow) -> list[str]:
        return next(filter(None, map(products_named, row.named())), list(self.about))

    def evidence_of(self, row: PlanRow) -> str:
        return row.words_of(self.uses)


def _words(table: Table) -> list[str]:
    return [*table.headings, *(cell.text for row in table.rows for cell in row)]


def _is_tier(name: str) -> bool:
    """Whether a name holds a tier we know, with or without its product (CodingLite)."""
    return _TIER.search(_NOISE.sub(" ", comparable(name))) is not None


def _priced_outside(document: Document) -> bool:
    """Whether a tier's monthly, quarterly or yearly amount stands in the text outside the tables."""
    lines = [line for block in document.blocks if isinstance(block, Text) for line in block.lines]
    return any(_is_tier(line) and any(amount.period for amount in amounts(line)) for line in lines)
